import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A role that one AWS service assumes. */
export interface ServiceRole {
    readonly role: aws.iam.Role;
    readonly arn: pulumi.Output<string>;
    /** The role's policy: whatever acts as the role must wait for it, or its first calls are refused. */
    readonly policy: aws.iam.RolePolicy;
}

/** The role with its one inline policy; both texts are policy documents. */
export function createServiceRole(
    name: string,
    args: {
        description: string;
        trust: pulumi.Input<string>;
        policy: pulumi.Input<string>;
        tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    },
    parent: pulumi.Resource,
): ServiceRole {
    const role = new aws.iam.Role(
        name,
        { description: args.description, assumeRolePolicy: args.trust, tags: args.tags },
        { parent },
    );
    const policy = new aws.iam.RolePolicy(`${name}-policy`, { role: role.id, policy: args.policy }, { parent });
    return { role, arn: role.arn, policy };
}
