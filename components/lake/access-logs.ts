import * as pulumi from "@pulumi/pulumi";
import { accessLogStatement, tlsStatements } from "./bucket-policy";
import type { AccessLogsArgs } from "./data-lake";
import { addressOf, type Lake, tagsFor } from "./lake";
import { ACCESS_LOGS } from "./lake-plan";
import { type AccessLogTarget, secureBucket } from "./secure-bucket";

const KEPT_DAYS = 365;

/**
 * The buckets that take access logs: one in each region that the lake writes to, for S3 delivers only within a region.
 */
export interface AccessLogs {
    /** Where buckets of a region send their logs; without a region, of the lake's own. Nothing when logging is off. */
    target(region?: string): AccessLogTarget | undefined;
}

/** Makes the access log buckets, or takes the one that the caller brings. */
export function createAccessLogs(lake: Lake, args: AccessLogsArgs | undefined): AccessLogs {
    if (args?.enabled === false) {
        return { target: () => undefined };
    }
    const own = args?.bucketName
        ? { bucketName: args.bucketName, ready: [] }
        : createAccessLogBucket(lake, args, `${lake.name}-${ACCESS_LOGS}`);
    const byRegion = new Map(
        lake.plan.replicaRegions.map((region) => [
            region,
            createAccessLogBucket(lake, args, `${lake.name}-${ACCESS_LOGS}-${region}`, region),
        ]),
    );
    return { target: (region) => (region === undefined ? own : byRegion.get(region)) };
}

function createAccessLogBucket(
    lake: Lake,
    args: AccessLogsArgs | undefined,
    name: string,
    region?: string,
): AccessLogTarget {
    const place = lake.place.apply((where) => ({ ...where, region: region ?? where.region }));
    const address = addressOf(lake.plan.prefix, ACCESS_LOGS, place);
    const chosenNames = lake.plan.tiers.flatMap(({ args: tier }) =>
        [tier.bucketName, tier.replication?.bucketName].filter((chosen) => chosen !== undefined),
    );
    const others = pulumi.output(args?.sourceBucketNames ?? []);
    const { ready } = secureBucket(
        name,
        {
            ...address,
            // No key: S3 delivers access logs only to buckets with SSE-S3. No access logs either: a bucket that logs to
            // itself never rests.
            statements: pulumi.all([place, address.bucketArn, others]).apply(([where, arn, otherNames]) => [
                ...tlsStatements(arn),
                // By prefix, so that buckets beside the lake that share it (query results, audit trail) can log here
                // too.
                accessLogStatement(
                    where,
                    arn,
                    [`${lake.plan.prefix}-*`, ...chosenNames, ...otherNames].map(
                        (source) => `arn:${where.partition}:s3:::${source}`,
                    ),
                ),
            ]),
            lifecycle: { expirationDays: args?.expirationDays ?? KEPT_DAYS },
            region,
            tags: tagsFor(lake, ACCESS_LOGS),
        },
        lake,
    );
    return { bucketName: address.bucketName, ready };
}
