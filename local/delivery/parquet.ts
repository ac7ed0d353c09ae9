import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { duckdbType } from "../glue-type";
import { quoteIdentifier } from "../query/sql-text";
import type { ConversionColumn } from "./convert";

/** DuckDB's share of the worker's memory. What doesn't fit goes to disk. */
const MEMORY_LIMIT = "192MB";
/** Also the size of a read buffer, of which DuckDB takes several; a document is at most one Kinesis record's output. */
const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

/** Turns files of JSON lines into Parquet, one at a time. */
export class ParquetConverter {
    private connection: Promise<DuckDBConnection> | undefined;
    private turn: Promise<unknown> = Promise.resolve();

    /**
     * @param source JSON lines whose keys and values already fit the columns
     * @throws Error when DuckDB can't read them after all
     */
    convert(source: string, target: string, columns: readonly ConversionColumn[]): Promise<void> {
        const converted = this.turn.then(() => this.run(source, target, columns));
        this.turn = converted.catch(() => {});
        return converted;
    }

    async close(): Promise<void> {
        await this.turn;
        (await this.connection)?.closeSync();
    }

    private async run(source: string, target: string, columns: readonly ConversionColumn[]): Promise<void> {
        this.connection ??= open();
        const connection = await this.connection;
        const types = columns.map((column) => `${quoteText(column.name)}: ${quoteText(duckdbType(column.type))}`);
        const names = columns.map((column) => quoteIdentifier(column.name)).join(", ");
        await connection.run(
            `COPY (SELECT ${names} FROM read_json(${quoteText(source)}, columns = {${types.join(", ")}}, ` +
                `format = 'newline_delimited', compression = 'uncompressed', maximum_object_size = ${MAX_DOCUMENT_BYTES})) ` +
                `TO ${quoteText(target)} (FORMAT parquet, COMPRESSION snappy)`,
        );
    }
}

async function open(): Promise<DuckDBConnection> {
    const instance = await DuckDBInstance.create(":memory:", { memory_limit: MEMORY_LIMIT, threads: "1" });
    return instance.connect();
}

function quoteText(text: string): string {
    return `'${text.replaceAll("'", "''")}'`;
}
