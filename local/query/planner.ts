import { duckdbType, parseGlueType } from "../glue-type";
import type { Catalog, CatalogTable } from "./catalog";
import { allColumns } from "./information-schema";
import { openSession, type Session } from "./session";
import { quoteIdentifier, quoteText } from "./sql-text";

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

/**
 * Plans a question against empty tables of the same shape, and so learns what it would read before anything is fetched.
 * A question that can't be bound fails here, with DuckDB's own error.
 */
export async function planScans(sql: string, stage: Stage, views: readonly string[]): Promise<TableScan[]> {
    const session = await openSession({
        sql,
        setUp: [`SET disabled_optimizers = ${quoteText(MISLED_OPTIMISERS)}`, ...createTables(stage), ...views],
    });
    try {
        return scansOf(await explain(session, sql), stage);
    } finally {
        session.close();
    }
}

function createTables(stage: Stage): string[] {
    return [...new Set(stage.map(({ database }) => database))]
        .map((database) => `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(database)}`)
        .concat(
            stage.map(({ database, table }) => {
                const columns = allColumns(table).map(
                    ({ name, type }) => `${quoteIdentifier(name)} ${duckdbType(parseGlueType(type))}`,
                );
                return `CREATE TABLE ${quoteIdentifier(database)}.${quoteIdentifier(table.name)} (${columns.join(", ")})`;
            }),
        );
}

async function explain(session: Session, sql: string): Promise<readonly PlanNode[]> {
    const reader = await session.connection.runAndReadAll(`EXPLAIN (FORMAT json) ${sql}`);
    const [row] = reader.getRows();
    return JSON.parse(String(row?.[1])) as PlanNode[];
}

function scansOf(plan: readonly PlanNode[], stage: Stage): TableScan[] {
    const scans: TableScan[] = [];
    const visit = (node: PlanNode) => {
        const name = node.extra_info.Table;
        const place = stage.find(({ database, table }) => name === `memory.${database}.${table.name}`);
        if (place !== undefined) {
            scans.push(scanOf(node, place.database, place.table));
        }
        node.children.forEach(visit);
    };
    plan.forEach(visit);
    return scans;
}

function scanOf({ extra_info }: PlanNode, database: string, table: CatalogTable): TableScan {
    const filters = list(extra_info.Filters);
    const mentioned = [...list(extra_info.Projections), ...filters].join("\n");
    const columns = table.columns.map(({ name }) => name).filter((name) => mentions(mentioned, name));
    return {
        database,
        table: table.name,
        columns: new Set(columns),
        conditions: filters.map((filter) => filter.replace(/^optional: /, "")),
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
