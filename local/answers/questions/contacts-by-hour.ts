import { columns } from "../charts/columns";
import { heat } from "../charts/heat";
import type { Question } from "../question";
import { count } from "../text";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const LABELS = HOURS.map((hour) => String(hour).padStart(2, "0"));
/** Cells of a heat row stand side by side: labels need a gap. */
const SPARSE_LABELS = LABELS.map((label, hour) => (hour % 2 === 0 ? label : ""));

/** When customers make contact, and how. */
export const contactsByHour: Question = {
    title: "Contacts by channel and hour",
    definition:
        "Contacts by the hour, UTC, in which they were initiated. Above all channels together, below each by its share of the busiest cell.",
    sql: `SELECT coalesce(channel, 'unknown') AS channel, hour(initiation_ts) AS hour_of_day, count(*) AS contacts
FROM contact_records_latest
WHERE initiation_ts IS NOT NULL
GROUP BY 1, 2
ORDER BY 1, 2`,
    render(result, style) {
        const byChannel = new Map<string, number[]>();
        for (const [channel, hour, contacts] of result.rows) {
            const values = byChannel.get(String(channel)) ?? HOURS.map(() => 0);
            byChannel.set(String(channel), values);
            values[Number(hour)] = Number(contacts);
        }
        const totals = HOURS.map((hour) =>
            [...byChannel.values()].reduce((sum, values) => sum + (values[hour] ?? 0), 0),
        );
        const rows = [...byChannel]
            .map(([label, values]) => ({ label, values, total: values.reduce((a, b) => a + b, 0) }))
            .sort((a, b) => b.total - a.total);
        return [
            ...columns(totals, LABELS, style),
            "",
            ...heat(
                rows.map(({ label, values, total }) => ({ label, values, caption: count(total) })),
                SPARSE_LABELS,
                style,
            ),
        ];
    },
};
