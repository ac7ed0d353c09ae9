import { agentEvents } from "../agent-events";
import { glueColumns, gluePartitionKeys, type ViewSchema } from "../table";
import { selectList } from "./select";

const columns = [...glueColumns(agentEvents), ...gluePartitionKeys(agentEvents)];

/** Each agent event once. An event never changes, so its first delivery stands for all. */
export const agentEventsDistinct: ViewSchema = {
    name: "agent_events_distinct",
    description: "Each agent event once, as first delivered.",
    sql: `SELECT
${selectList(columns)}
FROM (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY instance_id, event_date, event_id
            ORDER BY ingest_ts NULLS LAST, ingest_sequence NULLS LAST
        ) AS delivery_rank
    FROM agent_events
) AS deliveries
WHERE delivery_rank = 1`,
    columns,
};
