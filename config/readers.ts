/** Reads a setting's text; says what it takes when the text is not that. */
export interface Reader<T> {
    /** What the setting takes, to stand after "it takes". */
    readonly takes: string;
    /** A value that would do, as it stands in a stack's file. */
    readonly example: string;
    /** The value, or nothing when the text isn't one. */
    read(text: string): T | undefined;
}

export function flag(): Reader<boolean> {
    const values: Record<string, boolean> = { true: true, false: false };
    return { takes: "true or false", example: "true", read: (text) => values[text] };
}

/** A whole number from `least` to `most`, both included. */
export function whole(range: { least: number; most: number; unit: string; example: number }): Reader<number> {
    const { least, most, unit, example } = range;
    return {
        takes: `a whole number of ${unit} from ${least} to ${most}`,
        example: String(example),
        read: (text) => {
            const value = Number(text);
            return /^-?\d+$/.test(text) && value >= least && value <= most ? value : undefined;
        },
    };
}

export function choice<const T extends string>(values: readonly T[]): Reader<T> {
    return {
        takes: `one of ${values.join(", ")}`,
        example: values[0] ?? "",
        read: (text) => values.find((value) => value === text),
    };
}

/** One of some numbers. */
export function numberOf(values: readonly number[], example: number): Reader<number> {
    return {
        takes: `one of ${values.join(", ")}`,
        example: String(example),
        read: (text) => values.find((value) => String(value) === text),
    };
}

/** A text of a form. */
export function text(form: { pattern: RegExp; takes: string; example: string }): Reader<string> {
    return { ...form, read: (value) => (form.pattern.test(value) ? value : undefined) };
}

/** A day that the calendar has, `yyyy-MM-dd`. */
export function day(example: string): Reader<string> {
    return {
        takes: "a date in the form yyyy-MM-dd",
        example,
        read: (value) => {
            if (!/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
            const date = new Date(value + "T00:00:00Z");
            return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : undefined;
        },
    };
}

/** A structured value (a list or an object in the stack's file), which Pulumi hands on as JSON. */
export function parseJson(value: string): unknown {
    try {
        return JSON.parse(value);
    } catch {
        return undefined;
    }
}

/** A value as a message shows it: short. */
export function shortly(value: string | undefined): string {
    if (value === undefined) return "missing";
    return value.length > 80 ? value.slice(0, 80) + "…" : value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object whose values are texts. */
export function textMap(example: string): Reader<Record<string, string>> {
    return {
        takes: "an object of texts, with quotes around those of digits alone",
        example,
        read: (value) => {
            const parsed = parseJson(value);
            if (!isRecord(parsed)) return undefined;
            const entries = Object.entries(parsed).filter(
                (entry): entry is [string, string] => typeof entry[1] === "string",
            );
            return entries.length === Object.keys(parsed).length ? Object.fromEntries(entries) : undefined;
        },
    };
}

/** A list of texts of a form. */
export function textList(form: { pattern: RegExp; takes: string; example: string }): Reader<string[]> {
    return {
        takes: form.takes,
        example: form.example,
        read: (value) => {
            const parsed = parseJson(value);
            if (!Array.isArray(parsed)) return undefined;
            const items = parsed.filter((item): item is string => typeof item === "string" && form.pattern.test(item));
            return items.length === parsed.length ? items : undefined;
        },
    };
}
