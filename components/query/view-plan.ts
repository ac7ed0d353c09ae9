import { tables } from "../../schemas";
import { catalogNameProblems } from "../catalog/names";
import { prestoType } from "./presto-types";
import { type KnownTables, sqlProblems, tablesRead } from "./sql-check";

interface PlannedView {
    readonly sql: string;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
}

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
 * Everything that is wrong with the views: names, columns, unknown tables and columns, and views that read each other.
 */
export function viewProblems(
    views: Readonly<Record<string, PlannedView>>,
    moreTables: Readonly<Record<string, readonly { readonly name: string }[]>>,
): string[] {
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

function knownTables(
    views: Readonly<Record<string, PlannedView>>,
    moreTables: Readonly<Record<string, readonly { readonly name: string }[]>>,
): KnownTables {
    const own = Object.entries(tables).map(([name, table]) => [
        name,
        [...Object.keys(table.columns), ...Object.keys(table.partitions)],
    ]);
    const given = Object.entries(moreTables).map(([name, columns]) => [name, columns.map((column) => column.name)]);
    const others = Object.entries(views).map(([name, view]) => [name, view.columns.map((column) => column.name)]);
    return Object.fromEntries([...own, ...given, ...others]);
}
