import { agentEvents } from "./agent-events";
import { contactRecords } from "./contact-records";
import { quarantinedRecords } from "./quarantined-records";
import { shopTables } from "./shop";
import type { TableSchema, ViewSchema } from "./table";
import { agentEventsDistinct, agentEventsDistinctDeidentified } from "./views/agent-events-distinct";
import { agentStatusIntervals } from "./views/agent-status-intervals";
import { assistantDaily } from "./views/assistant-daily";
import { contactRecordsLatest, contactRecordsLatestDeidentified } from "./views/contact-records-latest";
import { handoverContacts } from "./views/handover-contacts";
import { ordersLatest } from "./views/orders-latest";
import { searchMisses } from "./views/search-misses";

export * from "./column-facts";
export * from "./personal";
export * from "./shop";
export * from "./table";
export * from "./types";
export { agentEvents, contactRecords, quarantinedRecords };

/** Every table of the lake, by name. */
export const tables: Readonly<Record<string, TableSchema>> = {
    [contactRecords.name]: contactRecords,
    [agentEvents.name]: agentEvents,
    [quarantinedRecords.name]: quarantinedRecords,
    ...shopTables,
};

/** What the lake's tables are about, each once, sorted. */
export const domains: readonly string[] = [...new Set(Object.values(tables).map(({ domain }) => domain))].sort();

/** Every view of the lake; a view stands after those it reads. */
export const views: readonly ViewSchema[] = [
    contactRecordsLatest,
    contactRecordsLatestDeidentified,
    agentEventsDistinct,
    agentEventsDistinctDeidentified,
    agentStatusIntervals,
    ordersLatest,
    assistantDaily,
    handoverContacts,
    searchMisses,
];
