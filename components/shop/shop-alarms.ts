import type { AlarmSpec } from "../contact/feed-alarms";

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
