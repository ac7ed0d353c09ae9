const SIMPLE: Record<string, string> = {
    string: "varchar",
    boolean: "boolean",
    tinyint: "tinyint",
    smallint: "smallint",
    int: "integer",
    integer: "integer",
    bigint: "bigint",
    float: "real",
    double: "double",
    date: "date",
    timestamp: "timestamp(3)",
    binary: "varbinary",
};

/**
 * Athena's (Trino's) name of a Glue type: `array<struct<a:string>>` becomes `array(row("a" varchar))`.
 *
 * @throws an Error that names the type, for one that Athena's views can't have
 */
export function prestoType(glueType: string): string {
    const type = glueType.trim().toLowerCase();
    const simple = SIMPLE[type];
    if (simple !== undefined) return simple;
    const sized = /^(varchar|char|decimal)\s*\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)$/.exec(type);
    if (sized) return sized[3] === undefined ? `${sized[1]}(${sized[2]})` : `${sized[1]}(${sized[2]},${sized[3]})`;
    const nested = /^(array|map|struct)\s*<(.*)>$/.exec(type);
    const inner = nested?.[2] === undefined ? [] : splitTopLevel(nested[2]);
    if (nested?.[1] === "array" && inner.length === 1) return `array(${inner.map(prestoType).join("")})`;
    if (nested?.[1] === "map" && inner.length === 2) return `map(${inner.map(prestoType).join(", ")})`;
    if (nested?.[1] === "struct" && inner.length > 0)
        return `row(${inner.map((field) => rowField(field, glueType)).join(", ")})`;
    throw new Error(`"${glueType}" is no Glue type that a view can have`);
}

function rowField(field: string, whole: string): string {
    const colon = field.indexOf(":");
    if (colon < 1) throw new Error(`"${whole}" is no Glue type that a view can have: "${field}" has no field name`);
    return `"${field.slice(0, colon).trim()}" ${prestoType(field.slice(colon + 1))}`;
}

function splitTopLevel(list: string): string[] {
    const parts: string[] = [];
    let depth = 0;
    let start = 0;
    for (const [index, letter] of [...list].entries()) {
        if (letter === "<" || letter === "(") depth++;
        else if (letter === ">" || letter === ")") depth--;
        else if (letter === "," && depth === 0) {
            parts.push(list.slice(start, index));
            start = index + 1;
        }
    }
    return [...parts, list.slice(start)];
}
