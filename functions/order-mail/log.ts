import type { MailLog } from "./send";

/** What the metrics are of; their one dimension. */
const MAIL = "order_confirmation";

/**
 * One line a mail: what became of it, and its metrics in CloudWatch's embedded format. Never an address.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function mailLogLine(line: MailLog, namespace: string, now: () => number): string {
    return JSON.stringify({
        _aws: {
            Timestamp: now(),
            CloudWatchMetrics: [
                {
                    Namespace: namespace,
                    Dimensions: [["Mail"]],
                    Metrics: ["MailsSent", "MailsRefused", "MailsFailed"].map((Name) => ({ Name, Unit: "Count" })),
                },
            ],
        },
        Mail: MAIL,
        MailsSent: line.result === "sent" || line.result === "sent_unmarked" ? 1 : 0,
        MailsRefused: line.result === "refused" ? 1 : 0,
        MailsFailed: line.result === "failed" ? 1 : 0,
        ...line,
    });
}
