import type { AccessMatrix, AccessRow, DatabaseRow, LocationRow, MatrixTable } from "../matrix-types";
import { byText, distinct } from "../read";
import type { Via } from "../types";
import { count } from "../words";
import type { AccessDocument } from "./document";

/** What one principal may do, as the reports lay it out. */
export interface PrincipalOutline {
    principal: string;
    rows: { row: AccessRow; table: MatrixTable }[];
    databases: DatabaseRow[];
    locations: LocationRow[];
}

/** The matrix by principal. */
export function outlineOf(matrix: AccessMatrix): PrincipalOutline[] {
    const outlines = new Map<string, PrincipalOutline>();
    const outlineFor = (principal: string): PrincipalOutline => {
        const known = outlines.get(principal) ?? { principal, rows: [], databases: [], locations: [] };
        outlines.set(principal, known);
        return known;
    };
    const tables = new Map(matrix.tables.map((table) => [`${table.database}.${table.table}`, table]));
    for (const row of matrix.rows) {
        const table = tables.get(`${row.database}.${row.table}`);
        if (table !== undefined) outlineFor(row.principal).rows.push({ row, table });
    }
    for (const row of matrix.databases) outlineFor(row.principal).databases.push(row);
    for (const row of matrix.locations) outlineFor(row.principal).locations.push(row);
    return [...outlines.values()].sort((one, other) => byText(one.principal, other.principal));
}

/** By which grants, each with the tag expression or filter that it works through. */
export function describeVia(via: readonly Via[]): string[] {
    return distinct(
        via.map(({ grant, through }) =>
            through === "table" || through === "database" ? grant : `${grant} (${through})`,
        ),
    );
}

/** The matrix in one line. */
export function summaryOf(document: AccessDocument): string {
    const { project, stack, rows, tables } = document;
    const principals = distinct(rows.map(({ principal }) => principal));
    const readers = distinct(rows.filter(({ personal }) => personal.length > 0).map(({ principal }) => principal));
    const personal =
        readers.length === 0
            ? "no one reads personal columns"
            : `${count(readers.length, "principal")} can read personal columns`;
    return `${project}/${stack}: ${count(principals.length, "principal")} on ${count(tables.length, "table")}; ${personal}.`;
}

/** Why there is nothing to show; nothing when there is. */
export function emptiness({ rows, databases, locations, filter, undetermined }: AccessDocument): string | undefined {
    if (rows.length + databases.length + locations.length + undetermined.length > 0) return undefined;
    const asked = [
        ...(filter.principal === undefined ? [] : [`a principal that matches "${filter.principal}"`]),
        ...(filter.table === undefined ? [] : [`a table that matches "${filter.table}"`]),
    ];
    return asked.length === 0
        ? "The program has no Lake Formation grants."
        : `The program has no Lake Formation grant for ${asked.join(" and ")}.`;
}

/** How many changes there are, and how many of them reach personal data. */
export function countChanges(document: AccessDocument): string {
    const changes = document.changes ?? [];
    if (changes.length === 0) return "No one gains or loses access.";
    const of = (kind: string) => changes.filter((change) => change.kind === kind).length;
    const parts = [
        ...(of("gain") > 0 ? [count(of("gain"), "gain")] : []),
        ...(of("loss") > 0 ? [count(of("loss"), "loss", "losses")] : []),
        ...(of("change") > 0 ? [count(of("change"), "other change")] : []),
    ];
    const reaching = changes.filter(({ personal, personalPossible }) => personal.length > 0 || personalPossible).length;
    const warning = reaching === 0 ? "" : ` ${count(reaching, "gain reaches", "gains reach")} personal columns.`;
    return `${parts.join(", ")}.${warning}`;
}
