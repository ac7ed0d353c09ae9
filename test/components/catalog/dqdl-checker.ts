/**
 * A strict reader of the part of the Data Quality Definition Language that the components write, by AWS's own grammar
 * (https://github.com/awslabs/dqdl, configuration/dqdl) and its reference for `where`
 * (https://docs.aws.amazon.com/glue/latest/dg/dqdl.html). It shares no code with the writer.
 */
export interface CheckedRule {
    readonly type: string;
    readonly parameters: readonly string[];
    readonly condition: readonly string[];
    readonly where?: string;
}

type Token = { readonly kind: "text" | "number" | "word" | "sign"; readonly value: string };

const PARAMETERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
    RowCount: [0, 0],
    IsPrimaryKey: [1, Number.POSITIVE_INFINITY],
    Uniqueness: [1, 1],
    CustomSql: [1, 1],
    ColumnExists: [1, 1],
    IsComplete: [1, 1],
    IsUnique: [1, 1],
    ColumnDataType: [1, 1],
    ColumnLength: [1, 1],
    ColumnValues: [1, 1],
};
const WITHOUT_CONDITION = ["IsPrimaryKey", "ColumnExists", "IsComplete", "IsUnique"];
const DATA_TYPES = ["BOOLEAN", "DATE", "TIMESTAMP", "INTEGER", "DOUBLE", "FLOAT", "LONG"];
const COMPARISONS = ["=", ">", ">=", "<", "<="];

/** The rules of a ruleset. @throws Error that says where it is none. */
export function checkedRules(ruleset: string): CheckedRule[] {
    const tokens = lexed(ruleset);
    let at = 0;
    const peek = () => tokens[at];
    const take = (kind: Token["kind"], value?: string): string => {
        const token = tokens[at];
        if (token?.kind !== kind || (value !== undefined && token.value !== value)) {
            throw new Error(`expected ${value ?? kind}, found ${token?.value ?? "the end"} (piece ${at})`);
        }
        at++;
        return token.value;
    };
    const next = (kind: Token["kind"], value?: string) =>
        peek()?.kind === kind && (value === undefined || peek()?.value === value);
    const rule = (): CheckedRule => {
        const type = take("word");
        const [least, most] = PARAMETERS[type] ?? [];
        if (least === undefined || most === undefined) throw new Error(`unknown rule type ${type}`);
        const parameters: string[] = [];
        while (next("text")) parameters.push(take("text"));
        if (parameters.length < least || parameters.length > most) {
            throw new Error(`${type} has ${parameters.length} parameters`);
        }
        const condition = WITHOUT_CONDITION.includes(type) ? [] : conditionOf(type);
        if (!next("word", "where")) return { type, parameters, condition };
        take("word", "where");
        return { type, parameters, condition, where: take("text") };
    };
    const conditionOf = (type: string): string[] => {
        if (next("word", "in")) {
            take("word", "in");
            take("sign", "[");
            const values = [take("text")];
            while (next("sign", ",")) {
                take("sign", ",");
                values.push(take("text"));
            }
            take("sign", "]");
            return ["in", ...values];
        }
        const comparison = take("sign");
        if (!COMPARISONS.includes(comparison)) throw new Error(`${comparison} is no comparison`);
        if (type !== "ColumnDataType") return [comparison, take("number")];
        const dataType = take("text");
        if (comparison !== "=" || !DATA_TYPES.includes(dataType)) throw new Error(`${dataType} is no data type`);
        return [comparison, dataType];
    };
    take("word", "Rules");
    take("sign", "=");
    take("sign", "[");
    const rules = [rule()];
    while (next("sign", ",")) {
        take("sign", ",");
        rules.push(rule());
    }
    take("sign", "]");
    if (at !== tokens.length) throw new Error(`text after the ruleset: ${peek()?.value}`);
    return rules;
}

function lexed(text: string): Token[] {
    const tokens: Token[] = [];
    const piece = /\s+|"((?:\\["\\]|[^"\\])*)"|(-?\d+(?:\.\d+)?)|([A-Za-z][A-Za-z0-9_.]*)|(>=|<=|[=<>,[\]()])/gy;
    while (piece.lastIndex < text.length) {
        const start = piece.lastIndex;
        const found = piece.exec(text);
        if (found === null) throw new Error(`no DQDL at character ${start}: ${text.slice(start, start + 20)}`);
        const [, quoted, number, word, sign] = found;
        if (quoted !== undefined) tokens.push({ kind: "text", value: quoted.replace(/\\(["\\])/g, "$1") });
        else if (number !== undefined) tokens.push({ kind: "number", value: number });
        else if (word !== undefined) tokens.push({ kind: "word", value: word });
        else if (sign !== undefined) tokens.push({ kind: "sign", value: sign });
    }
    return tokens;
}
