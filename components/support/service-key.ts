import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import { deletionGuard } from "../lake/deletion-guard";
import { encryptionKey, keyArnOf } from "../lake/encryption-key";
import { logGroupKeyStatement } from "../lake/key-policy";
import type { PolicyStatement } from "../lake/policy-document";

/** The key of a component, and what it is for. */
export interface ServiceKeySpec {
    /** The caller's own key, which is taken as it is. */
    readonly kmsKeyArn?: pulumi.Input<string>;
    /** Alias of a key of the component's own, without `alias/`. */
    readonly alias: string;
    readonly description: string;
    /** Log groups that it encrypts. */
    readonly logGroups?: readonly string[];
    /** Statements for services that use it in nobody's name. */
    readonly services?: pulumi.Output<PolicyStatement[]>;
    readonly allowDeletion?: boolean;
    readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** ARN of the key that a component works with: the caller's, or one that it makes as `<name>-key`. */
export function serviceKey(
    name: string,
    spec: ServiceKeySpec,
    place: pulumi.Output<Place>,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    if (spec.kmsKeyArn !== undefined) return pulumi.output(spec.kmsKeyArn);
    const key = encryptionKey(
        `${name}-key`,
        {
            alias: spec.alias,
            description: spec.description,
            services: pulumi
                .all([place, spec.services ?? pulumi.output<PolicyStatement[]>([])])
                .apply(([at, services]) => [
                    ...(spec.logGroups === undefined ? [] : [logGroupKeyStatement(at, ...spec.logGroups)]),
                    ...services,
                ]),
            tags: spec.tags,
        },
        { place, guard: deletionGuard(spec.allowDeletion), parent },
    );
    return keyArnOf(key, place);
}
