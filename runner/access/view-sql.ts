const PRESTO_VIEW = /^\s*\/\*\s*Presto View:\s*([A-Za-z0-9+/=]+)\s*\*\//;
const COMMENTS_AND_STRINGS = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g;
const NAME = String.raw`(?:"[^"]+"|[A-Za-z_][\w$]*)`;
const PATH = String.raw`${NAME}(?:\s*\.\s*${NAME})*`;
const SOURCES = new RegExp(
    String.raw`\b(?:from|join)\s+(${PATH}(?:\s+(?:as\s+)?${NAME})?(?:\s*,\s*${PATH}(?:\s+(?:as\s+)?${NAME})?)*)`,
    "gi",
);
const LOCAL_NAMES = new RegExp(
    String.raw`(?:\bwith\s+(?:recursive\s+)?|,\s*)(${NAME})\s*(?:\([^()]*\)\s*)?as\s*\(`,
    "gi",
);

/**
 * The tables that a view's definition names, as `database.table`.
 *
 * A rough reading: it finds what stands after FROM and JOIN, and leaves the grammar to the query engine.
 */
export function tablesReadBy(definition: string, ownDatabase: string): string[] {
    const { sql, schema } = decoded(definition);
    const plain = sql.replace(COMMENTS_AND_STRINGS, " ");
    const local = new Set(Array.from(plain.matchAll(LOCAL_NAMES), ([, name = ""]) => unquoted(name)));
    const found = new Set<string>();
    for (const [, sources = ""] of plain.matchAll(SOURCES)) {
        for (const source of sources.split(",")) {
            const path = new RegExp(`^\\s*(${PATH})`).exec(source)?.[1] ?? "";
            const names = path.split(".").map(unquoted);
            const table = names.at(-1) ?? "";
            const database = names.at(-2);
            if (database !== undefined || !local.has(table)) found.add(`${database ?? schema ?? ownDatabase}.${table}`);
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
