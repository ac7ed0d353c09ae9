import { choiceProblem, isPlain, rangeProblem, refuse } from "../problems";
import type { AuditTrailArgs } from "./audit-trail";
import { inNameOrder, type LifecycleArgs, StorageClass } from "./lifecycle";
import { lifecycleProblems } from "./lifecycle-problems";
import { lengthProblems, namePartProblems, slug } from "./names";
import { type ObjectLockArgs, ObjectLockMode } from "./tier-args";

/** The part of the trail's bucket name between prefix and account. */
export const AUDIT = "audit";

/**
 * What CloudWatch Logs accepts
 * (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html).
 */
const RETENTION_DAYS = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const DEFAULT_LOCK: ObjectLockArgs = { mode: ObjectLockMode.Governance, retentionDays: 365 };
const DEFAULT_LIFECYCLE: LifecycleArgs = {
    transitions: [{ storageClass: StorageClass.GlacierInstantRetrieval, afterDays: 90 }],
    noncurrentExpirationDays: 365,
};

/** What a trail is going to be: decided from the arguments alone. */
export interface TrailPlan {
    readonly prefix: string;
    readonly trailName: string;
    readonly logGroupName: string;
    readonly searchableDays: number;
    readonly objectLock: ObjectLockArgs;
    readonly lifecycle: LifecycleArgs;
}

/**
 * Plans a trail.
 *
 * @throws a `RunError` with every problem of the arguments
 */
export function planTrail(name: string, args: AuditTrailArgs): TrailPlan {
    const prefix = args.namePrefix ?? slug(name);
    const plan = {
        prefix,
        trailName: `${prefix}-${AUDIT}`,
        logGroupName: `/lakefront/${prefix}/${AUDIT}-trail`,
        searchableDays: args.searchableDays ?? 365,
        objectLock: args.objectLock ?? DEFAULT_LOCK,
        lifecycle: args.lifecycle ?? DEFAULT_LIFECYCLE,
    };
    refuse("AuditTrail", name, problemsOf(plan, args));
    return plan;
}

function problemsOf(plan: TrailPlan, args: AuditTrailArgs): string[] {
    const { mode, retentionDays } = plan.objectLock;
    const problems = [
        ...namePartProblems("namePrefix", plan.prefix),
        ...lengthProblems(plan.prefix, AUDIT, {
            accountId: isPlain(args.accountId) ? args.accountId : undefined,
            region: isPlain(args.region) ? args.region : undefined,
        }),
        ...choiceProblem("objectLock.mode", mode, ObjectLockMode),
        ...rangeProblem("objectLock.retentionDays", retentionDays, 1, 36_500),
        ...lifecycleProblems("lifecycle", plan.lifecycle, false),
        ...arnProblems("buckets", args.buckets, "s3", "arn:aws:s3:::acme-raw-111122223333-eu-west-1"),
        ...arnProblems(
            "functions",
            args.functions ?? {},
            "lambda",
            "arn:aws:lambda:eu-west-1:111122223333:function:transform",
        ),
    ];
    if (Object.keys(args.buckets).length === 0) {
        problems.push(
            'buckets is empty: name at least one bucket to watch, for example { raw: lake.tier("raw").bucketArn }.',
        );
    }
    if (!RETENTION_DAYS.includes(plan.searchableDays)) {
        problems.push(
            `searchableDays is ${plan.searchableDays}: CloudWatch Logs takes one of ${RETENTION_DAYS.join(", ")}.`,
        );
    }
    const { expirationDays } = plan.lifecycle;
    if (expirationDays !== undefined && expirationDays <= retentionDays) {
        problems.push(
            `lifecycle.expirationDays is ${expirationDays}, while files stay locked for ${retentionDays} days: delete them later than that, for example after ${retentionDays + 30}.`,
        );
    }
    return problems;
}

function arnProblems(property: string, arns: AuditTrailArgs["buckets"], service: string, example: string): string[] {
    return inNameOrder(arns).flatMap(([name, arn]) =>
        isPlain(arn) && !new RegExp(`^arn:[\\w-]+:${service}:`).test(arn)
            ? [`${property}.${name} is "${arn}": it takes an ARN, for example "${example}".`]
            : [],
    );
}
