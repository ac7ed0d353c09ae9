import type { Position, QueryErrorCode } from "./query-error";
import type { Cell, QueryStatistics, ResultColumn } from "./types";

/** Path that questions are posted to. */
export const QUERY_PATH = "/query";

/** A question, as the body of a POST. */
export interface QueryRequest {
    readonly sql: string;
    readonly database?: string;
    readonly maxRows?: number;
    readonly principal?: string;
}

/** One line of the answer. First the columns, then rows, and at the end either statistics or an error. */
export type AnswerLine =
    | { readonly columns: readonly ResultColumn[] }
    | { readonly rows: readonly (readonly Cell[])[] }
    | { readonly statistics: QueryStatistics }
    | { readonly error: AnswerError };

export interface AnswerError {
    /** Absent if the engine failed, rather than the question. */
    readonly code?: QueryErrorCode;
    readonly message: string;
    readonly position?: Position;
    readonly hint?: string;
}
