/** What can be wrong with a question, by Athena's names: https://docs.aws.amazon.com/athena/latest/ug/troubleshooting-athena.html */
export const QueryErrorCode = {
    SyntaxError: "SYNTAX_ERROR",
    NotSupported: "NOT_SUPPORTED",
    ColumnNotFound: "COLUMN_NOT_FOUND",
    TableNotFound: "TABLE_NOT_FOUND",
    SchemaNotFound: "SCHEMA_NOT_FOUND",
    AmbiguousName: "AMBIGUOUS_NAME",
    FunctionNotFound: "FUNCTION_NOT_FOUND",
    FunctionImplementationMissing: "FUNCTION_IMPLEMENTATION_MISSING",
    MismatchedColumnAliases: "MISMATCHED_COLUMN_ALIASES",
    TypeMismatch: "TYPE_MISMATCH",
    ExpressionNotAggregate: "EXPRESSION_NOT_AGGREGATE",
    InvalidCastArgument: "INVALID_CAST_ARGUMENT",
    InvalidFunctionArgument: "INVALID_FUNCTION_ARGUMENT",
    DivisionByZero: "DIVISION_BY_ZERO",
    ConstraintViolation: "CONSTRAINT_VIOLATION",
    InvalidView: "INVALID_VIEW",
    PermissionDenied: "PERMISSION_DENIED",
    PrincipalNotFound: "PRINCIPAL_NOT_FOUND",
    BadData: "HIVE_BAD_DATA",
    Cancelled: "USER_CANCELED",
    OutOfMemory: "EXCEEDED_LOCAL_MEMORY_LIMIT",
    Internal: "GENERIC_INTERNAL_ERROR",
} as const;
export type QueryErrorCode = (typeof QueryErrorCode)[keyof typeof QueryErrorCode];

/** Where in the question, counted from 1. */
export interface Position {
    readonly line: number;
    readonly column: number;
}

/** A question that can't be answered, in Athena's words: `COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved`. */
export class QueryError extends Error {
    override readonly name = "QueryError";

    constructor(
        readonly code: QueryErrorCode,
        readonly detail: string,
        readonly position?: Position,
        /** What to try instead, a sentence. */
        readonly hint?: string,
    ) {
        const place = position === undefined ? "" : `line ${position.line}:${position.column}: `;
        super(`${code}: ${place}${detail}`);
    }
}

/** Whether text is one of the codes: for errors that crossed a process boundary. */
export function isQueryErrorCode(text: string): text is QueryErrorCode {
    return (Object.values(QueryErrorCode) as readonly string[]).includes(text);
}
