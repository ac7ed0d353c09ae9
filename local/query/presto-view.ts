/** What Athena keeps of a view, inside its Glue table's `viewOriginalText`. */
export interface PrestoView {
    readonly originalSql: string;
    /** The database that unqualified names in the SQL belong to. */
    readonly schema?: string;
}

const FORM = /^\s*\/\*\s*Presto View:\s*([A-Za-z0-9+/=\s]+?)\s*\*\/\s*$/;

/**
 * Reads `/* Presto View: <base64 of JSON> *\/`, the form in which Athena stores views; undefined if the text has another form.
 * https://docs.aws.amazon.com/athena/latest/ug/views-glue.html
 */
export function decodePrestoView(viewOriginalText: string): PrestoView | undefined {
    const encoded = FORM.exec(viewOriginalText)?.[1];
    if (encoded === undefined) {
        return undefined;
    }
    try {
        const view: unknown = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
        if (
            typeof view !== "object" ||
            view === null ||
            !("originalSql" in view) ||
            typeof view.originalSql !== "string"
        ) {
            return undefined;
        }
        const schema = "schema" in view && typeof view.schema === "string" ? view.schema : undefined;
        return { originalSql: view.originalSql, ...(schema === undefined ? {} : { schema }) };
    } catch {
        return undefined;
    }
}
