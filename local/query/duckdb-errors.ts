import { didYouMean } from "./closest";
import { type Position, QueryError, QueryErrorCode } from "./query-error";

/** What a message can be told with: the question's own names. */
export interface ErrorContext {
    readonly names: ReadonlyMap<string, Position>;
    /** The columns of the tables asked about. */
    readonly columns: readonly string[];
    /** The mirror's folder: its paths are of no use to who asks. */
    readonly cacheDirectory: string;
    /** Whether who asks may see a part only: then what isn't found may be there. */
    readonly governed: boolean;
}

type Rule = readonly [pattern: RegExp, code: QueryErrorCode, detail: (match: RegExpExecArray) => string];

/** DuckDB's errors that Athena has a name for. The first group of a pattern is the name that is at fault. */
const RULES: readonly Rule[] = [
    [
        /Binder Error: Referenced column "([^"]+)" (?:not found|was not found)/,
        QueryErrorCode.ColumnNotFound,
        (m) => `Column '${m[1]}' cannot be resolved`,
    ],
    [
        /Binder Error: More VIEW aliases than columns in query result/,
        QueryErrorCode.InvalidView,
        () => "View is stale or in invalid state: its query gives fewer columns than it declares",
    ],
    [
        /Binder Error: (?:Table|Values list) "[^"]+" does not have a column named "([^"]+)"/,
        QueryErrorCode.ColumnNotFound,
        (m) => `Column '${m[1]}' cannot be resolved`,
    ],
    [
        /Binder Error: Referenced table "([^"]+)" not found/,
        QueryErrorCode.ColumnNotFound,
        (m) => `Column prefix '${m[1]}' cannot be resolved`,
    ],
    [
        /Binder Error: Cannot extract field '[^']*' from expression "([^"]+)"/,
        QueryErrorCode.ColumnNotFound,
        (m) => `Column prefix '${m[1]}' cannot be resolved`,
    ],
    [
        /Binder Error: Could not find key "([^"]+)" in struct/,
        QueryErrorCode.ColumnNotFound,
        (m) => `Field '${m[1]}' cannot be resolved`,
    ],
    [
        /Binder Error: Ambiguous reference to column name "([^"]+)"/,
        QueryErrorCode.AmbiguousName,
        (m) => `Column '${m[1]}' is ambiguous`,
    ],
    [
        /Binder Error: column "([^"]+)" must appear in the GROUP BY clause/,
        QueryErrorCode.ExpressionNotAggregate,
        (m) => `'${m[1]}' must be an aggregate expression or appear in GROUP BY clause`,
    ],
    [
        /Binder Error: (?:WHERE clause|GROUP BY clause|aggregate function calls) cannot (?:contain|be nested)[^\n]*/,
        QueryErrorCode.ExpressionNotAggregate,
        (m) => m[0].replace("Binder Error: ", ""),
    ],
    [
        /Catalog Error: (?:Scalar|Aggregate|Table) Function with name "?([^\s"]+)"? does not exist/,
        QueryErrorCode.FunctionImplementationMissing,
        (m) => `Athena has the function '${m[1]}', the local engine doesn't`,
    ],
    [
        /Binder Error: No function matches the given name and argument types '([a-z0-9_]+)\((.*)\)'/i,
        QueryErrorCode.TypeMismatch,
        (m) => `Unexpected parameters (${athenaTypes(m[2] ?? "")}) for function ${plainName(m[1] ?? "")}`,
    ],
    [
        /Binder Error: Macro (?:function )?"?([a-z0-9_]+)"?(?:\(\))? (?:does not support|requires|has multiple|was given|doesn't)[^\n]*/i,
        QueryErrorCode.TypeMismatch,
        (m) => `Unexpected parameters for function ${plainName(m[1] ?? "")}`,
    ],
    [
        /Binder Error: Cannot compare values of type (\S+) and (?:type )?(\S+?)(?: |,|\.|$)/,
        QueryErrorCode.TypeMismatch,
        (m) => `Cannot compare ${athenaTypes(m[1] ?? "")} with ${athenaTypes(m[2] ?? "")}`,
    ],
    [/Division by zero/, QueryErrorCode.DivisionByZero, () => "Division by zero"],
    [
        /Conversion Error: (?:Could not convert|Unimplemented type for cast|invalid|date field|timestamp field)[^\n]*/,
        QueryErrorCode.InvalidCastArgument,
        (m) => m[0].replace("Conversion Error: ", ""),
    ],
    [/(?:Invalid Input|Out of Range) Error: ([^\n]*)/, QueryErrorCode.InvalidFunctionArgument, (m) => m[1] ?? ""],
    [/INTERRUPT/i, QueryErrorCode.Cancelled, () => "Query was cancelled"],
    [
        /Out of Memory Error/,
        QueryErrorCode.OutOfMemory,
        () => "The question needs more memory than the local engine allows itself",
    ],
];

const UNRESOLVED = " cannot be resolved";
/** Athena's own words, which it never leaves out: it doesn't tell which of the two it is. */
const OR_FORBIDDEN = " or requester is not authorized to access requested resources";

/** What `local/python/athena_sql/names.py` puts in front of the names that a WITH defines. */
const CTE_PREFIX = "athena_cte_";

/** The error that a question gets for one of DuckDB's. */
export function fromDuckDb(error: unknown, context: ErrorContext): QueryError {
    const message = (error instanceof Error ? error.message : String(error)).replaceAll(CTE_PREFIX, "");
    if (message.includes(context.cacheDirectory)) {
        return badData(message, context);
    }
    for (const [pattern, code, detail] of RULES) {
        const match = pattern.exec(message);
        if (match !== null) {
            const name = match[1]?.toLowerCase() ?? "";
            const hint = code === QueryErrorCode.ColumnNotFound ? didYouMean(name, context.columns) : hintFor(code);
            const text = detail(match);
            return new QueryError(
                code,
                context.governed && text.startsWith("Column '") && text.endsWith(UNRESOLVED)
                    ? `${text}${OR_FORBIDDEN}`
                    : text,
                context.names.get(name),
                hint,
            );
        }
    }
    const [first = message] = message.split("\n\n");
    const kind = /^(Binder|Parser|Catalog) Error/.test(message) ? QueryErrorCode.SyntaxError : QueryErrorCode.Internal;
    return new QueryError(kind, first.replace(KIND, ""));
}

/** An error about a file. It may quote a value of any row in it, and tells it only to those who may see all. */
function badData(message: string, { cacheDirectory, governed }: ErrorContext): QueryError {
    const [first = message] = message.replace(KIND, "").split("\n");
    return new QueryError(
        QueryErrorCode.BadData,
        governed ? "A file can't be read as the table's columns say" : first.replaceAll(cacheDirectory, "…"),
    );
}

const KIND = /^\w+(?: \w+)* Error: /;

function hintFor(code: QueryErrorCode): string | undefined {
    switch (code) {
        case QueryErrorCode.ExpressionNotAggregate:
            return "Add it to GROUP BY, or take arbitrary(…) of it.";
        case QueryErrorCode.AmbiguousName:
            return "Write the table's name or alias in front of it.";
        case QueryErrorCode.DivisionByZero:
            return "Divide by nullif(x, 0).";
        case QueryErrorCode.InvalidCastArgument:
            return "try_cast(…) gives NULL instead.";
        case QueryErrorCode.OutOfMemory:
            return "Narrow it down: a day, fewer columns, a LIMIT.";
        default:
            return undefined;
    }
}

/** A function by the name that the question used. */
function plainName(name: string): string {
    return name.toLowerCase().replace(/^athena_/, "");
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
    INTEGER_LITERAL: "integer",
    STRING_LITERAL: "varchar",
    BLOB: "varbinary",
    HUGEINT: "bigint",
};

function athenaTypes(types: string): string {
    return types.replace(/[A-Z_]+/g, (name) => TYPE_NAMES[name] ?? name.toLowerCase());
}
