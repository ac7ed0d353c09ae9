import {
    agentEvents,
    contactRecords,
    glueColumns,
    gluePartitionKeys,
    quarantinedRecords,
    type ShopTable,
    shopTables,
    type TableSchema,
    views,
} from "../../../schemas";
import { catalog, Lake, table, view } from "../query/support";

const tableOf = (schema: TableSchema, format: "parquet" | "json" = "parquet") =>
    table(schema.name, glueColumns(schema), { partitionKeys: gluePartitionKeys(schema), format });

export const INSTANCE = "aaaaaaaa-0000-0000-0000-000000000001";

/** The lake's own tables and views, without rows. */
export function emptyLake(): Promise<Lake> {
    return Lake.of(
        catalog(
            tableOf(contactRecords),
            tableOf(agentEvents),
            tableOf(quarantinedRecords, "json"),
            ...Object.values(shopTables).map((schema) => tableOf(schema)),
            ...views.map(({ name, sql, columns }) => view(name, sql, columns)),
        ),
    );
}

type Records = readonly Record<string, unknown>[];

export function putContacts(lake: Lake, date: string, records: Records, file = "a"): Promise<void> {
    return lake.putRecords(
        `contact_records/instance_id=${INSTANCE}/event_date=${date}/${file}.parquet`,
        glueColumns(contactRecords),
        records,
    );
}

export function putShop(lake: Lake, name: ShopTable, date: string, records: Records): Promise<void> {
    return lake.putRecords(`${name}/event_date=${date}/a.parquet`, glueColumns(shopTables[name]), records);
}

export function putEvents(lake: Lake, date: string, records: Records): Promise<void> {
    return lake.putRecords(
        `agent_events/instance_id=${INSTANCE}/event_date=${date}/a.parquet`,
        glueColumns(agentEvents),
        records,
    );
}

export function putQuarantined(lake: Lake, date: string, records: Records): Promise<void> {
    return lake.putText(
        `quarantined_records/received_date=${date}/a.jsonl`,
        records.map((record) => `${JSON.stringify(record)}\n`).join(""),
    );
}
