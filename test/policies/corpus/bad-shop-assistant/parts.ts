import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export const code = new pulumi.asset.AssetArchive({
    "index.js": new pulumi.asset.StringAsset("exports.handler = async () => ({ statusCode: 200 });"),
});

/** A role of a function, with what it may do. */
export function roleOf(name: string, statements: aws.types.input.iam.GetPolicyDocumentStatementArgs[]): aws.iam.Role {
    const role = new aws.iam.Role(name, { assumeRolePolicy: trustOf("lambda.amazonaws.com") });
    new aws.iam.RolePolicy(name, {
        role: role.id,
        policy: aws.iam.getPolicyDocumentOutput({ statements }).json,
    });
    return role;
}

/** A trust policy that holds for whatever the service does, and for whomever. */
export function trustOf(service: string): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    });
}
