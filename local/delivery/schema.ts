import { GetTableCommand } from "@aws-sdk/client-glue";
import { glue } from "../clients";
import { parseGlueType } from "../glue-type";
import type { ConversionColumn } from "./convert";
import { calling } from "./failures";
import type { RoleConnections } from "./roles";
import type { DeliveryStreamSpec } from "./spec";

/**
 * The columns of the table that a delivery stream converts to; partition keys, which stand in the prefix, are not
 * among them.
 */
export async function tableColumns(
    roles: RoleConnections,
    table: NonNullable<DeliveryStreamSpec["parquet"]>,
): Promise<ConversionColumn[]> {
    const { databaseName, tableName, roleArn } = table;
    const client = glue(await roles.connection(roleArn));
    const resource = `the table ${databaseName}.${tableName}`;
    const answer = await calling({ action: "glue:GetTable", resource, roleArn }, () =>
        client.send(new GetTableCommand({ DatabaseName: databaseName, Name: tableName })),
    );
    const columns = answer.Table?.StorageDescriptor?.Columns ?? [];
    if (columns.length === 0) throw new Error(`${resource} has no columns`);
    return columns.map((column) => ({ name: column.Name ?? "", type: parseGlueType(column.Type ?? "string") }));
}
