import { bars } from "../charts/bars";
import type { Question } from "../question";
import { count, percent } from "../text";

const SECONDS_PER_HOUR = 3600;
/** Agents are grouped into bands of this many percent. */
const BAND = 10;

/**
 * How much of the time in which agents could take contacts they spent on one.
 *
 * Contacts of one agent may overlap (chats do), so overlapping stretches are merged before they are added up: an hour with three chats is
 * one hour. Time on a contact outside a routable status is in neither sum.
 */
export const occupancy: Question = {
    title: "Agent occupancy",
    definition:
        "Of the time that agents were in a routable status, the share in which they had at least one contact, from being connected to the end of after-contact work. Only periods that have ended count.",
    sql: `WITH routable AS (
    SELECT instance_id, agent_id, start_ts, end_ts
    FROM agent_status_intervals
    WHERE status_type = 'ROUTABLE' AND end_ts IS NOT NULL
),
handled AS (
    SELECT instance_id, agent_id, connected_to_agent_ts AS start_ts, coalesce(acw_end_ts, disconnect_ts) AS end_ts
    FROM contact_records_latest
    WHERE connected_to_agent_ts IS NOT NULL
),
stretches AS (
    SELECT r.instance_id, r.agent_id, greatest(h.start_ts, r.start_ts) AS start_ts, least(h.end_ts, r.end_ts) AS end_ts
    FROM routable AS r
    JOIN handled AS h ON h.instance_id = r.instance_id AND h.agent_id = r.agent_id AND h.start_ts < r.end_ts AND h.end_ts > r.start_ts
),
ordered AS (
    SELECT
        instance_id,
        agent_id,
        start_ts,
        end_ts,
        max(end_ts) OVER (PARTITION BY instance_id, agent_id ORDER BY start_ts, end_ts ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS covered_until
    FROM stretches
),
busy AS (
    SELECT
        instance_id,
        agent_id,
        sum(date_diff('millisecond', greatest(start_ts, least(end_ts, coalesce(covered_until, start_ts))), end_ts)) / 1000.0 AS busy_s
    FROM ordered
    GROUP BY 1, 2
),
staffed AS (
    SELECT instance_id, agent_id, sum(date_diff('millisecond', start_ts, end_ts)) / 1000.0 AS routable_s
    FROM routable
    GROUP BY 1, 2
)
SELECT s.agent_id, s.routable_s, coalesce(b.busy_s, 0) AS busy_s
FROM staffed AS s
LEFT JOIN busy AS b ON b.instance_id = s.instance_id AND b.agent_id = s.agent_id
WHERE s.routable_s > 0
ORDER BY 1`,
    render(result, style) {
        const agents = result.rows.map(([, routable, busy]) => ({ routable: Number(routable), busy: Number(busy) }));
        const routable = agents.reduce((sum, agent) => sum + agent.routable, 0);
        const busy = agents.reduce((sum, agent) => sum + agent.busy, 0);
        const bands = new Map<number, number>();
        for (const agent of agents) {
            const band = Math.min(100 - BAND, Math.floor(((agent.busy / agent.routable) * 100) / BAND) * BAND);
            bands.set(band, (bands.get(band) ?? 0) + 1);
        }
        const low = Math.min(...bands.keys());
        const high = Math.max(...bands.keys());
        const items = Array.from({ length: (high - low) / BAND + 1 }, (_, i) => low + i * BAND).map((band) => {
            const value = bands.get(band) ?? 0;
            return {
                label: `${band} to ${band + BAND} %`,
                value,
                caption: `${count(value)} ${value === 1 ? "agent" : "agents"}`,
            };
        });
        return [
            `${percent(busy / routable)}: ${hours(busy)} of ${hours(routable)} routable hours, ${count(agents.length)} agents`,
            ...bars(items, style),
        ];
    },
};

function hours(seconds: number): string {
    return (seconds / SECONDS_PER_HOUR).toFixed(1);
}
