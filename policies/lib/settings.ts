import type { PolicyConfigJSONSchema, PolicyConfigJSONSchemaType } from "@pulumi/policy/schema";

/** One thing that a user can set on a rule in the pack's configuration. */
export interface Setting<T> {
    /** The JSON schema that the engine validates the user's value against. */
    readonly schema: PolicyConfigJSONSchema;
    readonly fallback: T;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values that a rule reads, by the settings that it declares. */
export type ValuesOf<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

export function flag(description: string, fallback: boolean): Setting<boolean> {
    return { schema: { type: "boolean", description, default: fallback }, fallback };
}

export function integer(description: string, fallback: number, range: { minimum: number; maximum: number }) {
    const setting: Setting<number> = {
        schema: { type: "integer", description, default: fallback, ...range },
        fallback,
    };
    return setting;
}

export function integers(
    description: string,
    fallback: readonly number[],
    range: { minimum: number; maximum: number },
): Setting<readonly number[]> {
    const schema: PolicyConfigJSONSchema = {
        type: "array",
        items: { type: "integer", ...range },
        description,
        default: [...fallback],
    };
    return { schema, fallback };
}

export function texts(description: string, fallback: readonly string[] = []): Setting<readonly string[]> {
    const schema: PolicyConfigJSONSchema = {
        type: "array",
        items: { type: "string" },
        description,
        default: [...fallback],
    };
    return { schema, fallback };
}

/** A text; empty stands for none. */
export function text(description: string, fallback = ""): Setting<string> {
    return { schema: { type: "string", description, default: fallback }, fallback };
}

export function choice<const T extends string>(description: string, values: readonly T[], fallback: T): Setting<T> {
    const options: PolicyConfigJSONSchemaType[] = [...values];
    return { schema: { type: "string", enum: options, description, default: fallback }, fallback };
}

/** The user's values over the defaults. The engine has validated them, but only fills in defaults for some hosts. */
export function valuesOf<S extends Settings>(settings: S, given: Readonly<Record<string, unknown>>): ValuesOf<S> {
    const values = Object.entries(settings).map(([name, setting]) => [name, given[name] ?? setting.fallback]);
    return Object.fromEntries(values) as ValuesOf<S>;
}
