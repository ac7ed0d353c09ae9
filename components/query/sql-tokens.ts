/** A piece of SQL, with comments and white space left out. */
export interface Token {
    readonly kind: "word" | "quoted" | "text" | "number" | "sign";
    /** As written; a quoted identifier without its quotes. */
    readonly text: string;
    /** The text in lower case, by which identifiers are compared. */
    readonly lower: string;
}

const PIECE = new RegExp(
    [
        "(?<skip>\\s+|--[^\\n]*|/\\*[\\s\\S]*?\\*/)",
        "(?<text>'(?:[^']|'')*')",
        '"(?<quoted>(?:[^"]|"")*)"',
        "(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)",
        "(?<word>[\\p{L}_][\\p{L}\\p{N}_@:]*)",
        "(?<sign>->|\\|\\||<>|!=|<=|>=|[\\s\\S])",
    ].join("|"),
    "gyu",
);

/** Splits Athena SQL into its pieces. Never fails: what it can't place becomes a sign. */
export function tokens(sql: string): Token[] {
    const found: Token[] = [];
    for (const { groups = {} } of sql.matchAll(PIECE)) {
        const { text, quoted, number, word, sign } = groups;
        if (text !== undefined) found.push(token("text", text));
        else if (quoted !== undefined) found.push(token("quoted", quoted.replaceAll('""', '"')));
        else if (number !== undefined) found.push(token("number", number));
        else if (word !== undefined) found.push(token("word", word));
        else if (sign !== undefined) found.push(token("sign", sign));
    }
    return found;
}

function token(kind: Token["kind"], text: string): Token {
    return { kind, text, lower: text.toLowerCase() };
}
