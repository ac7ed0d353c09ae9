import { distinct } from "./read";
import type { RowCondition } from "./types";

/** Rows that either condition admits. */
export function eitherRows(one: RowCondition | undefined, other: RowCondition): RowCondition {
    if (one === "all" || other === "all") return "all";
    return one === undefined ? other : distinct([...one, ...other]);
}

/** A row filter expression as a condition: `true` admits every row. */
export function rowsOf(expression: string): RowCondition {
    const text = expression.trim();
    return text.toLowerCase() === "true" ? "all" : [text];
}
