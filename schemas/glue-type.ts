/** Hive's primitive types. https://docs.aws.amazon.com/athena/latest/ug/data-types.html */
const PRIMITIVES = [
    "boolean",
    "tinyint",
    "smallint",
    "int",
    "integer",
    "bigint",
    "float",
    "double",
    "decimal",
    "string",
    "varchar",
    "char",
    "binary",
    "date",
    "timestamp",
] as const;
export type PrimitiveName = (typeof PRIMITIVES)[number];

/** A Hive type as the Glue Data Catalog writes it, parsed. */
export type GlueType =
    | { readonly kind: "primitive"; readonly name: PrimitiveName; readonly parameters: string }
    | { readonly kind: "array"; readonly element: GlueType }
    | { readonly kind: "map"; readonly key: GlueType; readonly value: GlueType }
    | { readonly kind: "struct"; readonly fields: readonly { readonly name: string; readonly type: GlueType }[] };

/** @throws Error with the text and the place, if it isn't a Hive type. */
export function parseGlueType(text: string): GlueType {
    let at = 0;
    const fail = (expected: string): never => {
        throw new Error(`'${text}' is not a Glue type: expected ${expected} at character ${at + 1}`);
    };
    const expect = (token: string) => {
        if (text[at] !== token) {
            fail(`'${token}'`);
        }
        at++;
    };
    const name = (pattern: RegExp): string => {
        pattern.lastIndex = at;
        const found = pattern.exec(text)?.[0] ?? fail("a name");
        at += found.length;
        return found.trim();
    };
    const type = (): GlueType => {
        const word = name(/\s*[A-Za-z]+\s*/y).toLowerCase();
        if (word === "array") {
            expect("<");
            const element = type();
            expect(">");
            return { kind: "array", element };
        }
        if (word === "map") {
            expect("<");
            const key = type();
            expect(",");
            const value = type();
            expect(">");
            return { kind: "map", key, value };
        }
        if (word === "struct") {
            const fields: { name: string; type: GlueType }[] = [];
            do {
                at++;
                const field = name(/[^:<>,]+/y);
                expect(":");
                fields.push({ name: field, type: type() });
            } while (text[at] === ",");
            expect(">");
            return { kind: "struct", fields };
        }
        if (!isPrimitive(word)) {
            return fail("a type");
        }
        const parameters = text[at] === "(" ? name(/\([0-9, ]+\)/y) : "";
        return { kind: "primitive", name: word, parameters };
    };
    const parsed = type();
    if (at !== text.length) {
        fail("the end");
    }
    return parsed;
}

function isPrimitive(name: string): name is PrimitiveName {
    return PRIMITIVES.some((primitive) => primitive === name);
}
