import { type GrantEntry, type GrantTarget, suffixOf } from "./grant-target";

/** What principals opt in to: a database, a table, or all tables of a database. */
export type OptInTarget = Extract<GrantTarget, { kind: "database" | "table" | "allTables" }>;

/** One child of the component. */
export type GrantStep = {
    /** Unique among the steps of its kind; the end of the child's name. */
    readonly suffix: string;
    /** Steps that it is built on, as `kind:suffix`. */
    readonly after: readonly string[];
    /** The step before it in its lane; absent for the first. */
    readonly behind?: string;
    readonly principal: string;
} & (
    | { readonly kind: "filter"; readonly on: Extract<GrantTarget, { kind: "cells" }> }
    | {
          readonly kind: "permissions";
          readonly on: GrantTarget;
          readonly permissions: readonly string[];
          readonly grantable: readonly string[];
      }
    | { readonly kind: "optIn"; readonly on: OptInTarget }
);

/** The name by which steps refer to each other. */
export function stepId({ kind, suffix }: Pick<GrantStep, "kind" | "suffix">): string {
    return `${kind}:${suffix}`;
}

/**
 * Puts entries of one principal and one resource into one step, and steps into lanes, in each of which one waits for the
 * other. A step's lane follows from its name alone, so a grant that is added moves no other to another lane. Opt-ins come
 * last, so that no lane waits for another in a circle.
 */
export function stepsOf(entries: readonly GrantEntry[], lanes: number): GrantStep[] {
    const ends = new Map<number, string>();
    const chained = (step: GrantStep, lane: number): GrantStep => {
        const end = ends.get(lane);
        ends.set(lane, stepId(step));
        return end === undefined ? step : { ...step, behind: end };
    };
    const steps: GrantStep[] = [];
    for (const { suffix, entry } of merged(entries)) {
        const { principal, on, permissions, grantable } = entry;
        const lane = hash(suffix) % lanes;
        const filter = on.kind === "cells" ? [stepId({ kind: "filter", suffix })] : [];
        if (on.kind === "cells") steps.push(chained({ kind: "filter", suffix, after: [], principal, on }, lane));
        steps.push(
            chained({ kind: "permissions", suffix, after: filter, principal, on, permissions, grantable }, lane),
        );
    }
    for (const optIn of optInsOf(entries)) steps.push(chained(optIn, hash(optIn.suffix) % lanes));
    return steps;
}

/** One entry for each principal and resource, in the order of their suffixes. */
function merged(entries: readonly GrantEntry[]): { suffix: string; entry: GrantEntry }[] {
    const found = new Map<string, GrantEntry>();
    for (const entry of entries) {
        const suffix = suffixOf(entry.principal, entry.on);
        const other = found.get(suffix);
        found.set(suffix, other ? union(other, entry) : entry);
    }
    return [...found].map(([suffix, entry]) => ({ suffix, entry })).sort(bySuffix);
}

function union(left: GrantEntry, right: GrantEntry): GrantEntry {
    return {
        ...left,
        permissions: sortedSet([...left.permissions, ...right.permissions]),
        grantable: sortedSet([...left.grantable, ...right.grantable]),
    };
}

function optInsOf(entries: readonly GrantEntry[]): GrantStep[] {
    const found = new Map<string, { readonly principal: string; readonly on: OptInTarget; readonly after: string[] }>();
    for (const { principal, on, optIn } of entries) {
        if (!optIn) continue;
        for (const target of optInTargets(on)) {
            const suffix = suffixOf(principal, target);
            const other = found.get(suffix) ?? { principal, on: target, after: [] };
            other.after.push(stepId({ kind: "permissions", suffix: suffixOf(principal, on) }));
            found.set(suffix, other);
        }
    }
    return [...found]
        .map(([suffix, { principal, on, after }]) => ({
            kind: "optIn" as const,
            suffix,
            principal,
            on,
            after: sortedSet(after),
        }))
        .sort(bySuffix);
}

/** Whoever opts in to every table opts in to the database too: other accounts need both. */
function optInTargets(on: GrantTarget): OptInTarget[] {
    switch (on.kind) {
        case "database":
            return [on];
        case "table":
        case "cells":
            return [{ kind: "table", database: on.database, table: on.table }];
        case "allTables":
            return [{ kind: "database", database: on.database }, on];
        default:
            return [];
    }
}

function bySuffix(left: { readonly suffix: string }, right: { readonly suffix: string }): number {
    return left.suffix < right.suffix ? -1 : 1;
}

function sortedSet(names: readonly string[]): string[] {
    return [...new Set(names)].sort();
}

/** FNV-1a, 32 bits: the same on every machine and for ever. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
    let value = 0x811c9dc5;
    for (let index = 0; index < text.length; index++) {
        value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    }
    return value >>> 0;
}
