import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbType, parseGlueType } from "../../../local/glue-type";
import type { Catalog, CatalogColumn, CatalogTable } from "../../../local/query/catalog";
import { LocalQueryEngine } from "../../../local/query/engine";
import type { ObjectStore, StoredObject } from "../../../local/query/object-store";
import { quoteIdentifier, quoteText } from "../../../local/query/sql-text";
import type { Governance } from "../../../runner/access";

/** A bucket for each folder; an object for each file. Counts what is read. */
export class DirectoryStore implements ObjectStore {
    readonly reads: string[] = [];

    constructor(readonly directory: string) {}

    async *list(bucket: string, prefix: string): AsyncIterable<StoredObject> {
        const root = join(this.directory, bucket);
        const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
        for (const entry of entries) {
            const path = join(entry.parentPath, entry.name);
            const key = relative(root, path);
            if (entry.isFile() && key.startsWith(prefix)) {
                const content = await readFile(path);
                yield { key, etag: createHash("md5").update(content).digest("hex"), size: (await stat(path)).size };
            }
        }
    }

    async get(bucket: string, key: string): Promise<Uint8Array | undefined> {
        this.reads.push(key);
        return readFile(join(this.directory, bucket, key)).catch(() => undefined);
    }
}

export const column = (name: string, type: string, comment = ""): CatalogColumn => ({ name, type, comment });

export function table(name: string, columns: readonly CatalogColumn[], rest: Partial<CatalogTable> = {}): CatalogTable {
    return {
        name,
        description: "",
        columns,
        partitionKeys: [],
        location: `s3://lake/${name}/`,
        format: "parquet",
        parameters: {},
        ...rest,
    };
}

export function view(name: string, sql: string, columns: readonly CatalogColumn[], database = "lake"): CatalogTable {
    return table(name, columns, { location: "", view: { sql, database } });
}

export function catalog(...tables: readonly CatalogTable[]): Catalog {
    return { databases: [{ name: "lake", description: "", tables }] };
}

/** A lake in a folder of its own, and an engine over it. */
export class Lake {
    private constructor(
        readonly directory: string,
        readonly store: DirectoryStore,
        readonly engine: LocalQueryEngine,
    ) {}

    static async of(catalog: Catalog, governance?: Governance): Promise<Lake> {
        const directory = await mkdtemp(join(tmpdir(), "lakefront-query-"));
        const store = new DirectoryStore(join(directory, "s3"));
        const engine = await LocalQueryEngine.over(catalog, store, join(directory, "cache"), governance);
        return new Lake(directory, store, engine);
    }

    /** Writes rows, given as SQL's VALUES, as one Parquet file with the given columns. */
    async put(key: string, columns: readonly CatalogColumn[], values: string): Promise<void> {
        const path = join(this.store.directory, "lake", key);
        await mkdir(dirname(path), { recursive: true });
        const instance = await DuckDBInstance.create(":memory:");
        const connection = await instance.connect();
        const types = columns.map(({ name, type }) => `${quoteIdentifier(name)} ${duckdbType(parseGlueType(type))}`);
        await connection.run(`CREATE TABLE t (${types.join(", ")}); INSERT INTO t VALUES ${values}`);
        await connection.run(`COPY t TO ${quoteText(path)} (FORMAT parquet)`);
        connection.closeSync();
        instance.closeSync();
    }

    /** Writes records, by column name, as one Parquet file; what a record lacks is NULL. */
    async putRecords(
        key: string,
        columns: readonly CatalogColumn[],
        records: readonly Record<string, unknown>[],
    ): Promise<void> {
        const path = join(this.store.directory, "lake", key);
        await mkdir(dirname(path), { recursive: true });
        const json = join(this.directory, "records.json");
        await writeFile(json, records.map((record) => JSON.stringify(record)).join("\n"));
        const types = columns.map(
            ({ name, type }) => `${quoteIdentifier(name)}: ${quoteText(duckdbType(parseGlueType(type)))}`,
        );
        const instance = await DuckDBInstance.create(":memory:");
        const connection = await instance.connect();
        await connection.run(
            `COPY (SELECT * FROM read_json(${quoteText(json)}, format = 'newline_delimited', columns = {${types.join(", ")}})) TO ${quoteText(path)} (FORMAT parquet)`,
        );
        connection.closeSync();
        instance.closeSync();
    }

    /** Writes a file as it is. */
    async putText(key: string, text: string): Promise<void> {
        const path = join(this.store.directory, "lake", key);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text);
    }

    async rows(sql: string, principal?: string): Promise<readonly (readonly unknown[])[]> {
        return (await this.engine.query(sql, principal === undefined ? {} : { principal })).rows;
    }

    async close(): Promise<void> {
        await this.engine.close();
        await rm(this.directory, { recursive: true, force: true });
    }
}
