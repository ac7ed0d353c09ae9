import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import { after } from "../support/arns";
import { createServiceRole } from "../support/service-role";
import { type Lake, tagsFor } from "./lake";
import type { TierPlan } from "./lake-plan";
import { inNameOrder } from "./lifecycle";
import { type PolicyStatement, policyJson } from "./policy-document";
import type { TierParts } from "./tier";
import type { RegistrationArgs } from "./tier-args";

/** A place that Lake Formation governs. */
export interface RegisteredLocation {
    /** The tier's name, and behind a slash the prefix's, if it is one. */
    readonly name: string;
    /** The ARN as it was registered. Whoever uses it comes after the registration. */
    readonly arn: pulumi.Output<string>;
}

/** A part of a tier: the end of its resource's name, and the end of its ARN, which has no slash at its end. */
interface LocationPlan {
    readonly suffix: string;
    readonly name: string;
    readonly path: string;
}

/**
 * Registers a tier, or prefixes of it, with Lake Formation.
 *
 * Always under a role that can be seen and narrowed: the service-linked role can't be edited, loses paths when two are
 * registered at once, and does not serve encrypted data of other accounts.
 */
export function registerTier(
    lake: Lake,
    tier: TierPlan,
    args: RegistrationArgs,
    parts: TierParts,
): RegisteredLocation[] {
    const locations = locationsOf(tier.name, args);
    const role = args.roleArn ? { arn: args.roleArn, ready: [] } : createRole(lake, tier, locations, parts);
    return locations.map(({ name, suffix, path }) => {
        const arn = pulumi.interpolate`${parts.bucketArn}${path}`;
        const registration = new aws.lakeformation.Resource(
            `${parts.name}-registration${suffix}`,
            { arn, roleArn: role.arn, hybridAccessEnabled: args.hybridAccessEnabled ?? false },
            {
                parent: lake.parent,
                // Lake Formation takes a second registration of a place as the first, and removing the old one then
                // removes both.
                deleteBeforeReplace: true,
                dependsOn: [...parts.bucket.ready, ...role.ready],
            },
        );
        return { name, arn: after(registration, arn) };
    });
}

function locationsOf(tier: string, { prefixes }: RegistrationArgs): LocationPlan[] {
    return prefixes === undefined
        ? [{ suffix: "", name: tier, path: "" }]
        : inNameOrder(prefixes).map(([name, prefix]) => ({
              suffix: `-${name}`,
              name: `${tier}/${name}`,
              path: `/${prefix.replace(/\/+$/, "")}`,
          }));
}

function createRole(lake: Lake, tier: TierPlan, locations: readonly LocationPlan[], parts: TierParts) {
    const { arn, policy } = createServiceRole(
        `${parts.name}-registration-role`,
        {
            description: `Lake Formation reads and writes the tier ${tier.name} as this role.`,
            trust: lake.place.apply((at) => policyJson(registrationTrust(at))),
            policy: pulumi
                .all([parts.bucketArn, parts.keyArn])
                .apply(([bucketArn, keyArn]) => policyJson(accessStatements(locations, bucketArn, keyArn))),
            tags: tagsFor(lake, tier.name),
        },
        lake.parent,
    );
    return { arn, ready: [policy] };
}

/**
 * Who may become the role: both services, as
 * https://docs.aws.amazon.com/lake-formation/latest/dg/registration-role.html demands. Lake Formation is held to this
 * account by the conditions of
 * https://docs.aws.amazon.com/lake-formation/latest/dg/cross-service-confused-deputy-prevention.html. Glue is not: it is
 * not documented that its calls carry these keys, and without them a condition would shut it out. Nobody else can hand
 * it the role, for roles can't be passed across accounts
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html).
 */
export function registrationTrust({ partition, region, accountId }: Place): PolicyStatement[] {
    return [
        {
            sid: "LakeFormation",
            principals: { Service: ["lakeformation.amazonaws.com"] },
            actions: ["sts:AssumeRole"],
            conditions: {
                StringEquals: { "aws:SourceAccount": [accountId] },
                ArnLike: { "aws:SourceArn": [`arn:${partition}:lakeformation:${region}:${accountId}:*`] },
            },
        },
        { sid: "Glue", principals: { Service: ["glue.amazonaws.com"] }, actions: ["sts:AssumeRole"] },
    ];
}

function accessStatements(locations: readonly LocationPlan[], bucketArn: string, keyArn: string): PolicyStatement[] {
    return [
        {
            sid: "Objects",
            actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
            resources: locations.map(({ path }) => `${bucketArn}${path}/*`),
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
    ];
}

function listCondition(locations: readonly LocationPlan[]): PolicyStatement["conditions"] {
    const prefixes = locations.map(({ path }) => path.slice(1));
    return prefixes.includes("")
        ? undefined
        : { StringLike: { "s3:prefix": prefixes.flatMap((prefix) => [prefix, `${prefix}/*`]) } };
}
