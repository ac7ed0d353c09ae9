import { glueColumns, gluePartitionKeys, markedAs, tables } from "../../schemas";
import { catalogNameProblems } from "../catalog/names";
import { prestoType } from "./presto-types";
import { type KnownTables, sqlProblems, tablesRead } from "./sql-check";

interface PlannedColumn {
    readonly name: string;
    readonly type: string;
    readonly personal?: boolean;
}

interface PlannedView {
    readonly sql: string;
    readonly columns: readonly PlannedColumn[];
}

type Tables = Readonly<Record<string, readonly PlannedColumn[]>>;

/**
 * Views in such an order that each stands after those that it reads; each with the views it reads. Names that read each
 * other are left out.
 */
export function inOrderOfUse(views: Readonly<Record<string, PlannedView>>): { name: string; reads: string[] }[] {
    const uses = Object.keys(views)
        .sort()
        .map((name) => ({ name, reads: readsOf(name, views) }));
    const ordered: { name: string; reads: string[] }[] = [];
    const done = new Set<string>();
    for (;;) {
        const next = uses.find(({ name, reads }) => !done.has(name) && reads.every((other) => done.has(other)));
        if (!next) return ordered;
        done.add(next.name);
        ordered.push(next);
    }
}

/**
 * The views' columns by view, each marked personal that has the name of a personal column of what the view reads. A
 * column that the query renames can't be known so: its own mark stands.
 */
export function markedColumns(views: Readonly<Record<string, PlannedView>>, moreTables: Tables): Tables {
    const marked: Record<string, readonly PlannedColumn[]> = { ...readableTables(moreTables) };
    for (const { name } of inOrderOfUse(views)) {
        const view = views[name];
        if (view) {
            marked[name] = markedAs(
                view.columns,
                tablesRead(view.sql).flatMap((table) => marked[table] ?? []),
            );
        }
    }
    return marked;
}

/**
 * Everything that is wrong with the views: names, columns, unknown tables and columns, and views that read each other.
 */
export function viewProblems(views: Readonly<Record<string, PlannedView>>, moreTables: Tables): string[] {
    const known = knownTables(views, moreTables);
    const problems = Object.entries(views).flatMap(([name, view]) => [
        ...catalogNameProblems(`view "${name}"`, name),
        ...columnProblems(name, view),
        ...sqlProblems(view.sql, known).map((problem) => `view "${name}": ${problem}.`),
    ]);
    const ordered = inOrderOfUse(views).map(({ name }) => name);
    const circular = Object.keys(views).filter((name) => !ordered.includes(name));
    if (circular.length > 0) {
        problems.push(`views ${circular.join(", ")} read each other in a circle: one of them must read tables only.`);
    }
    return problems;
}

function readsOf(name: string, views: Readonly<Record<string, PlannedView>>): string[] {
    const view = views[name];
    return view ? tablesRead(view.sql).filter((table) => Object.hasOwn(views, table)) : [];
}

function columnProblems(name: string, view: PlannedView): string[] {
    if (view.columns.length === 0) return [`view "${name}" has no columns: list what its query yields, with types.`];
    return view.columns.flatMap((column) => {
        try {
            prestoType(column.type);
            return [];
        } catch (error) {
            return [`view "${name}", column "${column.name}": ${error instanceof Error ? error.message : error}.`];
        }
    });
}

function knownTables(views: Readonly<Record<string, PlannedView>>, moreTables: Tables): KnownTables {
    const others = Object.entries(views).map(([name, view]): [string, readonly PlannedColumn[]] => [
        name,
        view.columns,
    ]);
    return Object.fromEntries(
        [...Object.entries(readableTables(moreTables)), ...others].map(([name, columns]) => [
            name,
            columns.map((column) => column.name),
        ]),
    );
}

/** The lake's own tables, and those of the caller, with their columns. */
function readableTables(moreTables: Tables): Tables {
    const own = Object.entries(tables).map(([name, table]) => [
        name,
        [...glueColumns(table), ...gluePartitionKeys(table)],
    ]);
    return { ...Object.fromEntries(own), ...moreTables };
}
