const PRESTO_VIEW = /^\s*\/\*\s*Presto View:\s*([A-Za-z0-9+/=]+)\s*\*\//;
const COMMENTS_AND_STRINGS = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g;
const NAME = String.raw`(?:"[^"]+"|[A-Za-z_][\w$]*)`;
const PATH = String.raw`${NAME}(?:\s*\.\s*${NAME})*`;
const WORDS = new RegExp(NAME, "g");
/** A `*` that stands for columns, and not for a product or in `count(*)`. */
const STAR = /(?:\bselect|\bdistinct|\ball|,|\.)\s*\*/i;
const SOURCES = new RegExp(
    String.raw`\b(?:from|join)\s+(${PATH}(?:\s+(?:as\s+)?${NAME})?(?:\s*,\s*${PATH}(?:\s+(?:as\s+)?${NAME})?)*)`,
    "gi",
);
const LOCAL_NAMES = new RegExp(
    String.raw`(?:\bwith\s+(?:recursive\s+)?|,\s*)(${NAME})\s*(?:\([^()]*\)\s*)?as\s*\(`,
    "gi",
);

/** What a view's definition names. */
export interface ViewSources {
    /** As `database.table`. */
    tables: string[];
    /** Whether it may read a column of that name: every column where it says `*`. */
    mayRead(column: string): boolean;
}

/**
 * Reads the names out of a view's definition.
 *
 * A rough reading: it finds what stands after FROM and JOIN, takes every other word for a column, and leaves the grammar
 * to the query engine. So it may name a column too many, and none too few.
 */
export function sourcesOf(definition: string, ownDatabase: string): ViewSources {
    const { sql, schema = ownDatabase } = decoded(definition);
    const plain = sql.replace(COMMENTS_AND_STRINGS, " ");
    const words = new Set(Array.from(plain.matchAll(WORDS), ([word]) => unquoted(word)));
    const all = STAR.test(plain);
    return { tables: tablesIn(plain, schema), mayRead: (column) => all || words.has(column) };
}

function tablesIn(sql: string, schema: string): string[] {
    const local = new Set(Array.from(sql.matchAll(LOCAL_NAMES), ([, name = ""]) => unquoted(name)));
    const found = new Set<string>();
    for (const [, sources = ""] of sql.matchAll(SOURCES)) {
        for (const source of sources.split(",")) {
            const path = new RegExp(`^\\s*(${PATH})`).exec(source)?.[1] ?? "";
            const names = path.split(".").map(unquoted);
            const table = names.at(-1) ?? "";
            const database = names.at(-2);
            if (database !== undefined || !local.has(table)) found.add(`${database ?? schema}.${table}`);
        }
    }
    return [...found].sort();
}

/** Athena keeps a view as base64 of JSON in a comment. */
function decoded(definition: string): { sql: string; schema?: string } {
    const encoded = PRESTO_VIEW.exec(definition)?.[1];
    if (encoded === undefined) return { sql: definition };
    try {
        const view: unknown = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
        if (typeof view !== "object" || view === null) return { sql: "" };
        const sql = "originalSql" in view && typeof view.originalSql === "string" ? view.originalSql : "";
        return "schema" in view && typeof view.schema === "string"
            ? { sql, schema: view.schema.toLowerCase() }
            : { sql };
    } catch {
        return { sql: "" };
    }
}

function unquoted(name: string): string {
    return name.trim().replace(/^"|"$/g, "").toLowerCase();
}
