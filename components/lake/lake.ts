import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import type { DeletionGuard } from "./deletion-guard";
import type { LakePlan } from "./lake-plan";
import { bucketNameFor, bucketNameProblems } from "./names";

export type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;

/** What the parts of a component share. */
export interface Scope {
    /** The component's name: the start of every child's. */
    readonly name: string;
    readonly parent: pulumi.Resource;
    readonly place: pulumi.Output<Place>;
    readonly guard: DeletionGuard;
    /** What the component as a whole has to wait for. */
    readonly dependsOn?: pulumi.ComponentResourceOptions["dependsOn"];
    readonly tags?: Tags;
}

/** What the parts of a lake share. */
export interface Lake extends Scope {
    readonly plan: LakePlan;
}

/** A bucket's name and ARN, both known before the bucket is made. */
export interface BucketAddress {
    readonly bucketName: pulumi.Output<string>;
    readonly bucketArn: pulumi.Output<string>;
}

/**
 * The address of a bucket that is named by the rule.
 *
 * @param prefix the start of the component's physical names
 * @param part the tier's name, or another word that no other bucket of this prefix has
 * @param chosen a name that the caller chose
 * @throws inside the output, when the name turns out too long once account and region are known
 */
export function addressOf(prefix: string, part: string, place: pulumi.Output<Place>, chosen?: string): BucketAddress {
    const bucketName = place.apply((where) => {
        const name = chosen ?? bucketNameFor(prefix, part, where);
        const [problem] = bucketNameProblems(`the bucket name of "${part}"`, name);
        if (problem) {
            throw new pulumi.RunError(problem);
        }
        return name;
    });
    return { bucketName, bucketArn: pulumi.interpolate`arn:${place.partition}:s3:::${bucketName}` };
}

/** The caller's tags, and one that says which part of the lake a resource is. The caller's win. */
export function tagsFor({ tags: own }: Pick<Scope, "tags">, tier: string): pulumi.Output<Record<string, string>> {
    return pulumi.output(own ?? {}).apply((tags): Record<string, string> => ({ "lakefront:tier": tier, ...tags }));
}
