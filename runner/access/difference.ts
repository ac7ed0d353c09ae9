import type { AccessRow, MatrixTable } from "./matrix-types";

/** Which way a change goes. What is neither wider nor narrower, as another row filter, is a `change`. */
export const ChangeKind = { Gain: "gain", Loss: "loss", Change: "change" } as const;

export type ChangeKind = (typeof ChangeKind)[keyof typeof ChangeKind];

/** One difference between two matrices. */
export interface AccessChange {
    kind: ChangeKind;
    principal: string;
    /** `database.table`, `database`, or nothing for rights on the lake as a whole. */
    on?: string;
    /** What follows the principal in a sentence, such as `can read 2 more columns: a, b`. */
    what: string;
    /** Personal columns that a gain makes readable. */
    personal: string[];
    /** True when a gain may reach personal columns beside those: where IAM policies decide, and in files that it opens. */
    personalPossible: boolean;
}

/** A change before it is said whose it is. */
export type Difference = Omit<AccessChange, "principal" | "on">;

/** A row with the table that its columns are of. */
export interface TableRow {
    row: AccessRow;
    table: MatrixTable;
}

export function gain(what: string, personal: string[] = [], personalPossible = false): Difference {
    return { kind: ChangeKind.Gain, what, personal, personalPossible };
}

export function loss(what: string): Difference {
    return { kind: ChangeKind.Loss, what, personal: [], personalPossible: false };
}

export function nameOf({ database, table }: MatrixTable): string {
    return `${database}.${table}`;
}
