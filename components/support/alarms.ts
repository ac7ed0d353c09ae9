import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Metric, sumQueries } from "./metric-sum";

/** How long a metric is gathered before it is judged. */
export const FIVE_MINUTES_S = 300;
const BEHIND_S = 900;

/** What every alarm says of itself. */
interface AlarmText {
    /** Suffix of the child's name; stays as it is for life. */
    readonly suffix: string;
    readonly description: string;
    /** The alarm goes off at this value or above. */
    readonly threshold: number;
}

/** One alarm on one metric, before it is a resource. */
export interface MetricAlarmSpec extends AlarmText, Metric {
    readonly statistic: "Maximum" | "Sum";
}

/** One alarm on the sum of several metrics, ten at most: CloudWatch adds nothing up over dimensions by itself. */
export interface SumAlarmSpec extends AlarmText {
    readonly sumOf: readonly Metric[];
}

/** One alarm, before it is a resource. */
export type AlarmSpec = MetricAlarmSpec | SumAlarmSpec;

/** What alarms say and whom they tell. */
export interface AlarmTarget {
    /** Start of the alarms' names in CloudWatch. */
    readonly namePrefix: string;
    readonly topicArn: pulumi.Input<string>;
    readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The alarms, each telling the topic when it goes off and when it is over. */
export function alarmResources(
    name: string,
    specs: readonly AlarmSpec[],
    { namePrefix, topicArn, tags }: AlarmTarget,
    parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm[] {
    return specs.map(
        ({ suffix, description, threshold, ...measured }) =>
            new aws.cloudwatch.MetricAlarm(
                `${name}-${suffix}`,
                {
                    name: `${namePrefix}-${suffix}`,
                    alarmDescription: description,
                    ...("sumOf" in measured
                        ? { metricQueries: sumQueries(description, measured.sumOf, FIVE_MINUTES_S) }
                        : { ...measured, period: FIVE_MINUTES_S }),
                    threshold,
                    comparisonOperator: "GreaterThanOrEqualToThreshold",
                    evaluationPeriods: 1,
                    // Silence is no failure: at night nobody calls.
                    treatMissingData: "notBreaching",
                    alarmActions: [topicArn],
                    okActions: [topicArn],
                    tags,
                },
                { parent },
            ),
    );
}

/** Where the functions of one component write metrics of their own: those of two in an account would add up otherwise. */
export function metricNamespace(physicalName: string): string {
    return `Lakefront/${physicalName}`;
}

/** The function works, and is not held back. `suffix` begins the children's names. */
export function serviceFunctionAlarms(suffix: string, functionName: string, deed: string): AlarmSpec[] {
    const own = { namespace: "AWS/Lambda", dimensions: { FunctionName: functionName }, statistic: "Sum" } as const;
    return [
        {
            ...own,
            suffix: `${suffix}-errors`,
            description: `The function that ${deed} fails: see its log`,
            metricName: "Errors",
            threshold: 1,
        },
        {
            ...own,
            suffix: `${suffix}-throttles`,
            description: `The function that ${deed} is held back by a concurrency limit`,
            metricName: "Throttles",
            threshold: 1,
        },
    ];
}

/**
 * The function that reads a stream keeps up, and nothing of the stream is lost. A batch that it reports as failed is no
 * error of the function, and comes again until it is too old: only its age tells. What can't be set aside then is gone
 * with the stream's memory. `what` names what waits meanwhile.
 *
 * Metrics: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function streamReaderAlarms(suffix: string, functionName: string, what: string): AlarmSpec[] {
    const own = { namespace: "AWS/Lambda", dimensions: { FunctionName: functionName } };
    return [
        {
            ...own,
            suffix: `${suffix}-behind`,
            description: `${what} wait for more than ${BEHIND_S / 60} minutes: see the log of ${functionName}`,
            metricName: "IteratorAge",
            statistic: "Maximum",
            threshold: BEHIND_S * 1000,
        },
        {
            ...own,
            suffix: `${suffix}-not-set-aside`,
            description: `${what} were given up on, and did not reach the queue for that: see its policy and its key's`,
            metricName: "DestinationDeliveryFailures",
            statistic: "Sum",
            threshold: 1,
        },
    ];
}

/** Something was given up on and waits for people. */
export function failureQueueAlarm(suffix: string, queueName: string, what: string): AlarmSpec {
    return {
        suffix,
        description: `${what}: what was given up on waits in the queue ${queueName}`,
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: queueName },
        statistic: "Maximum",
        threshold: 1,
    };
}
