import { hint } from "../support/nearest";

/** One rule type of the Data Quality Definition Language, by what its first texts name. */
interface RuleType {
    /** How many texts after the type name columns of the table: none, a number, or all of them. */
    readonly columns: number;
}

const TABLE_RULE: RuleType = { columns: 0 };
const COLUMN_RULE: RuleType = { columns: 1 };

/** Rule types, after https://docs.aws.amazon.com/glue/latest/dg/dqdl-rule-types.html. */
const RULE_TYPES: Readonly<Record<string, RuleType>> = {
    AggregateMatch: TABLE_RULE,
    ColumnCorrelation: { columns: 2 },
    ColumnCount: TABLE_RULE,
    ColumnDataType: COLUMN_RULE,
    ColumnExists: COLUMN_RULE,
    ColumnLength: COLUMN_RULE,
    ColumnNamesMatchPattern: TABLE_RULE,
    ColumnValues: COLUMN_RULE,
    Completeness: COLUMN_RULE,
    CustomSql: TABLE_RULE,
    DataFreshness: COLUMN_RULE,
    DatasetMatch: TABLE_RULE,
    DetectAnomalies: TABLE_RULE,
    DistinctValuesCount: COLUMN_RULE,
    Entropy: COLUMN_RULE,
    FileFreshness: TABLE_RULE,
    FileMatch: TABLE_RULE,
    FileSize: TABLE_RULE,
    FileUniqueness: TABLE_RULE,
    IsComplete: COLUMN_RULE,
    IsPrimaryKey: { columns: Number.POSITIVE_INFINITY },
    IsUnique: COLUMN_RULE,
    Mean: COLUMN_RULE,
    ReferentialIntegrity: TABLE_RULE,
    RowCount: TABLE_RULE,
    RowCountMatch: TABLE_RULE,
    SchemaMatch: TABLE_RULE,
    StandardDeviation: COLUMN_RULE,
    Sum: COLUMN_RULE,
    UniqueValueRatio: COLUMN_RULE,
    Uniqueness: COLUMN_RULE,
};

interface Token {
    readonly text: string;
    readonly isText: boolean;
}

/** A text in DQDL's quotes. */
export function quoted(text: string): string {
    return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

/** The ruleset of some rules, as Glue takes it. */
export function rulesetText(rules: readonly string[]): string {
    return `Rules = [\n${rules.map((rule) => `    ${rule}`).join(",\n")}\n]`;
}

/**
 * What is wrong with a caller's rule, or nothing: that it is none, has an unknown type, or names a column that the table
 * lacks. It knows the words, not the grammar; SQL inside a rule it doesn't read.
 */
export function ruleProblems(property: string, rule: string, columns: readonly string[]): string[] {
    const tokens = tokensOf(rule);
    if (tokens === undefined) return [`${property} is ${rule}: a quote is opened and not closed.`];
    if (!balanced(tokens))
        return [`${property} is ${rule}: brackets are opened and not closed, or closed and not opened.`];
    const heads = tokens.flatMap((token, index) => (isHead(tokens, index) ? [{ type: token.text, index }] : []));
    if (heads.length === 0 || tokens[0]?.text === "Rules") {
        return [`${property} is ${rule}: give one rule alone, for example IsComplete "${columns[0]}".`];
    }
    return heads.flatMap(({ type, index }) => {
        const known = Object.hasOwn(RULE_TYPES, type) ? RULE_TYPES[type] : undefined;
        if (known === undefined) {
            return [`${property} is ${rule}: there is no rule type ${type}${hint(type, Object.keys(RULE_TYPES))}.`];
        }
        return textsAfter(tokens, index)
            .slice(0, known.columns)
            .filter((column) => !columns.includes(column))
            .map(
                (column) =>
                    `${property} names the column "${column}"${hint(column, columns)}, which the table lacks: it has ${columns.join(", ")}.`,
            );
    });
}

/** Pieces of a rule; nothing if a quote stays open. */
function tokensOf(rule: string): Token[] | undefined {
    const tokens: Token[] = [];
    const piece = /\s+|#[^\n]*|"((?:\\.|[^"\\])*)"|([A-Za-z_][\w.]*|[\d.]+|[<>!]=|[^\s"])/gy;
    while (piece.lastIndex < rule.length) {
        const found = piece.exec(rule);
        if (found === null) return undefined;
        const [, text, word] = found;
        if (text !== undefined) tokens.push({ text: text.replace(/\\(.)/g, "$1"), isText: true });
        else if (word !== undefined) tokens.push({ text: word, isText: false });
    }
    return tokens;
}

function balanced(tokens: readonly Token[]): boolean {
    const open: string[] = [];
    const partner: Readonly<Record<string, string>> = { ")": "(", "]": "[" };
    for (const { text, isText } of tokens) {
        if (isText) continue;
        if (text === "(" || text === "[") open.push(text);
        else if (text in partner && open.pop() !== partner[text]) return false;
    }
    return open.length === 0;
}

/** Rules begin at the start or in parentheses, with a capital; functions, as in `(now() - 3 days)`, with a small letter. */
function isHead(tokens: readonly Token[], index: number): boolean {
    const [token, before] = [tokens[index], tokens[index - 1]];
    return (
        token !== undefined &&
        !token.isText &&
        /^[A-Z]/.test(token.text) &&
        (before === undefined || (!before.isText && before.text === "("))
    );
}

function textsAfter(tokens: readonly Token[], index: number): string[] {
    const rest = tokens.slice(index + 1);
    const end = rest.findIndex((token) => !token.isText);
    return (end === -1 ? rest : rest.slice(0, end)).map(({ text }) => text);
}
