import { bars } from "../charts/bars";
import type { Question } from "../question";
import { paint } from "../style";
import { duration } from "../text";

/** How long contacts take, and how long they wait before. */
export const handleTime: Question = {
    title: "Average handle time and queue time by queue",
    definition:
        "Handle time: talk, hold and after-contact work of contacts that reached an agent. Queue time: from entering the queue to leaving it, of all contacts queued. Minutes:seconds.",
    sql: `SELECT
    coalesce(queue_name, 'agent queues') AS queue,
    avg(CASE WHEN connected_to_agent_ts IS NOT NULL THEN coalesce(agent_interaction_s, 0) + coalesce(customer_hold_s, 0) + coalesce(acw_s, 0) END) AS handle_s,
    avg(queue_duration_s) AS queue_s
FROM contact_records_latest
WHERE enqueue_ts IS NOT NULL
GROUP BY 1
ORDER BY count(*) DESC`,
    render(result, style) {
        const queues = result.rows.map(([queue, handle, wait]) => ({
            queue: String(queue),
            handle: optional(handle),
            wait: optional(wait),
        }));
        const chart = (pick: (row: (typeof queues)[number]) => number | undefined) =>
            bars(
                queues.map((row) => ({ label: row.queue, value: pick(row) ?? 0, caption: written(pick(row)) })),
                style,
            );
        return [
            paint("Handle time", "dim", style),
            ...chart(({ handle }) => handle),
            paint("Queue time", "dim", style),
            ...chart(({ wait }) => wait),
        ];
    },
};

function optional(value: unknown): number | undefined {
    return value === null || value === undefined ? undefined : Number(value);
}

function written(seconds: number | undefined): string {
    return seconds === undefined ? "none" : duration(seconds);
}
