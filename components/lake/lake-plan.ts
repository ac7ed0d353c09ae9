import type * as pulumi from "@pulumi/pulumi";
import { isPlain, rangeProblem, refuse } from "../problems";
import type { DataLakeArgs } from "./data-lake";
import { inNameOrder, type LifecycleArgs } from "./lifecycle";
import { bucketNameProblems, lengthProblems, namePartProblems, slug } from "./names";
import { isPreset, NO_PRESET, PRESETS, type PresetSettings } from "./presets";
import type { LakeTierArgs } from "./tier-args";
import { isRegion, tierProblems } from "./tier-problems";

/** The names of the lake's own buckets, which no tier can have. */
export const ACCESS_LOGS = "access-logs";
export const INVENTORY = "inventory";

/** A tier, with the preset's settings filled in. */
export interface TierPlan {
    readonly name: string;
    readonly description: string;
    readonly args: LakeTierArgs;
    readonly queryable: boolean;
    readonly lifecycle: LifecycleArgs;
}

/** What a lake is going to be: decided from the arguments alone, before anything is made. */
export interface LakePlan {
    /** The start of every physical name. */
    readonly prefix: string;
    /** In the order of their names. */
    readonly tiers: readonly TierPlan[];
    /** The regions that hold a copy of a tier, each once. */
    readonly replicaRegions: readonly string[];
}

/**
 * Plans a lake.
 *
 * @throws a `RunError` with every problem of the arguments
 */
export function planLake(name: string, args: DataLakeArgs): LakePlan {
    const prefix = args.namePrefix ?? slug(name);
    const tiers = inNameOrder(args.tiers).map(([tier, tierArgs]) => planTier(tier, tierArgs));
    refuse("DataLake", name, [
        ...lakeProblems(prefix, args),
        ...tiers.flatMap((tier) => [
            ...tierNameProblems(prefix, tier, args),
            ...tierProblems(tier, plainRegion(args.region)),
        ]),
        ...sameNameProblems(prefix, tiers),
    ]);
    const regions = tiers.flatMap((tier) => (tier.args.replication ? [tier.args.replication.region] : []));
    return { prefix, tiers, replicaRegions: [...new Set(regions)].sort() };
}

function planTier(name: string, args: LakeTierArgs): TierPlan {
    const preset = presetOf(name, args);
    const own = args.lifecycle ?? {};
    return {
        name,
        description: preset.description,
        args,
        queryable: args.queryable ?? preset.queryable,
        lifecycle: {
            transitions: own.transitions ?? preset.lifecycle.transitions,
            expirationDays: own.expirationDays ?? preset.lifecycle.expirationDays,
            noncurrentExpirationDays: own.noncurrentExpirationDays ?? preset.lifecycle.noncurrentExpirationDays,
            noncurrentVersionsKept: own.noncurrentVersionsKept ?? preset.lifecycle.noncurrentVersionsKept,
            abortIncompleteUploadDays: own.abortIncompleteUploadDays ?? preset.lifecycle.abortIncompleteUploadDays,
            prefixes: own.prefixes ?? preset.lifecycle.prefixes,
        },
    };
}

function presetOf(name: string, args: LakeTierArgs): PresetSettings {
    const preset = args.preset ?? name;
    return isPreset(preset) ? PRESETS[preset] : NO_PRESET;
}

function lakeProblems(prefix: string, args: DataLakeArgs): string[] {
    const problems = [
        ...namePartProblems("namePrefix", prefix),
        ...rangeProblem("accessLogs.expirationDays", args.accessLogs?.expirationDays, 1, 36_500),
        ...rangeProblem("inventory.expirationDays", args.inventory?.expirationDays, 1, 36_500),
    ];
    if (Object.keys(args.tiers).length === 0) {
        problems.push(`tiers is empty: a lake has at least one tier, for example { ${Object.keys(PRESETS)[1]}: {} }.`);
    }
    if (isPlain(args.accountId) && !/^\d{12}$/.test(args.accountId)) {
        problems.push(
            `accountId is "${args.accountId}": it takes the 12 digits of an AWS account, for example "111122223333".`,
        );
    }
    if (isPlain(args.region) && !isRegion(args.region)) {
        problems.push(`region is "${args.region}": it takes the name of an AWS region, for example "eu-west-1".`);
    }
    const { bucketName, expirationDays, sourceBucketNames } = args.accessLogs ?? {};
    if (bucketName !== undefined && sourceBucketNames !== undefined) {
        problems.push(
            "accessLogs.sourceBucketNames has no effect on a bucket that you bring: put them in its own policy.",
        );
    }
    if (bucketName !== undefined && expirationDays !== undefined) {
        problems.push(
            "accessLogs.expirationDays has no effect on a bucket that you bring: leave it out, or leave out accessLogs.bucketName.",
        );
    }
    return problems;
}

function tierNameProblems(prefix: string, tier: TierPlan, args: DataLakeArgs): string[] {
    const { name } = tier;
    if (name === ACCESS_LOGS || name === INVENTORY) {
        return [
            `tiers.${name} has the name of one of the lake's own buckets: take another, for example "${name}-data".`,
        ];
    }
    const problems = namePartProblems(`the tier name "${name}"`, name);
    const place = {
        accountId: isPlain(args.accountId) ? args.accountId : undefined,
        region: plainRegion(args.region),
    };
    if (tier.args.bucketName === undefined) {
        problems.push(...lengthProblems(prefix, name, place));
    } else {
        problems.push(...bucketNameProblems(`tiers.${name}.bucketName`, tier.args.bucketName));
    }
    const { replication } = tier.args;
    if (replication && replication.bucketName === undefined) {
        problems.push(...lengthProblems(prefix, `${name}-replica`, { ...place, region: replication.region }));
    } else if (replication?.bucketName !== undefined) {
        problems.push(...bucketNameProblems(`tiers.${name}.replication.bucketName`, replication.bucketName));
    }
    return problems;
}

/**
 * Two tiers in one bucket would fight over its only policy, lifecycle and notifications, and register the same place
 * twice.
 */
function sameNameProblems(prefix: string, tiers: readonly TierPlan[]): string[] {
    const owners = new Map<string, string>();
    const problems: string[] = [];
    const claim = (bucket: string, owner: string): void => {
        const other = owners.get(bucket);
        if (other !== undefined) {
            problems.push(`${owner} and ${other} would share the bucket "${bucket}": each needs a bucket of its own.`);
        }
        owners.set(bucket, owner);
    };
    for (const { name, args } of tiers) {
        claim(args.bucketName ?? `${prefix}-${name}-…`, `tiers.${name}`);
        if (args.replication) {
            claim(args.replication.bucketName ?? `${prefix}-${name}-replica-…`, `tiers.${name}.replication`);
        }
    }
    return problems;
}

function plainRegion(region: pulumi.Input<string> | undefined): string | undefined {
    return isPlain(region) ? region : undefined;
}
