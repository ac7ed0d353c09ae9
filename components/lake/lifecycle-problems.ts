import { choiceProblem, rangeProblem } from "../problems";
import { inNameOrder, type LifecycleArgs, StorageClass, type TransitionArgs } from "./lifecycle";

const MOST_DAYS = 36_500;
const INFREQUENT_ACCESS_DAYS = 30;
const MOST_VERSIONS_KEPT = 100;
const RESERVED_RULES = [
    "abort-incomplete-uploads",
    "expire-noncurrent-versions",
    "remove-expired-delete-markers",
    "age",
];

/**
 * The waterfall of storage classes: a rule may only move an object to a class further down.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const DEPTH: Record<string, number> = {
    [StorageClass.StandardIa]: 1,
    [StorageClass.IntelligentTiering]: 2,
    [StorageClass.OneZoneIa]: 3,
    [StorageClass.GlacierInstantRetrieval]: 4,
    [StorageClass.Glacier]: 5,
    [StorageClass.DeepArchive]: 6,
};

/** Classes whose objects must be restored before anything can read them; Athena skips them. */
const NEEDS_RESTORE: readonly string[] = [StorageClass.Glacier, StorageClass.DeepArchive];

/** Classes that take an object only from day 30, and keep it 30 days before the next. */
const INFREQUENT_ACCESS: readonly string[] = [StorageClass.StandardIa, StorageClass.OneZoneIa];

/**
 * The problems of a bucket's lifecycle: what S3 would refuse, and archives on data that is queried.
 *
 * @param property where the lifecycle was given, for example `tiers.raw.lifecycle`
 * @param queryable whether Athena reads the bucket, so that its objects must stay readable
 */
export function lifecycleProblems(property: string, lifecycle: LifecycleArgs, queryable: boolean): string[] {
    return [
        ...agingProblems(property, lifecycle, queryable),
        ...rangeProblem(`${property}.noncurrentExpirationDays`, lifecycle.noncurrentExpirationDays, 1, MOST_DAYS),
        ...rangeProblem(`${property}.noncurrentVersionsKept`, lifecycle.noncurrentVersionsKept, 1, MOST_VERSIONS_KEPT),
        ...rangeProblem(`${property}.abortIncompleteUploadDays`, lifecycle.abortIncompleteUploadDays, 1, MOST_DAYS),
        ...inNameOrder(lifecycle.prefixes).flatMap(([name, args]) => {
            const at = `${property}.prefixes.${name}`;
            return [
                ...ruleNameProblems(at, name),
                ...prefixProblems(`${at}.prefix`, args.prefix),
                ...agingProblems(at, args, queryable),
                ...rangeProblem(`${at}.noncurrentExpirationDays`, args.noncurrentExpirationDays, 1, MOST_DAYS),
            ];
        }),
    ];
}

function ruleNameProblems(at: string, name: string): string[] {
    if (RESERVED_RULES.includes(name)) {
        return [`${at} has the name of a rule that every bucket has: take another, for example "${name}-by-prefix".`];
    }
    return /^[\w-]{1,255}$/.test(name)
        ? []
        : [`${at}: a rule's name takes 1 to 255 letters, digits, underscores and hyphens, for example "errors".`];
}

function prefixProblems(property: string, prefix: string): string[] {
    return prefix.length > 0 && !prefix.startsWith("/")
        ? []
        : [
              `${property} is "${prefix}": it is the start of object keys, without a leading slash, for example "errors/".`,
          ];
}

function agingProblems(property: string, args: LifecycleArgs, queryable: boolean): string[] {
    const transitions = args.transitions ?? [];
    const last = transitions.at(-1);
    const problems = transitions.flatMap((transition, index) => {
        const at = `${property}.transitions[${index}]`;
        return [...singleProblems(at, transition, queryable), ...stepProblems(at, transitions[index - 1], transition)];
    });
    problems.push(...rangeProblem(`${property}.expirationDays`, args.expirationDays, 1, MOST_DAYS));
    if (last && args.expirationDays !== undefined && args.expirationDays <= last.afterDays) {
        problems.push(
            `${property}.expirationDays is ${args.expirationDays}, but objects move to ${last.storageClass} after ${last.afterDays} days: delete them later than that, for example after ${last.afterDays + 90}.`,
        );
    }
    return problems;
}

function singleProblems(at: string, transition: TransitionArgs, queryable: boolean): string[] {
    const { storageClass, afterDays } = transition;
    const least = INFREQUENT_ACCESS.includes(storageClass) ? INFREQUENT_ACCESS_DAYS : 0;
    const problems = [
        ...choiceProblem(`${at}.storageClass`, storageClass, StorageClass),
        ...rangeProblem(`${at}.afterDays`, afterDays, least, MOST_DAYS),
    ];
    if (queryable && NEEDS_RESTORE.includes(storageClass)) {
        problems.push(
            `${at}.storageClass is ${storageClass}, whose objects Athena can't read: use ${StorageClass.GlacierInstantRetrieval}, or set queryable to false on a tier that nobody queries.`,
        );
    }
    return problems;
}

function stepProblems(at: string, before: TransitionArgs | undefined, transition: TransitionArgs): string[] {
    if (!before) {
        return [];
    }
    const problems: string[] = [];
    const upwards = (DEPTH[transition.storageClass] ?? 0) <= (DEPTH[before.storageClass] ?? 0);
    const fromOneZone =
        before.storageClass === StorageClass.OneZoneIa &&
        transition.storageClass === StorageClass.GlacierInstantRetrieval;
    if (upwards || fromOneZone) {
        problems.push(
            `${at} moves from ${before.storageClass} to ${transition.storageClass}, which S3 doesn't do: go down in the order ${Object.keys(DEPTH).join(", ")}${fromOneZone ? `, and from ${StorageClass.OneZoneIa} straight to ${StorageClass.Glacier}` : ""}.`,
        );
    }
    const wait = INFREQUENT_ACCESS.includes(before.storageClass) ? INFREQUENT_ACCESS_DAYS : 1;
    if (transition.afterDays < before.afterDays + wait) {
        problems.push(
            `${at}.afterDays is ${transition.afterDays}, and the move to ${before.storageClass} is at ${before.afterDays}: wait at least ${wait} day${wait > 1 ? "s" : ""} more, for example until ${before.afterDays + wait}.`,
        );
    }
    return problems;
}
