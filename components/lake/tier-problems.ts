import { choiceProblem, rangeProblem } from "../problems";
import { keyArnProblems, keyChoiceProblems } from "./key-problems";
import type { TierPlan } from "./lake-plan";
import { inNameOrder, StorageClass } from "./lifecycle";
import { lifecycleProblems } from "./lifecycle-problems";
import { TierPreset } from "./presets";
import { registrationProblems } from "./registration-problems";
import { type LakeTierArgs, ObjectLockMode } from "./tier-args";

const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

/** Whether a text has the form of a region's name. */
export function isRegion(text: string): boolean {
    return REGION.test(text);
}

/**
 * The problems of one tier's settings, its name and bucket aside.
 *
 * @param lakeRegion the lake's region, when it is known already
 */
export function tierProblems(tier: TierPlan, lakeRegion: string | undefined): string[] {
    const at = `tiers.${tier.name}`;
    const { args } = tier;
    return [
        ...choiceProblem(`${at}.preset`, args.preset, TierPreset),
        ...keyChoiceProblems(`${at}.`, args),
        ...keyArnProblems(`${at}.replication.kmsKeyArn`, args.replication?.kmsKeyArn),
        ...lifecycleProblems(`${at}.lifecycle`, tier.lifecycle, tier.queryable),
        ...intelligentTieringProblems(at, tier),
        ...replicationProblems(at, args, lakeRegion),
        ...objectLockProblems(at, args),
        ...notificationProblems(at, args),
        ...(args.registration ? registrationProblems(`${at}.registration`, args.registration) : []),
    ];
}

function intelligentTieringProblems(at: string, { args, queryable }: TierPlan): string[] {
    const tiering = args.intelligentTiering;
    if (!tiering) {
        return [];
    }
    const property = `${at}.intelligentTiering`;
    const problems = [
        ...rangeProblem(`${property}.archiveAccessDays`, tiering.archiveAccessDays, 90, 730),
        ...rangeProblem(`${property}.deepArchiveAccessDays`, tiering.deepArchiveAccessDays, 180, 730),
    ];
    const { archiveAccessDays: archive, deepArchiveAccessDays: deep } = tiering;
    if (archive === undefined && deep === undefined) {
        problems.push(`${property} names no archive tier: set archiveAccessDays, for example to 90, or leave it out.`);
    }
    if (archive !== undefined && deep !== undefined && deep <= archive) {
        problems.push(
            `${property}.deepArchiveAccessDays is ${deep}: it must be later than archiveAccessDays, ${archive}, for example ${archive + 90}.`,
        );
    }
    if (queryable) {
        problems.push(
            `${property} would archive objects out of Athena's reach: set queryable to false on a tier that nobody queries, or leave it out.`,
        );
    }
    return problems;
}

function replicationProblems(at: string, { replication }: LakeTierArgs, lakeRegion: string | undefined): string[] {
    if (!replication) {
        return [];
    }
    const property = `${at}.replication`;
    const problems = choiceProblem(`${property}.storageClass`, replication.storageClass, StorageClass);
    if (!isRegion(replication.region)) {
        problems.push(
            `${property}.region is "${replication.region}": it takes the name of an AWS region, for example "eu-central-1".`,
        );
    } else if (replication.region === lakeRegion) {
        problems.push(
            `${property}.region is "${replication.region}", where the lake itself is: choose another region, for example "${lakeRegion === "eu-central-1" ? "eu-west-1" : "eu-central-1"}".`,
        );
    }
    return problems;
}

function objectLockProblems(at: string, { objectLock }: LakeTierArgs): string[] {
    return [
        ...choiceProblem(`${at}.objectLock.mode`, objectLock?.mode, ObjectLockMode),
        ...rangeProblem(`${at}.objectLock.retentionDays`, objectLock?.retentionDays, 1, 36_500),
    ];
}

function notificationProblems(at: string, { notifications }: LakeTierArgs): string[] {
    const targets = [...inNameOrder(notifications?.queues), ...inNameOrder(notifications?.functions)];
    return targets.flatMap(([name, target]) =>
        (target.events ?? [])
            .filter((event) => !event.startsWith("s3:"))
            .map(
                (event) =>
                    `${at}.notifications, target "${name}": the event "${event}" is none of S3's, for example "s3:ObjectCreated:*".`,
            ),
    );
}
