import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import { accountStatement } from "./key-policy";
import type { Scope } from "./lake";
import { type PolicyStatement, type PolicyStatementArgs, policyJson } from "./policy-document";

/** The longest window that KMS offers in which a key's deletion can be taken back. */
const DELETION_WINDOW_DAYS = 30;

/** What a key is for and who uses it. */
export interface KeySpec {
    /** The alias, without `alias/`. */
    readonly alias: string;
    readonly description: string;
    /** Statements for AWS services that use the key under their own name. */
    readonly services?: pulumi.Output<PolicyStatement[]>;
    /** Statements of the caller's. */
    readonly statements?: PolicyStatementArgs[];
    /** The key's region. */
    readonly region?: pulumi.Input<string>;
    readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Makes a customer managed key that rotates every year, with its alias. */
export function encryptionKey(
    name: string,
    spec: KeySpec,
    { place, guard, parent, dependsOn }: Pick<Scope, "place" | "guard" | "parent" | "dependsOn">,
): aws.kms.Key {
    const policy = pulumi
        .all([place, spec.services ?? pulumi.output<PolicyStatement[]>([]), pulumi.output(spec.statements ?? [])])
        .apply(([where, services, statements]) =>
            policyJson([accountStatement(where), ...services, ...statements], ["*"]),
        );
    const key = new aws.kms.Key(
        name,
        {
            description: spec.description,
            enableKeyRotation: true,
            deletionWindowInDays: DELETION_WINDOW_DAYS,
            policy,
            region: spec.region,
            tags: spec.tags,
        },
        { parent, dependsOn, ...guard.data },
    );
    new aws.kms.Alias(
        `${name}-alias`,
        { name: `alias/${spec.alias}`, targetKeyId: key.id, region: spec.region },
        { parent },
    );
    return key;
}

/**
 * A key's ARN. It is put together from the key's id rather than read from `arn`, which a provider that models only what
 * it was given doesn't return.
 */
export function keyArnOf(key: aws.kms.Key, place: pulumi.Output<Place>): pulumi.Output<string> {
    return pulumi.interpolate`arn:${place.partition}:kms:${place.region}:${place.accountId}:key/${key.id}`;
}
