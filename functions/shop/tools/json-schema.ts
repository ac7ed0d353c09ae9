import * as z from "zod";

/** One argument of a tool: what both Converse and the classic agent service understand. */
export interface FlatProperty {
    readonly type: "string" | "integer" | "boolean" | "array";
    readonly description?: string;
    readonly enum?: readonly string[];
    readonly minimum?: number;
    readonly maximum?: number;
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly items?: { readonly type: "string"; readonly maxLength?: number };
    readonly minItems?: number;
    readonly maxItems?: number;
}

/** Input of a tool: an object without objects in it. */
export interface FlatSchema {
    readonly type: "object";
    readonly properties: Readonly<Record<string, FlatProperty>>;
    readonly required: readonly string[];
    readonly additionalProperties: false;
}

const kept = ["description", "enum", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"] as const;
const types: readonly string[] = ["string", "integer", "boolean", "array"];
const known = new WeakMap<z.ZodObject, FlatSchema>();

/**
 * The JSON schema of a tool's input, in the few words that every runtime takes.
 *
 * @throws an `Error` where the input isn't flat
 */
export function flatSchema(schema: z.ZodObject): FlatSchema {
    let flat = known.get(schema);
    if (flat === undefined) {
        const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
        flat = {
            type: "object",
            properties: Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, property(name, of)])),
            required,
            additionalProperties: false,
        };
        known.set(schema, flat);
    }
    return flat;
}

function property(name: string, schema: z.core.JSONSchema._JSONSchema): FlatProperty {
    if (typeof schema === "boolean" || !isFlatType(schema.type)) {
        throw new Error(`The tool input "${name}" is neither text, whole number, boolean nor a list of texts.`);
    }
    return {
        type: schema.type,
        ...Object.fromEntries(kept.flatMap((word) => (schema[word] === undefined ? [] : [[word, schema[word]]]))),
        ...(schema.type === "array" && { items: { type: "string" } }),
    };
}

function isFlatType(type: unknown): type is FlatProperty["type"] {
    return typeof type === "string" && types.includes(type);
}
