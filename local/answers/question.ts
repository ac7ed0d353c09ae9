import type { QueryResult } from "../query/types";
import type { Style } from "./style";

/** A question about the lake, and how its answer is shown. */
export interface Question {
    readonly title: string;
    /** What the figures mean, in a sentence or two. */
    readonly definition: string;
    /** Athena's SQL. */
    readonly sql: string;
    /** The answer as lines. Only called with at least one row. */
    render(result: QueryResult, style: Style): string[];
}
