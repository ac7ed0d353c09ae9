import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Governance, governanceOf } from "../../runner/access";
import { type AwsConnection, s3 } from "../clients";
import type { Catalog, CatalogTable } from "./catalog";
import { fromDuckDb } from "./duckdb-errors";
import { type ObjectStore, s3ObjectStore } from "./object-store";
import type { ParquetFile } from "./parquet-files";
import { explainSetUp, planScans, type Stage, type TableScan } from "./planner";
import { type Prepared, Preparer, viewError } from "./prepare";
import { QueryError } from "./query-error";
import { relationOf, settingsFor } from "./relation";
import { runQuestion } from "./run-question";
import { answerFromCatalog, explained, type MetadataAnswer } from "./statements";
import { TableReader } from "./table-reader";
import { Transpiler } from "./transpiler";
import type { QueryEngine, QueryOptions, QueryResult, ResultColumn, RunningQuery } from "./types";
import { createView } from "./view-definition";
import { Visibility, type VisibleCatalog } from "./visibility";

export interface LocalQueryEngineOptions {
    readonly catalog: Catalog;
    /** Who may read what of it. Default: nothing is granted, and whoever asks as somebody sees nothing. */
    readonly governance?: Governance;
    /** The S3 that holds the tables' files. */
    readonly connection: AwsConnection;
    /** Where copies of the files are kept between questions. Created if need be. */
    readonly cacheDir: string;
}

const NOTHING_GRANTED = governanceOf([]);

/**
 * Answers Athena's SQL with DuckDB, over the very files that the lake holds in S3, and with the rights that Lake Formation gives to who asks.
 *
 * A question is translated, planned against empty tables to learn which columns and partitions it needs, and then run in a DuckDB of its
 * own, in which those partitions' files, copied to this machine, are all that can be read.
 */
export class LocalQueryEngine implements QueryEngine {
    private readonly transpiler = new Transpiler();
    private readonly preparer: Preparer;
    private readonly visibility: Visibility;

    private constructor(
        catalog: Catalog,
        governance: Governance,
        private readonly reader: TableReader,
        private readonly cacheDirectory: string,
    ) {
        this.visibility = new Visibility(catalog, governance);
        this.preparer = new Preparer(this.transpiler, cacheDirectory);
    }

    static open({ catalog, governance, connection, cacheDir }: LocalQueryEngineOptions): Promise<LocalQueryEngine> {
        return LocalQueryEngine.over(catalog, s3ObjectStore(s3(connection)), cacheDir, governance);
    }

    /** An engine over any store of objects. */
    static async over(
        catalog: Catalog,
        store: ObjectStore,
        cacheDir: string,
        governance: Governance = NOTHING_GRANTED,
    ): Promise<LocalQueryEngine> {
        await mkdir(join(cacheDir, "spill"), { recursive: true });
        const reader = new TableReader(store, join(cacheDir, "files"));
        return new LocalQueryEngine(catalog, governance, reader, cacheDir);
    }

    async query(sql: string, options: QueryOptions = {}): Promise<QueryResult> {
        const running = await this.stream(sql, options);
        const rows: QueryResult["rows"][number][] = [];
        for await (const batch of running.batches) {
            rows.push(...batch);
        }
        return { columns: running.columns, rows, ...running.statistics() };
    }

    async stream(sql: string, options: QueryOptions = {}): Promise<RunningQuery> {
        const startedAt = performance.now();
        const catalog = this.visibility.of(options.principal);
        try {
            const metadata = answerFromCatalog(sql, catalog, options.database);
            return metadata === undefined
                ? await this.answer(sql, catalog, options, startedAt)
                : atOnce(metadata, startedAt);
        } catch (error) {
            throw catalog.explain(error);
        }
    }

    async close(): Promise<void> {
        this.transpiler.close();
        await this.reader.close();
    }

    private async answer(
        sql: string,
        catalog: VisibleCatalog,
        options: QueryOptions,
        startedAt: number,
    ): Promise<RunningQuery> {
        const question = explained(sql);
        const prepared = await this.preparer.prepare(question ?? sql, catalog, options.database);
        const { context, stage, views } = prepared;
        const toRun = {
            spillDirectory: join(this.cacheDirectory, "spill"),
            onError: (error: unknown) => fromDuckDb(error, context),
            startedAt,
            options,
        };
        try {
            const scans = await planScans(prepared.sql, stage, views, (view, error) => viewError(view, error, context));
            if (question !== undefined && catalog.governed) {
                // Planned against the data, it would tell of rows and conditions that who asks may not see.
                const setUp = explainSetUp(stage, views);
                return await runQuestion({
                    ...toRun,
                    sql: `EXPLAIN ${prepared.sql}`,
                    files: [],
                    setUp,
                    scannedBytes: 0,
                });
            }
            const relations = await this.fetch(stage, scans);
            return await runQuestion({
                ...toRun,
                sql: question === undefined ? prepared.sql : `EXPLAIN ${prepared.sql}`,
                files: relations.flatMap(({ files }) => files.map(({ path }) => path)),
                setUp: setUpOf(relations, prepared),
                scannedBytes: scannedBytes(relations),
            });
        } catch (error) {
            throw error instanceof QueryError || !isDuckDbError(error) ? error : fromDuckDb(error, context);
        }
    }

    private fetch(stage: Stage, scans: readonly TableScan[]): Promise<Relation[]> {
        return Promise.all(
            stage.map(async ({ database, table }) => {
                const own = scans.filter((scan) => scan.database === database && scan.table === table.name);
                const { stored = table, rows } = table.governed ?? {};
                // The optimiser found that the question needs no row of it.
                const files = own.length === 0 ? [] : await this.reader.read(database, stored, own, rows);
                const [only] = own;
                return {
                    database,
                    table,
                    files,
                    columns: new Set(own.flatMap((scan) => [...scan.columns])),
                    conditions: own.length === 1 && only !== undefined ? only.conditions : [],
                };
            }),
        );
    }
}

interface Relation {
    readonly database: string;
    readonly table: CatalogTable;
    readonly files: readonly ParquetFile[];
    readonly columns: ReadonlySet<string>;
    /** What every row meets that the question reads of it; none if it reads it more than once. */
    readonly conditions: readonly string[];
}

function setUpOf(relations: readonly Relation[], { views }: Prepared): string[] {
    const tables = relations.map(({ database, table, files, conditions }) => ({
        database,
        name: table.name,
        sql: relationOf(table, files, conditions),
    }));
    return [...settingsFor(relations.map(({ table }) => table)), ...[...tables, ...views].map(createView)];
}

/** The compressed size of the columns read; a file that isn't Parquet is read whole. */
function scannedBytes(relations: readonly Relation[]): number {
    let bytes = 0;
    for (const { table, files, columns } of relations) {
        for (const file of files) {
            if (table.format === "json") {
                bytes += file.size;
            } else {
                for (const column of columns) {
                    bytes += file.columns.get(column) ?? 0;
                }
            }
        }
    }
    return bytes;
}

function atOnce({ columns, rows }: MetadataAnswer, startedAt: number): RunningQuery {
    const statistics = {
        rowCount: rows.length,
        truncated: false,
        scannedBytes: 0,
        elapsedMs: performance.now() - startedAt,
    };
    return {
        columns: columns.map((name): ResultColumn => ({ name, type: "varchar" })),
        batches: (async function* () {
            yield rows;
        })(),
        statistics: () => statistics,
    };
}

function isDuckDbError(error: unknown): boolean {
    return error instanceof Error && /^(?:INTERRUPT|\w+(?: \w+)* Error: )/.test(error.message);
}
