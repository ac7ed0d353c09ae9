import type { CatalogTable } from "./catalog";
import { type ErrorContext, fromDuckDb } from "./duckdb-errors";
import {
    allColumns,
    INFORMATION_SCHEMA,
    INFORMATION_SCHEMA_IN_DUCKDB,
    informationSchema,
    literalQuery,
} from "./information-schema";
import { findTable, type Stage } from "./planner";
import { QueryError, QueryErrorCode } from "./query-error";
import { quoteIdentifier } from "./sql-text";
import type { Translation, Transpiler } from "./transpiler";
import type { ViewDefinition } from "./view-definition";
import type { VisibleCatalog } from "./visibility";

/** A question that has been understood: its tables, with those behind its views, and its SQL. */
export interface Prepared {
    readonly sql: string;
    readonly stage: Stage;
    /** Each after those that it uses. */
    readonly views: readonly ViewDefinition[];
    readonly context: ErrorContext;
}

/** Translates questions and the views that they name, all with the rights of who asks. */
export class Preparer {
    private readonly viewTranslations = new WeakMap<VisibleCatalog, Map<string, Promise<Translation>>>();

    constructor(
        private readonly transpiler: Transpiler,
        private readonly cacheDirectory: string,
    ) {}

    async prepare(sql: string, catalog: VisibleCatalog, database: string | undefined): Promise<Prepared> {
        const translation = await this.transpiler.translate(sql, catalog, database);
        const stage = new Map<string, Stage[number]>();
        const views = new Map<string, ViewDefinition>();
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
            if (table?.refusal !== undefined) {
                const { code, detail, hint } = table.refusal;
                throw path.length === 0
                    ? new QueryError(code, detail, translation.names.get(name), hint)
                    : invalidView(path.at(-1) ?? key, table.refusal);
            }
            if (table === undefined) {
                views.set(key, { database: INFORMATION_SCHEMA_IN_DUCKDB, name, sql: literalOf(catalog, name) });
            } else if (table.view === undefined) {
                stage.set(key, { database, table });
            } else {
                const inner = await this.translateView(key, table, catalog);
                for (const [innerDatabase, innerName] of inner.tables) {
                    await expand(innerDatabase, innerName, [...path, key]);
                }
                views.set(key, viewOf(database, table, inner.sql));
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
            governed: catalog.governed,
        };
        return { sql: translation.sql, stage: [...stage.values()], views: [...views.values()], context };
    }

    /** A view's translation never changes; of the lake's own views, which are wide, it takes longer than most questions. */
    private translateView(key: string, table: CatalogTable, catalog: VisibleCatalog): Promise<Translation> {
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
}

/** The error of a question that names a view which can't be bound. */
export function viewError({ database, name }: ViewDefinition, error: unknown, context: ErrorContext): QueryError {
    return invalidView(`${database}.${name}`, fromDuckDb(error, { ...context, names: new Map(), columns: [] }));
}

function invalidView(key: string, { detail, position, hint }: QueryError): QueryError {
    const place = position === undefined ? "" : `line ${position.line}:${position.column}: `;
    return new QueryError(
        QueryErrorCode.InvalidView,
        `Failed analyzing stored view 'awsdatacatalog.${key}': ${place}${detail}`,
        undefined,
        hint,
    );
}

function viewOf(database: string, { name, columns, governed }: CatalogTable, sql: string): ViewDefinition {
    if (governed === undefined) {
        return columns.length === 0
            ? { database, name, sql }
            : { database, name, columns: columns.map((column) => column.name), sql };
    }
    const seen = columns.map((column) => quoteIdentifier(column.name)).join(", ");
    const stored = governed.stored.columns.map((column) => quoteIdentifier(column.name)).join(", ");
    return { database, name, sql: `SELECT ${seen} FROM (${sql}) AS stored(${stored})` };
}

function literalOf(catalog: VisibleCatalog, name: string): string {
    const table = informationSchema(catalog).find((candidate) => candidate.name === name);
    if (table === undefined) {
        throw new QueryError(QueryErrorCode.TableNotFound, `Table '${INFORMATION_SCHEMA}.${name}' does not exist`);
    }
    return literalQuery(table);
}
