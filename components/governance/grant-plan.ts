import { isPlain, rangeProblem } from "../problems";
import { conflicts } from "./grant-conflicts";
import { type GrantNames, wishOf } from "./grant-entries";
import { type GrantStep, stepsOf } from "./grant-steps";
import { knownTables, tableProblems } from "./grant-tables";
import { DEFAULT_DATABASE, type GrantEntry } from "./grant-target";
import { granteeForm, granteeProblem } from "./grantee";
import type { LakeGrantsArgs } from "./grants-args";
import { declaredTags } from "./tag-values";

/** What grants come to, decided from the arguments alone, before anything is made. */
export interface GrantPlan {
    /** Children, each after those that it depends on. */
    readonly steps: readonly GrantStep[];
    /** Everything that is wrong with the arguments; then there are no steps. */
    readonly problems: readonly string[];
}

/**
 * Compiles grants: spells out their words, refuses what Lake Formation can't do or would do without effect, puts what
 * concerns one principal and one resource into one entry, and orders the entries into lanes. The order in which grants
 * are written makes no difference.
 */
export function compileGrants(args: LakeGrantsArgs): GrantPlan {
    const names = namesOf(args);
    const problems = [...argumentProblems(args), ...nameProblems(args)];
    // A grant can be held only against tables and names that are in order themselves.
    if (problems.length > 0) return { steps: [], problems };
    const entries: GrantEntry[] = [];
    for (const key of Object.keys(args.grants).sort()) {
        const grant = args.grants[key];
        if (!grant) continue;
        const wish = wishOf(key, grant, names);
        problems.push(...wish.problems.map((problem) => `grants.${key} ${problem}`));
        entries.push(...wish.entries);
    }
    problems.push(...conflicts(entries));
    if (problems.length > 0) return { steps: [], problems };
    const implied = databasesSeen(entries, (principal) => isShare(args, principal));
    return { steps: stepsOf([...entries, ...implied], args.maxParallelGrants ?? 1), problems };
}

function namesOf(args: LakeGrantsArgs): GrantNames {
    return {
        principals: new Set(Object.keys(args.principals)),
        databases: new Set(Object.keys(args.databases ?? {})),
        locations: new Set(Object.keys(args.locations ?? {})),
        tables: knownTables(args.tables ?? {}),
        tags: declaredTags(args.lfTags ?? {}),
    };
}

/**
 * Whoever may read a table must find its database, and a grant on named tables doesn't give that, as one on all tables
 * does: https://docs.aws.amazon.com/lake-formation/latest/dg/granting-table-permissions.html. Other accounts get what is
 * shared with them and no more.
 */
function databasesSeen(entries: readonly GrantEntry[], isShare: (principal: string) => boolean): GrantEntry[] {
    const seen = new Map<string, GrantEntry>();
    for (const { principal, on } of entries) {
        if ((on.kind !== "table" && on.kind !== "cells") || isShare(principal)) continue;
        seen.set(JSON.stringify([principal, on.database]), {
            principal,
            on: { kind: "database", database: on.database },
            permissions: ["DESCRIBE"],
            grantable: [],
            optIn: false,
        });
    }
    return [...seen.values()];
}

/** Whether a grantee is an account or an organization; one that is known only later is taken for a person or role. */
function isShare({ principals }: LakeGrantsArgs, name: string): boolean {
    const principal = principals[name];
    const form = isPlain(principal) ? granteeForm(principal) : undefined;
    return form !== undefined && form.kind !== "identity";
}

function argumentProblems(args: LakeGrantsArgs): string[] {
    return [
        ...rangeProblem("maxParallelGrants", args.maxParallelGrants, 1, 100),
        ...rangeProblem("crossAccountVersion", args.crossAccountVersion, 1, 4),
        ...Object.entries(args.principals).flatMap(([name, principal]) => {
            const problem = isPlain(principal) ? granteeProblem(principal) : undefined;
            return problem === undefined ? [] : [`principals.${name} is "${principal}", which ${problem}`];
        }),
        ...tableProblems(args.tables ?? {}, new Set(Object.keys(args.databases ?? {}))),
        ...twiceProblems("principals", args.principals),
        ...twiceProblems("databases", { [DEFAULT_DATABASE]: args.databaseName, ...args.databases }),
        ...twiceProblems("locations", args.locations ?? {}),
    ];
}

/** Two names of one thing would make two grants of it that take from each other. */
function twiceProblems(property: string, values: LakeGrantsArgs["principals"]): string[] {
    const first = new Map<string, string>();
    return Object.entries(values).flatMap(([name, value]) => {
        if (!isPlain(value)) return [];
        const other = first.get(value);
        if (other === undefined) {
            first.set(value, name);
            return [];
        }
        const named = other === DEFAULT_DATABASE ? "databaseName" : `${property}.${other}`;
        return [`${property}.${name} is "${value}", and so is ${named}: give it one name.`];
    });
}

function nameProblems(args: LakeGrantsArgs): string[] {
    const bad = (property: string, names: readonly string[], form: RegExp, good: string) =>
        names.filter((name) => !form.test(name)).map((name) => `${property} has the name "${name}": it takes ${good}.`);
    const words = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;
    const good = 'lower-case words joined by "-" or "_", for example "analysts-read-contacts"';
    return [
        ...bad("grants", Object.keys(args.grants), words, good),
        ...bad("principals", Object.keys(args.principals), words, good),
        ...bad("databases", Object.keys(args.databases ?? {}), words, good),
        ...bad("locations", Object.keys(args.locations ?? {}), words, good),
    ];
}
