/**
 * The retentions that CloudWatch Logs knows:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const LOG_RETENTION_DAYS = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The problem with a log retention that CloudWatch Logs doesn't know, or nothing. */
export function logRetentionProblems(days: number | undefined): string[] {
    if (days === undefined || LOG_RETENTION_DAYS.includes(days)) return [];
    const next = LOG_RETENTION_DAYS.find((known) => known > days) ?? LOG_RETENTION_DAYS.at(-1);
    return [
        `logRetentionDays is ${days}: CloudWatch Logs knows only ${LOG_RETENTION_DAYS.join(", ")}; the next is ${next}`,
    ];
}
