import { contactRecords } from "../contact-records";
import { glueColumns, gluePartitionKeys, type ViewSchema } from "../table";
import { selectList } from "./select";

const columns = [...glueColumns(contactRecords), ...gluePartitionKeys(contactRecords)];

/**
 * The newest version of each contact, whatever the order in which its versions arrived.
 *
 * `event_date` stands in the window's partition because it is the day of initiation, which no update changes: a contact's
 * versions share it, and only a column that stands there lets a filter on the day reach the scan.
 */
export const contactRecordsLatest: ViewSchema = {
    name: "contact_records_latest",
    description: "The newest version of each contact: by last update, then by arrival.",
    sql: `SELECT
${selectList(columns)}
FROM (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY instance_id, event_date, contact_id
            ORDER BY last_update_ts DESC NULLS LAST, ingest_ts DESC NULLS LAST, ingest_sequence DESC NULLS LAST
        ) AS version_rank
    FROM contact_records
) AS versions
WHERE version_rank = 1`,
    columns,
};
