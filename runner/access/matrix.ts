import { accessOf } from "./access";
import { testsOf } from "./filter";
import { lookupOf } from "./lookup";
import type { AccessFilter, AccessMatrix, AccessRow, CellGroup, MatrixTable } from "./matrix-types";
import { principalsOf } from "./principals";
import { byText } from "./read";
import type { ColumnAccess, ColumnSelection, Governance, GovernedTable, PrincipalAccess, TableAccess } from "./types";
import { warningsOn } from "./warnings";

/**
 * Who may read what, by explicit grants. What administrators see by their office is told once, and so is what IAM
 * policies decide: in the row of `IAM_ALLOWED_PRINCIPALS`.
 */
export function accessMatrix(governance: Governance, filter: AccessFilter = {}): AccessMatrix {
    const takes = testsOf(filter);
    const principals = principalsOf(governance).filter(takes.principal);
    const columns = new ColumnGroups(governance);
    const tables = new Map<string, MatrixTable>();
    const matrix: AccessMatrix = {
        tables: [],
        rows: [],
        databases: [],
        locations: [],
        administrators: administratorsIn(governance).filter(({ principal }) => takes.principal(principal)),
        warnings: warningsOn(governance, takes.principal),
        undetermined: governance.undetermined.filter(
            ({ principal }) => principal === undefined || takes.principal(principal),
        ),
    };
    for (const principal of principals) {
        const access = accessOf(governance, principal, { implied: false });
        for (const table of access.tables) {
            if (!takes.table(table.database, table.table)) continue;
            const key = `${table.database}.${table.table}`;
            if (!tables.has(key)) tables.set(key, columns.describe(table));
            matrix.rows.push(rowOf(principal, table, columns));
        }
        addRightsAround(matrix, access, filter, takes.database);
    }
    return { ...matrix, tables: [...tables].sort(([one], [other]) => byText(one, other)).map(([, table]) => table) };
}

function rowOf(principal: string, table: TableAccess, columns: ColumnGroups): AccessRow {
    const { cells, personal } = columns.of(table);
    return {
        principal,
        database: table.database,
        table: table.table,
        verbs: table.verbs,
        grantable: table.grantable,
        cells,
        personal,
        decidedBy: table.decidedBy,
        notes: table.notes,
        via: table.via,
    };
}

function addRightsAround(
    matrix: AccessMatrix,
    { principal, databases, locations }: PrincipalAccess,
    filter: AccessFilter,
    takesDatabase: (database: string) => boolean,
): void {
    for (const { database, verbs, grantable, decidedBy, via } of databases) {
        if (via.length === 0 || !takesDatabase(database)) continue;
        matrix.databases.push({ principal, database, verbs, grantable, decidedBy, via });
    }
    if (filter.table === undefined) {
        matrix.locations.push(...locations.map((path) => ({ principal, path })));
    }
}

function administratorsIn({ admins, readOnlyAdmins }: Governance) {
    return [
        ...admins.map((principal) => ({ principal, readOnly: false })),
        ...readOnlyAdmins.map((principal) => ({ principal, readOnly: true })),
    ].sort((one, other) => byText(one.principal, other.principal));
}

/** Groups the readable columns by their rows; principals with the same access to a table share the result. */
class ColumnGroups {
    private readonly made = new WeakMap<ColumnAccess[], { cells: CellGroup[]; personal: string[] }>();

    constructor(private readonly governance: Governance) {}

    of(table: TableAccess): { cells: CellGroup[]; personal: string[] } {
        const declared = this.declaration(table);
        if (declared === undefined) {
            const cells = table.via.flatMap(({ columns, rows }) => (columns && rows ? [{ columns, rows }] : []));
            return { cells, personal: [] };
        }
        const known = this.made.get(table.columns);
        if (known !== undefined) return known;
        const made = {
            cells: groupByRows(table.columns, declared),
            personal: table.columns.filter(({ personal }) => personal).map(({ name }) => name),
        };
        this.made.set(table.columns, made);
        return made;
    }

    describe(table: TableAccess): MatrixTable {
        const columns = this.declaration(table)?.columns ?? [];
        return {
            database: table.database,
            table: table.table,
            declared: table.declared,
            isView: table.isView,
            columns: columns.map(({ name }) => name),
            personal: columns.filter(({ personal }) => personal).map(({ name }) => name),
        };
    }

    private declaration({ database, table }: TableAccess): GovernedTable | undefined {
        return lookupOf(this.governance).table(`${database}.${table}`);
    }
}

function groupByRows(readable: readonly ColumnAccess[], table: GovernedTable): CellGroup[] {
    const groups = new Map<string, CellGroup & { names: string[] }>();
    for (const { name, rows } of readable) {
        const key = JSON.stringify(rows);
        const group = groups.get(key) ?? { names: [], columns: { only: [] }, rows };
        groups.set(key, group);
        group.names.push(name);
    }
    return [...groups.values()].map(({ names, rows }) => ({ columns: shortest(names, table), rows }));
}

/** Says the same columns in fewer names: those readable, or those that aren't. */
function shortest(names: readonly string[], table: GovernedTable): ColumnSelection {
    if (names.length * 2 <= table.columns.length) return { only: [...names] };
    const readable = new Set(names);
    return { except: table.columns.map(({ name }) => name).filter((name) => !readable.has(name)) };
}
