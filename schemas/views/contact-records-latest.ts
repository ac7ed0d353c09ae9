import { contactRecords } from "../contact-records";
import { impersonal } from "../personal";
import { glueColumns, gluePartitionKeys, type ViewSchema } from "../table";
import { firstOfEach } from "./first-of-each";

/**
 * `event_date` stands in the key because it is the day of initiation, which no update changes: a contact's versions share
 * it, and only a column that stands there lets a filter on the day reach the scan.
 */
const newestVersion = {
    table: contactRecords.name,
    key: ["instance_id", "event_date", "contact_id"],
    order: ["last_update_ts DESC NULLS LAST", "ingest_ts DESC NULLS LAST", "ingest_sequence DESC NULLS LAST"],
};
const columns = [...glueColumns(contactRecords), ...gluePartitionKeys(contactRecords)];
const columnsOfNobody = impersonal(columns);

/** The newest version of each contact, whatever the order in which its versions arrived. */
export const contactRecordsLatest: ViewSchema = {
    name: "contact_records_latest",
    description: "The newest version of each contact: by last update, then by arrival.",
    sql: firstOfEach(newestVersion, columns),
    columns,
};

/** The same for readers who may not see personal columns, and so may not query a view that touches them. */
export const contactRecordsLatestDeidentified: ViewSchema = {
    name: "contact_records_latest_deidentified",
    description: "The newest version of each contact, without personal columns: for readers who lack those.",
    sql: firstOfEach(newestVersion, columnsOfNobody),
    columns: columnsOfNobody,
};
