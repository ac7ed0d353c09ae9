import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { MAX_BUFFER_SECONDS } from "../delivery/delivery-stream";
import type { ContactFeedArgs, FeedAlarmArgs } from "./feed-args";
import type { FeedNames } from "./feed-names";
import { kindFacts } from "./kinds";

const FIVE_MINUTES_S = 300;

/** One alarm, before it is a resource. */
export interface AlarmSpec {
    /** Suffix of the child's name; stays as it is for life. */
    readonly suffix: string;
    readonly description: string;
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Record<string, pulumi.Input<string>>;
    readonly statistic: "Maximum" | "Sum";
    /** The alarm goes off at this value or above. */
    readonly threshold: number;
}

/**
 * The alarms of a feed, in the order of the data's way.
 * Metrics: https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html,
 * https://docs.aws.amazon.com/firehose/latest/dev/cloudwatch-metrics.html.
 */
export function alarmSpecs(
    args: { alarms?: FeedAlarmArgs; bufferSeconds?: number; table: string; title: string },
    names: Pick<FeedNames, "stream" | "deliveryStream" | "function" | "metricNamespace">,
): AlarmSpec[] {
    const alarms = args.alarms ?? {};
    const freshness = alarms.freshnessSeconds ?? 2 * (args.bufferSeconds ?? MAX_BUFFER_SECONDS) + FIVE_MINUTES_S;
    const iteratorAgeSeconds = alarms.iteratorAgeSeconds ?? 1800;
    const stream = { namespace: "AWS/Kinesis", dimensions: { StreamName: names.stream } };
    const delivery = { namespace: "AWS/Firehose", dimensions: { DeliveryStreamName: names.deliveryStream } };
    const transform = { namespace: "AWS/Lambda", dimensions: { FunctionName: names.function } };
    return [
        {
            ...stream,
            suffix: "write-throttled",
            description: `Connect can't write ${args.title} fast enough: raise the stream's capacity`,
            metricName: "WriteProvisionedThroughputExceeded",
            statistic: "Sum",
            threshold: 1,
        },
        {
            ...stream,
            suffix: "iterator-age",
            description: `The delivery of ${args.title} is behind: records in the stream are older than ${iteratorAgeSeconds} s`,
            metricName: "GetRecords.IteratorAgeMilliseconds",
            statistic: "Maximum",
            threshold: iteratorAgeSeconds * 1000,
        },
        {
            ...delivery,
            suffix: "freshness",
            description: `Undelivered ${args.title} are older than ${freshness} s`,
            metricName: "DeliveryToS3.DataFreshness",
            statistic: "Maximum",
            threshold: freshness,
        },
        {
            ...delivery,
            suffix: "conversion-failures",
            description: `Rows of ${args.title} don't fit the table's columns: they are under the error prefix`,
            metricName: "FailedConversion.Records",
            statistic: "Sum",
            threshold: 1,
        },
        {
            ...delivery,
            suffix: "partition-count",
            description: `More partitions of ${args.title} are open than Firehose allows: the excess is under the error prefix`,
            metricName: "PartitionCountExceeded",
            statistic: "Maximum",
            threshold: 1,
        },
        {
            ...transform,
            suffix: "function-errors",
            description: `The function that transforms ${args.title} fails`,
            metricName: "Errors",
            statistic: "Sum",
            threshold: 1,
        },
        {
            ...transform,
            suffix: "function-throttles",
            description: `The function that transforms ${args.title} is held back by its concurrency limit`,
            metricName: "Throttles",
            statistic: "Sum",
            threshold: 1,
        },
        {
            namespace: names.metricNamespace,
            dimensions: { Table: args.table },
            suffix: "quarantined",
            description: `Documents of ${args.title} could not be read: they are in quarantine with the reason`,
            metricName: "Quarantined",
            statistic: "Sum",
            threshold: alarms.quarantinedRecords ?? 1,
        },
    ];
}

/** Creates the alarms, each telling the topic when it goes off and when it is over. */
export function createAlarms(
    name: string,
    args: ContactFeedArgs,
    names: FeedNames,
    topicArn: pulumi.Input<string>,
    parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm[] {
    const kind = kindFacts(args.kind);
    const specs = alarmSpecs(
        {
            alarms: args.alarms,
            bufferSeconds: args.delivery?.bufferSeconds,
            table: kind.table,
            title: kind.title,
        },
        names,
    );
    return specs.map(
        ({ suffix, description, ...metric }) =>
            new aws.cloudwatch.MetricAlarm(
                `${name}-${suffix}`,
                {
                    name: `${names.deliveryStream}-${suffix}`,
                    alarmDescription: description,
                    ...metric,
                    comparisonOperator: "GreaterThanOrEqualToThreshold",
                    period: FIVE_MINUTES_S,
                    evaluationPeriods: 1,
                    // Silence is no failure: at night nobody calls.
                    treatMissingData: "notBreaching",
                    alarmActions: [topicArn],
                    okActions: [topicArn],
                    tags: args.tags,
                },
                { parent },
            ),
    );
}
