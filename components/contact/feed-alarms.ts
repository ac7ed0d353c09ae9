import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { MAX_BUFFER_SECONDS } from "../delivery/delivery-stream";
import { type AlarmSpec, alarmResources, FIVE_MINUTES_S, serviceFunctionAlarms } from "../support/alarms";
import type { ContactFeedArgs, FeedAlarmArgs } from "./feed-args";
import type { FeedNames } from "./feed-names";
import { kindFacts } from "./kinds";

/**
 * The alarms of a feed, in the order of the data's way.
 * Metrics: https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html,
 * https://docs.aws.amazon.com/firehose/latest/dev/cloudwatch-metrics.html.
 */
export function alarmSpecs(
    args: AlarmFacts & { table: string },
    names: Pick<FeedNames, "stream" | "deliveryStream" | "function" | "metricNamespace">,
): AlarmSpec[] {
    return [
        ...streamAlarms(args, names),
        ...deliveryAlarms(args, names),
        ...functionAlarms(args, names),
        quarantineAlarm(args, names),
    ];
}

/** What the alarms of one feed depend on. */
export interface AlarmFacts {
    readonly alarms?: FeedAlarmArgs;
    readonly bufferSeconds?: number;
    /** What is fed, in words. */
    readonly title: string;
}

/** The stream takes all that is written, and its readers keep up. */
export function streamAlarms({ alarms = {}, title }: AlarmFacts, names: Pick<FeedNames, "stream">): AlarmSpec[] {
    const iteratorAgeSeconds = alarms.iteratorAgeSeconds ?? 1800;
    const stream = { namespace: "AWS/Kinesis", dimensions: { StreamName: names.stream } };
    return [
        {
            ...stream,
            suffix: "write-throttled",
            description: `${capitalised(title)} can't be written fast enough: raise the stream's capacity`,
            metricName: "WriteProvisionedThroughputExceeded",
            statistic: "Sum",
            threshold: 1,
        },
        {
            ...stream,
            suffix: "iterator-age",
            description: `The delivery of ${title} is behind: records in the stream are older than ${iteratorAgeSeconds} s`,
            metricName: "GetRecords.IteratorAgeMilliseconds",
            statistic: "Maximum",
            threshold: iteratorAgeSeconds * 1000,
        },
    ];
}

/** Rows arrive in time, and fit. */
export function deliveryAlarms(
    { alarms = {}, bufferSeconds, title }: AlarmFacts,
    names: Pick<FeedNames, "deliveryStream">,
): AlarmSpec[] {
    const freshness = alarms.freshnessSeconds ?? 2 * (bufferSeconds ?? MAX_BUFFER_SECONDS) + FIVE_MINUTES_S;
    const delivery = { namespace: "AWS/Firehose", dimensions: { DeliveryStreamName: names.deliveryStream } };
    return [
        {
            ...delivery,
            suffix: "freshness",
            description: `Undelivered ${title} are older than ${freshness} s`,
            metricName: "DeliveryToS3.DataFreshness",
            statistic: "Maximum",
            threshold: freshness,
        },
        {
            ...delivery,
            suffix: "conversion-failures",
            description: `Rows of ${title} don't fit the table's columns: they are under the error prefix`,
            metricName: "FailedConversion.Records",
            statistic: "Sum",
            threshold: 1,
        },
        {
            ...delivery,
            suffix: "partition-count",
            description: `More partitions of ${title} are open than Firehose allows: the excess is under the error prefix`,
            metricName: "PartitionCountExceeded",
            statistic: "Maximum",
            threshold: 1,
        },
    ];
}

/** The function that makes rows works. */
export function functionAlarms({ title }: AlarmFacts, names: Pick<FeedNames, "function">): AlarmSpec[] {
    return serviceFunctionAlarms("function", names.function, `transforms ${title}`);
}

/** What can't be read is looked at. */
export function quarantineAlarm(
    { alarms = {}, title, table }: AlarmFacts & { readonly table: string },
    names: Pick<FeedNames, "metricNamespace">,
): AlarmSpec {
    return {
        namespace: names.metricNamespace,
        dimensions: { Table: table },
        suffix: "quarantined",
        description: `Documents of ${title} could not be read: they are in quarantine with the reason`,
        metricName: "Quarantined",
        statistic: "Sum",
        threshold: alarms.quarantinedRecords ?? 1,
    };
}

function capitalised(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Creates the alarms of a ContactFeed. */
export function createAlarms(
    name: string,
    args: ContactFeedArgs,
    names: FeedNames,
    topicArn: pulumi.Input<string>,
    parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm[] {
    const { table, title } = kindFacts(args.kind);
    const specs = alarmSpecs({ alarms: args.alarms, bufferSeconds: args.delivery?.bufferSeconds, table, title }, names);
    return alarmResources(name, specs, { namePrefix: names.deliveryStream, topicArn, tags: args.tags }, parent);
}
