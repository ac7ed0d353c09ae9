import { parseRowFilter, type RowFilter } from "../../components/governance/row-filter";
import { rowFilterProblems } from "../../components/governance/row-filter-problems";
import { accessOf, type Governance, type RowCondition, type TableAccess } from "../../runner/access";
import type { Catalog, CatalogColumn, CatalogTable } from "./catalog";
import { allColumns } from "./information-schema";
import { principalNamed } from "./principal";
import { QueryError, QueryErrorCode } from "./query-error";
import { anyOf, unusableFilter } from "./row-condition";

/** What a principal sees of the catalogue. */
export interface VisibleCatalog extends Catalog {
    /** False for the lake's administrator, whom nothing is kept from. */
    readonly governed: boolean;
    /** Says more of an error that a question got, where its cause is who asks. */
    explain(error: unknown): unknown;
}

/** Tells each principal's part of a catalogue from what Lake Formation grants. */
export class Visibility {
    private readonly known = new Map<string, VisibleCatalog>();
    private readonly everything: VisibleCatalog;

    constructor(
        private readonly catalog: Catalog,
        private readonly governance: Governance,
    ) {
        this.everything = { ...catalog, governed: false, explain: (error) => error };
    }

    /**
     * For the same principal it gives the same object: translations are kept by it.
     * @param principal as `principalNamed` takes it; undefined is the lake's administrator, who sees everything.
     * @throws QueryError if it is a name that none or several of the program's principals have.
     */
    of(principal: string | undefined): VisibleCatalog {
        if (principal === undefined) {
            return this.everything;
        }
        const identifier = principalNamed(principal, this.governance);
        const visible = this.known.get(identifier) ?? visibleTo(identifier, this.catalog, this.governance);
        this.known.set(identifier, visible);
        return visible;
    }
}

/**
 * The part of the catalogue that a principal sees: the one place that decides it. Whatever it leaves out doesn't exist for the question,
 * in its tables, its columns, its `information_schema` and its error messages alike.
 */
function visibleTo(principal: string, catalog: Catalog, governance: Governance): VisibleCatalog {
    const access = accessOf(governance, principal);
    const tables = new Map(access.tables.map((table) => [`${table.database}.${table.table}`, table]));
    const databases = new Set(access.databases.filter(({ verbs }) => verbs.length > 0).map(({ database }) => database));
    const elsewhere = new Map<string, string>();
    const visible = catalog.databases.flatMap((database) => {
        const seen = database.tables.flatMap((table) => {
            const key = `${database.name}.${table.name}`.toLowerCase();
            const granted = tables.get(key);
            if (granted === undefined) {
                return [];
            }
            if (granted.decidedBy !== "lakeFormation") {
                elsewhere.set(key, granted.notes[0] ?? "IAM policies decide.");
                return [];
            }
            return granted.verbs.length === 0 ? [] : [seenAs(table, granted)];
        });
        return seen.length > 0 || databases.has(database.name.toLowerCase()) ? [{ ...database, tables: seen }] : [];
    });
    return { databases: visible, governed: true, explain: (error) => decidedElsewhere(error, elsewhere) };
}

/**
 * Tables on which IAM has the last word can't be read here, since the engine knows no IAM policies; but it isn't so that they don't exist.
 * @param elsewhere why, by `database.table`
 */
function decidedElsewhere(error: unknown, elsewhere: ReadonlyMap<string, string>): unknown {
    if (!(error instanceof QueryError)) {
        return error;
    }
    const name = /Table '(?:awsdatacatalog\.)?([^']+)' does not exist$/.exec(error.detail)?.[1]?.toLowerCase();
    const key = [...elsewhere.keys()].find((table) => table === name || table.endsWith(`.${name}`));
    const reason = key === undefined ? undefined : elsewhere.get(key);
    return reason === undefined
        ? error
        : new QueryError(
              QueryErrorCode.PermissionDenied,
              `Access Denied: Lake Formation doesn't decide who reads '${key}', and the local engine knows no IAM policies`,
              error.position,
              reason,
          );
}

/** A table as its grants show it. */
function seenAs(table: CatalogTable, { columns, verbs }: TableAccess): CatalogTable {
    const readable = new Map(columns.map(({ name, rows }) => [name, rows]));
    const isReadable = ({ name }: CatalogColumn) => readable.has(name.toLowerCase());
    if (!verbs.includes("SELECT") || !allColumns(table).some(isReadable)) {
        return { ...table, refusal: NO_COLUMNS };
    }
    const seen = {
        ...table,
        columns: table.columns.filter(isReadable),
        partitionKeys: table.partitionKeys.filter(isReadable),
    };
    const hidesColumns = allColumns(seen).length < allColumns(table).length;
    const conditions = allColumns(seen).map(({ name }) => [name, readable.get(name.toLowerCase()) ?? []] as const);
    if (!hidesColumns && conditions.every(([, rows]) => rows === "all")) {
        return table;
    }
    try {
        return {
            ...seen,
            // A table's properties can tell of its columns, as those of partition projection do.
            parameters: hidesColumns ? {} : table.parameters,
            governed: { stored: table, ...rowRules(table, conditions) },
        };
    } catch (error) {
        if (error instanceof QueryError) {
            return { ...seen, refusal: error };
        }
        throw error;
    }
}

const NO_COLUMNS = new QueryError(
    QueryErrorCode.ColumnNotFound,
    "Relation contains no accessible columns",
    undefined,
    "Lake Formation grants no SELECT on it to who asks.",
);

type ColumnRows = readonly (readonly [column: string, rows: RowCondition])[];

/**
 * A row is seen if some column's condition admits it; a cell whose own column's condition doesn't is NULL.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetUnfilteredTableMetadata.html (`CellFilters`)
 */
function rowRules(table: CatalogTable, conditions: ColumnRows): { rows?: RowFilter; cells: Map<string, RowFilter> } {
    const texts = new Set(conditions.flatMap(([, rows]) => (rows === "all" ? [] : rows)));
    if (table.view !== undefined && texts.size > 0) {
        throw unusableFilter(table, "views take no row filters");
    }
    const filters = new Map([...texts].map((text) => [text, parsed(table, text)]));
    const condition = (rows: readonly string[]) => anyOf(rows.flatMap((text) => filters.get(text) ?? []));
    const everyRow = conditions.some(([, rows]) => rows === "all");
    const cells = conditions.flatMap(([column, rows]): [string, RowFilter][] =>
        rows === "all" || (!everyRow && rows.length === texts.size) ? [] : [[column, condition(rows)]],
    );
    return { ...(everyRow ? {} : { rows: condition([...texts]) }), cells: new Map(cells) };
}

function parsed(table: CatalogTable, text: string): RowFilter {
    const columns = [...table.columns, ...table.partitionKeys.map((key) => ({ ...key, partitionKey: true }))];
    if (rowFilterProblems(text, columns).length > 0) {
        throw unusableFilter(table, "a filter can't be read, or doesn't fit the table's columns");
    }
    return parseRowFilter(text);
}
