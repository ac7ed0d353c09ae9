import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Lake, tagsFor } from "./lake";
import type { TierPlan } from "./lake-plan";
import { inNameOrder } from "./lifecycle";
import { policyJson, trustPolicy } from "./policy-document";
import type { TierParts } from "./tier";
import type { RegistrationArgs } from "./tier-args";

/**
 * The locations that a registration covers: a suffix for the resource's name, and the prefix without its trailing
 * slash.
 */
interface RegisteredLocation {
    readonly suffix: string;
    readonly prefix: string;
}

/**
 * Registers a tier, or prefixes of it, with Lake Formation.
 *
 * Always under a role that can be seen and narrowed: the service-linked role can't be edited, loses paths when two are
 * registered at once, and does not serve encrypted data of other accounts.
 */
export function registerTier(lake: Lake, tier: TierPlan, args: RegistrationArgs, parts: TierParts): void {
    const locations = locationsOf(args);
    const role = args.roleArn ? { arn: args.roleArn, ready: [] } : createRole(lake, tier, locations, parts);
    for (const { suffix, prefix } of locations) {
        new aws.lakeformation.Resource(
            `${parts.name}-registration${suffix}`,
            {
                arn: pulumi.interpolate`${parts.bucketArn}${prefix}`,
                roleArn: role.arn,
                hybridAccessEnabled: args.hybridAccessEnabled ?? false,
            },
            {
                parent: lake.parent,
                // Lake Formation takes a second registration of a place as the first, and removing the old one then
                // removes both.
                deleteBeforeReplace: true,
                dependsOn: [...parts.bucket.ready, ...role.ready],
            },
        );
    }
}

function locationsOf({ prefixes }: RegistrationArgs): RegisteredLocation[] {
    const named = inNameOrder(prefixes);
    return named.length === 0
        ? [{ suffix: "", prefix: "" }]
        : named.map(([name, prefix]) => ({ suffix: `-${name}`, prefix: `/${prefix.replace(/\/+$/, "")}` }));
}

function createRole(lake: Lake, tier: TierPlan, locations: readonly RegisteredLocation[], parts: TierParts) {
    const role = new aws.iam.Role(
        `${parts.name}-registration-role`,
        {
            description: `Lake Formation reads and writes the tier ${tier.name} as this role.`,
            assumeRolePolicy: trustPolicy(["lakeformation.amazonaws.com", "glue.amazonaws.com"]),
            tags: tagsFor(lake, tier.name),
        },
        { parent: lake.parent },
    );
    const policy = new aws.iam.RolePolicy(
        `${parts.name}-registration-role-policy`,
        {
            role: role.name,
            policy: pulumi.all([parts.bucketArn, parts.keyArn]).apply(([bucketArn, keyArn]) =>
                policyJson([
                    {
                        sid: "Objects",
                        actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
                        resources: locations.map(({ prefix }) => `${bucketArn}${prefix}/*`),
                    },
                    {
                        sid: "List",
                        actions: ["s3:ListBucket"],
                        resources: [bucketArn],
                        conditions: listCondition(locations),
                    },
                    {
                        sid: "Key",
                        actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:DescribeKey"],
                        resources: [keyArn],
                    },
                ]),
            ),
        },
        { parent: lake.parent },
    );
    return { arn: role.arn, ready: [policy] };
}

function listCondition(locations: readonly RegisteredLocation[]) {
    const prefixes = locations.map(({ prefix }) => prefix.slice(1));
    return prefixes.includes("")
        ? undefined
        : { StringLike: { "s3:prefix": prefixes.flatMap((prefix) => [prefix, `${prefix}/*`]) } };
}
