import { markedAs } from "../personal";
import type { ViewSchema } from "../table";
import { agentEventsDistinctDeidentified } from "./agent-events-distinct";

/**
 * Periods of status, one row each, from entering a status until entering the next.
 *
 * - A change of contact is an event too, and repeats the status: such events share the status' start and fold into one.
 * - An agent who logs out may leave no snapshot behind: the period is then `Offline` from the event on.
 * - It reads the view without personal columns, so that readers who lack those may query it too.
 * - The end of a period can lie on a later day, so filter on `instance_id` (which narrows the scan) and on `start_ts`.
 */
export const agentStatusIntervals: ViewSchema = {
    name: "agent_status_intervals",
    description:
        "How long each agent was in each status: start, end (null while it lasts) and duration. From agent events without heartbeats.",
    sql: `WITH changes AS (
    SELECT
        instance_id,
        agent_id,
        agent_arn,
        CASE WHEN status_name IS NULL AND event_type = 'LOGOUT' THEN 'Offline' ELSE status_name END AS status_name,
        CASE WHEN status_type IS NULL AND event_type = 'LOGOUT' THEN 'OFFLINE' ELSE status_type END AS status_type,
        COALESCE(status_start_ts, event_ts) AS start_ts,
        event_ts
    FROM ${agentEventsDistinctDeidentified.name}
    WHERE event_type NOT LIKE '%HEART_BEAT'
),
periods AS (
    SELECT
        instance_id,
        agent_id,
        agent_arn,
        status_name,
        status_type,
        start_ts,
        MIN(event_ts) AS first_event_ts
    FROM changes
    WHERE status_name IS NOT NULL
    GROUP BY instance_id, agent_id, agent_arn, status_name, status_type, start_ts
),
bounded AS (
    SELECT
        instance_id,
        agent_id,
        agent_arn,
        status_name,
        status_type,
        start_ts,
        LEAD(start_ts) OVER (
            PARTITION BY instance_id, agent_arn
            ORDER BY start_ts, first_event_ts, status_name
        ) AS end_ts
    FROM periods
)
SELECT
    agent_id,
    agent_arn,
    status_name,
    status_type,
    start_ts,
    end_ts,
    CAST(DATE_DIFF('millisecond', start_ts, end_ts) AS DOUBLE) / 1000 AS duration_s,
    instance_id,
    CAST(start_ts AS DATE) AS event_date
FROM bounded`,
    columns: markedAs(
        [
            { name: "agent_id", type: "string", comment: "Id of the agent." },
            { name: "agent_arn", type: "string", comment: "ARN of the agent." },
            { name: "status_name", type: "string", comment: "Name of the status, e.g. Available." },
            { name: "status_type", type: "string", comment: "ROUTABLE, CUSTOM or OFFLINE." },
            { name: "start_ts", type: "timestamp", comment: "When the agent entered the status." },
            { name: "end_ts", type: "timestamp", comment: "When the agent entered the next one; null while it lasts." },
            { name: "duration_s", type: "double", comment: "Length in seconds; null while it lasts." },
            { name: "instance_id", type: "string", comment: "Id of the Amazon Connect instance." },
            { name: "event_date", type: "date", comment: "UTC day on which the period began." },
        ],
        agentEventsDistinctDeidentified.columns,
    ),
};
