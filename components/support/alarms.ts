import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** How long a metric is gathered before it is judged. */
export const FIVE_MINUTES_S = 300;
const BEHIND_S = 900;

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
        ({ suffix, description, ...metric }) =>
            new aws.cloudwatch.MetricAlarm(
                `${name}-${suffix}`,
                {
                    name: `${namePrefix}-${suffix}`,
                    alarmDescription: description,
                    ...metric,
                    comparisonOperator: "GreaterThanOrEqualToThreshold",
                    period: FIVE_MINUTES_S,
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
 * The function that reads a stream keeps up. A batch that it reports as failed is no error of the function, and comes again
 * until it is too old: only its age tells. `what` names what waits meanwhile.
 */
export function streamReaderAlarm(suffix: string, functionName: string, what: string): AlarmSpec {
    return {
        suffix: `${suffix}-behind`,
        description: `${what} wait for more than ${BEHIND_S / 60} minutes: see the log of ${functionName}`,
        namespace: "AWS/Lambda",
        metricName: "IteratorAge",
        dimensions: { FunctionName: functionName },
        statistic: "Maximum",
        threshold: BEHIND_S * 1000,
    };
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
