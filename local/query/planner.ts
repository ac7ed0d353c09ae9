import { duckdbType, parseGlueType } from "../glue-type";
import type { Catalog, CatalogTable } from "./catalog";
import { allColumns } from "./information-schema";
import { planConditions } from "./plan-conditions";
import { plannedRelation } from "./relation";
import { openSession, type Session } from "./session";
import { quoteIdentifier, quoteText } from "./sql-text";
import { createView, type ViewDefinition } from "./view-definition";

/** What a question reads of a table: as the optimiser has it, once conditions and column lists have been pushed down through views and joins. */
export interface TableScan {
    readonly database: string;
    readonly table: string;
    readonly columns: ReadonlySet<string>;
    /** Conditions on the scan, in SQL, each of which every row read must meet. */
    readonly conditions: readonly string[];
}

interface PlanNode {
    readonly name: string;
    readonly children: readonly PlanNode[];
    readonly extra_info: Readonly<Record<string, string | readonly string[]>>;
}

/** With statistics of empty tables at hand, DuckDB would plan to read nothing at all. */
const MISLED_OPTIMISERS = "statistics_propagation,empty_result_pullup,late_materialization,join_filter_pushdown";

export type Stage = readonly { readonly database: string; readonly table: CatalogTable }[];

/** Where the whole of governed tables is, while questions are planned: a catalogue of DuckDB's that no question can name. */
const STORED = "stored";

/**
 * Plans a question against empty tables of the same shape, and so learns what it would read before anything is fetched.
 * A question that can't be bound fails here, with DuckDB's own error.
 */
export async function planScans(
    sql: string,
    stage: Stage,
    views: readonly ViewDefinition[],
    onViewError: (view: ViewDefinition, error: unknown) => Error,
): Promise<TableScan[]> {
    const session = await openSession({
        sql: [sql, ...views.map((view) => view.sql)].join("\n"),
        setUp: [
            `SET disabled_optimizers = ${quoteText(MISLED_OPTIMISERS)}`,
            `ATTACH ':memory:' AS ${STORED}`,
            ...stage.flatMap(createTable),
        ],
    });
    try {
        for (const view of views) {
            await session.connection.run(createView(view)).catch((error: unknown) => {
                throw onViewError(view, error);
            });
        }
        return scansOf(await explain(session, sql), stage);
    } finally {
        session.close();
    }
}

function createTable({ database, table }: Stage[number]): string[] {
    if (table.governed === undefined) {
        return emptyTable(quoteIdentifier(database), table);
    }
    const { stored } = table.governed;
    const schema = `${STORED}.${quoteIdentifier(database)}`;
    const from = `${schema}.${quoteIdentifier(stored.name)}`;
    return [
        ...emptyTable(schema, stored),
        createView({ database, name: table.name, sql: plannedRelation(table, table.governed, from) }),
    ];
}

/** What `EXPLAIN` needs to show a plan that rests on nothing but the shape of what who asks can see. */
export function explainSetUp(stage: Stage, views: readonly ViewDefinition[]): string[] {
    return [
        `SET disabled_optimizers = ${quoteText(MISLED_OPTIMISERS)}`,
        ...stage.flatMap(({ database, table }) => emptyTable(quoteIdentifier(database), table)),
        ...views.map(createView),
    ];
}

/** Creates a table of the same shape, without rows. */
function emptyTable(schema: string, table: CatalogTable): string[] {
    const columns = allColumns(table).map(
        ({ name, type }) => `${quoteIdentifier(name)} ${duckdbType(parseGlueType(type))}`,
    );
    return [
        `CREATE SCHEMA IF NOT EXISTS ${schema}`,
        `CREATE TABLE ${schema}.${quoteIdentifier(table.name)} (${columns.join(", ")})`,
    ];
}

async function explain(session: Session, sql: string): Promise<readonly PlanNode[]> {
    const reader = await session.connection.runAndReadAll(`EXPLAIN (FORMAT json) ${sql}`);
    const [row] = reader.getRows();
    return JSON.parse(String(row?.[1])) as PlanNode[];
}

function scansOf(plan: readonly PlanNode[], stage: Stage): TableScan[] {
    const scans: TableScan[] = [];
    const places = new Map(stage.map((place) => [planName(place), place]));
    const visit = (node: PlanNode) => {
        const { Table: name } = node.extra_info;
        if (typeof name === "string") {
            const place = places.get(unquoted(name));
            if (place === undefined) {
                throw new Error(`the plan reads '${name}', which the question doesn't name`);
            }
            scans.push(scanOf(node, place.database, place.table.governed?.stored ?? place.table));
        }
        node.children.forEach(visit);
    };
    plan.forEach(visit);
    return scans;
}

function planName({ database, table: { name, governed } }: Stage[number]): string {
    return `${governed === undefined ? "memory" : STORED}.${database}.${name}`;
}

/** A name without the quotes that DuckDB sets around parts that need them. */
function unquoted(name: string): string {
    return name.replace(/"((?:[^"]|"")*)"/g, (_, part: string) => part.replaceAll('""', '"'));
}

function scanOf({ extra_info }: PlanNode, database: string, table: CatalogTable): TableScan {
    const filters = list(extra_info.Filters);
    const mentioned = [...list(extra_info.Projections), ...filters].join("\n");
    const columns = table.columns.map(({ name }) => name).filter((name) => mentions(mentioned, name));
    return {
        database,
        table: table.name,
        columns: new Set(columns),
        conditions: planConditions(filters).map((condition) => condition.replace(/^optional: /, "")),
    };
}

function mentions(text: string, name: string): boolean {
    return new RegExp(`(?<!\\w)${name.replace(/[^\w]/g, "\\$&")}(?!\\w)`, "i").test(text);
}

function list(value: string | readonly string[] | undefined): readonly string[] {
    if (value === undefined || value === "") {
        return [];
    }
    return typeof value === "string" ? value.split("\n") : value;
}

/** All tables and views of a catalogue that can be found by database and name. */
export function findTable(catalog: Catalog, database: string, name: string): CatalogTable | undefined {
    return catalog.databases
        .find((candidate) => candidate.name === database)
        ?.tables.find((table) => table.name === name);
}
