/** A piece of a row filter, white space left out. */
export interface FilterToken {
    readonly kind: "word" | "quoted" | "text" | "number" | "sign" | "end";
    /** As written; quoted identifiers and texts without their quotes, doubled quotes undone. */
    readonly text: string;
    /** The text in upper case, by which keywords are known. */
    readonly upper: string;
    /** Where it begins, counted in characters from 0. */
    readonly position: number;
}

/** A row filter that can't be read: where, and what should have stood there. */
export class RowFilterError extends Error {
    override readonly name = "RowFilterError";
    /** What should have stood there, as in `a column`. */
    readonly expected: string;
    /** Where, counted in characters from 0. */
    readonly position: number;

    constructor(expected: string, position: number, found: string) {
        super(`expected ${expected} at character ${position + 1}, found ${found}`);
        this.expected = expected;
        this.position = position;
    }
}

/** https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html: "must be less than 2048 characters". */
const LONGEST = 2047;

const PIECE = new RegExp(
    [
        "(?<space>\\s+)",
        "(?<comment>--|/\\*)",
        "'(?<text>(?:[^']|'')*)'",
        '"(?<quoted>(?:[^"]|"")+)"',
        "(?<number>-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\p{L}\\p{N}_.]))",
        "(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)",
        "(?<sign><>|!=|<=|>=|[=<>(),.])",
    ].join("|"),
    "yu",
);

/**
 * Splits a row filter into its pieces, an end last.
 *
 * @throws RowFilterError for a comment, an open quote, a sign that row filters don't have, and a text too long
 */
export function filterTokens(filter: string): FilterToken[] {
    if (filter.length > LONGEST) {
        throw new RowFilterError(`at most ${LONGEST} characters`, LONGEST, `${filter.length}`);
    }
    const tokens: FilterToken[] = [];
    let position = 0;
    while (position < filter.length) {
        PIECE.lastIndex = position;
        const match = PIECE.exec(filter);
        if (!match) throw unreadable(filter, position);
        if (match.groups?.comment !== undefined) {
            throw new RowFilterError("a filter without comments", position, `"${match[0]}"`);
        }
        const token = tokenOf(match, position);
        if (token) tokens.push(token);
        position += match[0].length;
    }
    return [...tokens, { kind: "end", text: "", upper: "", position }];
}

function tokenOf({ groups = {} }: RegExpExecArray, position: number): FilterToken | undefined {
    const { text, quoted, number, word, sign } = groups;
    if (text !== undefined) return token("text", text.replaceAll("''", "'"), position);
    if (quoted !== undefined) return token("quoted", quoted.replaceAll('""', '"'), position);
    if (number !== undefined) return token("number", number, position);
    if (word !== undefined) return token("word", word, position);
    if (sign !== undefined) return token("sign", sign, position);
    return undefined;
}

function token(kind: FilterToken["kind"], text: string, position: number): FilterToken {
    return { kind, text, upper: text.toUpperCase(), position };
}

function unreadable(filter: string, position: number): RowFilterError {
    const found = String.fromCodePoint(filter.codePointAt(position) ?? 0);
    if (found === "'" || found === '"') return new RowFilterError(`a closing ${found}`, filter.length, "the end");
    const number = /^-?\d[\p{L}\p{N}_.]*/u.exec(filter.slice(position))?.[0];
    return number === undefined
        ? new RowFilterError("a column, a value or an operator", position, JSON.stringify(found))
        : new RowFilterError("a number such as 1 or 0.5", position, `"${number}"`);
}
