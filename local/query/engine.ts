import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type AwsConnection, s3 } from "../clients";
import type { Catalog, CatalogTable } from "./catalog";
import { type ErrorContext, fromDuckDb } from "./duckdb-errors";
import {
    allColumns,
    INFORMATION_SCHEMA,
    INFORMATION_SCHEMA_IN_DUCKDB,
    informationSchema,
    literalQuery,
} from "./information-schema";
import { type ObjectStore, s3ObjectStore } from "./object-store";
import type { ParquetFile } from "./parquet-files";
import { findTable, planScans, type Stage, type TableScan } from "./planner";
import { QueryError, QueryErrorCode } from "./query-error";
import { relationOf } from "./relation";
import { runQuestion } from "./run-question";
import { quoteIdentifier } from "./sql-text";
import { answerFromCatalog, explained, type MetadataAnswer } from "./statements";
import { TableReader } from "./table-reader";
import { type Translation, Transpiler } from "./transpiler";
import type { QueryEngine, QueryOptions, QueryResult, ResultColumn, RunningQuery } from "./types";
import { visibleTo } from "./visibility";

export interface LocalQueryEngineOptions {
    readonly catalog: Catalog;
    /** The S3 that holds the tables' files. */
    readonly connection: AwsConnection;
    /** Where copies of the files are kept between questions. Created if need be. */
    readonly cacheDir: string;
}

/** A question that has been understood: its tables, with those behind its views, and its SQL. */
interface Prepared {
    readonly translation: Translation;
    readonly stage: Stage;
    /** Definitions of the views, each after those that it uses. */
    readonly views: readonly string[];
    readonly context: ErrorContext;
}

/**
 * Answers Athena's SQL with DuckDB, over the very files that the lake holds in S3.
 *
 * A question is translated, planned against empty tables to learn which columns and partitions it needs, and then run in a DuckDB of its
 * own, in which those partitions' files, copied to this machine, are all that can be read.
 */
export class LocalQueryEngine implements QueryEngine {
    private readonly transpiler = new Transpiler();
    private readonly viewTranslations = new WeakMap<Catalog, Map<string, Promise<Translation>>>();

    private constructor(
        private readonly catalog: Catalog,
        private readonly reader: TableReader,
        private readonly cacheDirectory: string,
    ) {}

    static open({ catalog, connection, cacheDir }: LocalQueryEngineOptions): Promise<LocalQueryEngine> {
        return LocalQueryEngine.over(catalog, s3ObjectStore(s3(connection)), cacheDir);
    }

    /** An engine over any store of objects. */
    static async over(catalog: Catalog, store: ObjectStore, cacheDir: string): Promise<LocalQueryEngine> {
        await mkdir(join(cacheDir, "spill"), { recursive: true });
        const reader = new TableReader(store, join(cacheDir, "files"));
        return new LocalQueryEngine(catalog, reader, cacheDir);
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
        const catalog = visibleTo(options.principal, this.catalog);
        const metadata = answerFromCatalog(sql, catalog, options.database);
        if (metadata !== undefined) {
            return atOnce(metadata, startedAt);
        }
        const question = explained(sql);
        const prepared = await this.prepare(question ?? sql, catalog, options.database);
        try {
            const scans = await planScans(prepared.translation.sql, prepared.stage, prepared.views);
            const relations = await this.fetch(prepared.stage, scans);
            return await runQuestion({
                sql: question === undefined ? prepared.translation.sql : `EXPLAIN ${prepared.translation.sql}`,
                files: relations.flatMap(({ files }) => files.map(({ path }) => path)),
                setUp: [...relations.flatMap(createRelation), ...prepared.views],
                scannedBytes: scannedBytes(relations),
                spillDirectory: join(this.cacheDirectory, "spill"),
                onError: (error) => fromDuckDb(error, prepared.context),
                startedAt,
                options,
            });
        } catch (error) {
            throw error instanceof QueryError || !isDuckDbError(error) ? error : fromDuckDb(error, prepared.context);
        }
    }

    async close(): Promise<void> {
        this.transpiler.close();
        await this.reader.close();
    }

    private async prepare(sql: string, catalog: Catalog, database: string | undefined): Promise<Prepared> {
        const translation = await this.transpiler.translate(sql, catalog, database);
        const stage = new Map<string, Stage[number]>();
        const views = new Map<string, string>();
        const expand = async (database: string, name: string, path: readonly string[]): Promise<void> => {
            const key = `${database}.${name}`;
            if (stage.has(key) || views.has(key)) {
                return;
            }
            if (path.includes(key)) {
                throw new QueryError(
                    QueryErrorCode.InvalidView,
                    `View '${key}' is defined by itself: ${[...path, key].join(" → ")}`,
                );
            }
            const table = database === INFORMATION_SCHEMA ? undefined : findTable(catalog, database, name);
            if (table === undefined) {
                views.set(key, viewDefinition(INFORMATION_SCHEMA_IN_DUCKDB, name, literalOf(catalog, name)));
            } else if (table.view === undefined) {
                stage.set(key, { database, table });
            } else {
                const inner = await this.translateView(key, table, catalog);
                for (const [innerDatabase, innerName] of inner.tables) {
                    await expand(innerDatabase, innerName, [...path, key]);
                }
                views.set(key, viewDefinition(database, name, inner.sql));
            }
        };
        for (const [tableDatabase, name] of translation.tables) {
            await expand(tableDatabase, name, []);
        }
        const asked = translation.tables.map(([tableDatabase, name]) => findTable(catalog, tableDatabase, name));
        const columns = asked.flatMap((table) =>
            table === undefined ? [] : allColumns(table).map((column) => column.name),
        );
        const context = {
            names: translation.names,
            columns: [...new Set(columns)],
            cacheDirectory: this.cacheDirectory,
        };
        return { translation, stage: [...stage.values()], views: [...views.values()], context };
    }

    /** A view's translation never changes; of the lake's own views, which are wide, it takes longer than most questions. */
    private translateView(key: string, table: CatalogTable, catalog: Catalog): Promise<Translation> {
        const known = this.viewTranslations.get(catalog) ?? new Map<string, Promise<Translation>>();
        this.viewTranslations.set(catalog, known);
        const translation =
            known.get(key) ?? this.transpiler.translate(table.view?.sql ?? "", catalog, table.view?.database);
        known.set(key, translation);
        return translation.catch((error: unknown) => {
            known.delete(key);
            throw error instanceof QueryError ? invalidView(key, error) : error;
        });
    }

    private fetch(stage: Stage, scans: readonly TableScan[]): Promise<Relation[]> {
        return Promise.all(
            stage.map(async ({ database, table }) => {
                const own = scans.filter((scan) => scan.database === database && scan.table === table.name);
                // The optimiser found that the question needs no row of it.
                const files = own.length === 0 ? [] : await this.reader.read(database, table, own);
                return { database, table, files, columns: new Set(own.flatMap((scan) => [...scan.columns])) };
            }),
        );
    }
}

interface Relation {
    readonly database: string;
    readonly table: CatalogTable;
    readonly files: readonly ParquetFile[];
    readonly columns: ReadonlySet<string>;
}

function invalidView(key: string, { message, hint }: QueryError): QueryError {
    return new QueryError(QueryErrorCode.InvalidView, `View '${key}' is not valid: ${message}`, undefined, hint);
}

function createRelation({ database, table, files }: Relation): string[] {
    return [viewDefinition(database, table.name, relationOf(table, files))];
}

function viewDefinition(database: string, name: string, sql: string): string {
    const schema = quoteIdentifier(database);
    return `CREATE SCHEMA IF NOT EXISTS ${schema}; CREATE VIEW ${schema}.${quoteIdentifier(name)} AS ${sql}`;
}

function literalOf(catalog: Catalog, name: string): string {
    const table = informationSchema(catalog).find((candidate) => candidate.name === name);
    if (table === undefined) {
        throw new QueryError(QueryErrorCode.TableNotFound, `Table '${INFORMATION_SCHEMA}.${name}' does not exist`);
    }
    return literalQuery(table);
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
