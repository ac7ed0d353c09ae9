import type * as z from "zod";
import { type FlatProperty, flatSchema } from "./json-schema";
import { type Loose, readToStringForm } from "./to-string-form";

/**
 * Brings raw arguments into the types of a tool's input, where it is plain what was meant: the classic agent service sends
 * everything as text, and models write `"2"` for `2`. What is null or empty counts as absent. Everything else is handed on
 * as it is, for the schema to refuse in words that the model can mend. Right arguments come out as they went in.
 *
 * @param raw an object, or its JSON text.
 */
export function coerce(raw: unknown, schema: z.ZodObject): unknown {
    const input = typeof raw === "string" ? objectIn(raw) : raw;
    if (input === undefined || input === null || input === "") return {};
    if (typeof input !== "object" || Array.isArray(input)) return input;
    const { properties } = flatSchema(schema);
    return Object.fromEntries(
        Object.entries(input).flatMap(([name, value]) => {
            const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
            const coerced = property === undefined ? value : coerceValue(value, property);
            return isAbsent(coerced) ? [] : [[name, coerced]];
        }),
    );
}

function objectIn(text: string): unknown {
    if (text.trim() === "") return undefined;
    const parsed = json(text) ?? readToStringForm(text);
    return parsed ?? text;
}

function isAbsent(value: unknown): boolean {
    return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

function coerceValue(value: unknown, property: FlatProperty): unknown {
    if (property.type === "array") return listOf(value);
    if (property.type === "string") return typeof value === "number" ? String(value) : value;
    if (typeof value !== "string") return value;
    const text = value.trim().toLowerCase();
    if (text === "null" || text === "none") return undefined;
    return property.type === "boolean" ? truth(text, value) : wholeNumber(text, value);
}

function truth(text: string, value: string): unknown {
    if (text === "true") return true;
    return text === "false" ? false : value;
}

/** `3` and `3.0`; not `3.5`, `1e3` or `0x10`, which nobody means by a whole number. */
function wholeNumber(text: string, value: string): unknown {
    return /^[+-]?\d{1,15}(\.0+)?$/.test(text) ? Number(text) : value;
}

function listOf(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(element);
    if (typeof value !== "string") return value;
    const text = value.trim();
    if (text === "" || text.toLowerCase() === "null") return undefined;
    const parsed = json(text);
    if (Array.isArray(parsed)) return parsed.map(element);
    const loose = readToStringForm(text);
    if (Array.isArray(loose)) return loose.map(element).filter((part) => part !== "");
    if (loose !== undefined) return [element(loose)];
    return text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "");
}

/** An id alone, also out of an object that holds nothing else: `{product_id=p-1}`. */
function element(value: unknown): unknown {
    if (typeof value === "number") return String(value);
    if (typeof value !== "object" || value === null) return value;
    const [only, ...others] = Object.values(value as Readonly<Record<string, Loose>>);
    return others.length === 0 && typeof only === "string" ? only : value;
}

function json(text: string): unknown {
    if (!/^[[{]/.test(text.trim())) return undefined;
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
