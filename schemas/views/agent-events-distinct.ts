import { agentEvents } from "../agent-events";
import { impersonal } from "../personal";
import { glueColumns, gluePartitionKeys, type ViewSchema } from "../table";
import { firstOfEach } from "./first-of-each";

/** An event never changes, so its first delivery stands for all. */
const firstDelivery = {
    table: agentEvents.name,
    key: ["instance_id", "event_date", "event_id"],
    order: ["ingest_ts NULLS LAST", "ingest_sequence NULLS LAST"],
};
const columns = [...glueColumns(agentEvents), ...gluePartitionKeys(agentEvents)];
const columnsOfNobody = impersonal(columns);

/** Each agent event once. */
export const agentEventsDistinct: ViewSchema = {
    name: "agent_events_distinct",
    description: "Each agent event once, as first delivered.",
    sql: firstOfEach(firstDelivery, columns),
    columns,
};

/** The same for readers who may not see personal columns, and so may not query a view that touches them. */
export const agentEventsDistinctDeidentified: ViewSchema = {
    name: "agent_events_distinct_deidentified",
    description: "Each agent event once, as first delivered, without personal columns: for readers who lack those.",
    sql: firstOfEach(firstDelivery, columnsOfNobody),
    columns: columnsOfNobody,
};
