import { embeddedMetrics } from "../shared/embedded-metrics";
import type { MailLog } from "./send";

/** What the metrics are of. */
const DIMENSION = { name: "Mail", value: "order_confirmation" };

/** One line a mail: what became of it, and its metrics. Never an address. */
export function mailLogLine(line: MailLog, namespace: string, now: () => number): string {
    const counts = {
        MailsSent: line.result === "sent" || line.result === "sent_unmarked" ? 1 : 0,
        MailsRefused: line.result === "refused" ? 1 : 0,
        MailsFailed: line.result === "failed" ? 1 : 0,
    };
    return embeddedMetrics({ namespace, at: now(), dimension: DIMENSION, counts }, line);
}
