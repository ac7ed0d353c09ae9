import { agentEvents } from "../../schemas";
import { Reason, type TableMapping, tableMapping } from "../shared/mapping";
import { type AgentEventRow, agentEventFields } from "./fields";

/** Agent events of Amazon Connect to rows of `agent_events`. */
export const agentEventMapping: TableMapping = tableMapping<AgentEventRow>({
    schema: agentEvents,
    fields: agentEventFields,
    id: { key: "EventId", missing: Reason.MissingEventId, of: (row) => row.event_id },
    time: { key: "EventTimestamp", of: (row) => row.event_ts },
});
