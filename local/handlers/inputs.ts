import { isRecord } from "../is-record";
/** Reads a resource's inputs with their types checked; a mistake names the path of the property. */
export interface Inputs {
    /** Any value; absent and null are undefined. */
    value(key: string): unknown;
    text(key: string): string;
    optionalText(key: string): string | undefined;
    optionalNumber(key: string): number | undefined;
    flag(key: string): boolean;
    optionalFlag(key: string): boolean | undefined;
    texts(key: string): string[];
    /** A map of strings, empty if absent. */
    map(key: string): Record<string, string>;
    section(key: string): Inputs;
    optionalSection(key: string): Inputs | undefined;
    sections(key: string): Inputs[];
    oneOf<Value extends string>(key: string, values: Record<string, Value>): Value;
    optionalOneOf<Value extends string>(key: string, values: Record<string, Value>): Value | undefined;
    /** A JSON document, given as text or as an object, as text. */
    document(key: string): string;
    optionalDocument(key: string): string | undefined;
}

class RecordInputs implements Inputs {
    constructor(
        private readonly record: Record<string, unknown>,
        private readonly path: string,
    ) {}

    value(key: string): unknown {
        return this.record[key] ?? undefined;
    }

    text(key: string): string {
        return this.required(key, this.optionalText(key));
    }

    optionalText(key: string): string | undefined {
        return this.typed(key, "a string", (value): value is string => typeof value === "string");
    }

    optionalNumber(key: string): number | undefined {
        return this.typed(key, "a number", (value): value is number => typeof value === "number");
    }

    flag(key: string): boolean {
        return this.optionalFlag(key) ?? false;
    }

    optionalFlag(key: string): boolean | undefined {
        return this.typed(key, "true or false", (value): value is boolean => typeof value === "boolean");
    }

    texts(key: string): string[] {
        const isTexts = (value: unknown): value is string[] =>
            Array.isArray(value) && value.every((item) => typeof item === "string");
        return this.typed(key, "a list of strings", isTexts) ?? [];
    }

    map(key: string): Record<string, string> {
        const isMap = (value: unknown): value is Record<string, string> =>
            isRecord(value) && Object.values(value).every((item) => typeof item === "string");
        return this.typed(key, "a map of strings", isMap) ?? {};
    }

    section(key: string): Inputs {
        return this.required(key, this.optionalSection(key));
    }

    optionalSection(key: string): Inputs | undefined {
        const record = this.typed(key, "an object", isRecord);
        return record === undefined ? undefined : new RecordInputs(record, this.pathOf(key));
    }

    sections(key: string): Inputs[] {
        const isRecords = (value: unknown): value is Record<string, unknown>[] =>
            Array.isArray(value) && value.every(isRecord);
        const records = this.typed(key, "a list of objects", isRecords) ?? [];
        return records.map((record, index) => new RecordInputs(record, `${this.pathOf(key)}[${index}]`));
    }

    oneOf<Value extends string>(key: string, values: Record<string, Value>): Value {
        return this.required(key, this.optionalOneOf(key, values));
    }

    optionalOneOf<Value extends string>(key: string, values: Record<string, Value>): Value | undefined {
        const known = Object.values(values);
        const isKnown = (value: unknown): value is Value => known.some((one) => one === value);
        return this.typed(key, `one of ${known.join(", ")}`, isKnown);
    }

    document(key: string): string {
        return this.required(key, this.optionalDocument(key));
    }

    optionalDocument(key: string): string | undefined {
        const value = this.value(key);
        return isRecord(value) ? JSON.stringify(value) : this.optionalText(key);
    }

    private pathOf(key: string): string {
        return this.path === "" ? key : `${this.path}.${key}`;
    }

    private typed<Type>(key: string, wanted: string, test: (value: unknown) => value is Type): Type | undefined {
        const value = this.value(key);
        if (value === undefined || test(value)) {
            return value;
        }
        const shown = typeof value === "string" ? `"${value}"` : Array.isArray(value) ? "a list" : `a ${typeof value}`;
        throw new Error(`property ${this.pathOf(key)} must be ${wanted}, not ${shown}.`);
    }

    private required<Type>(key: string, value: Type | undefined): Type {
        if (value === undefined) {
            throw new Error(`property ${this.pathOf(key)} is missing.`);
        }
        return value;
    }
}

export function readInputs(record: Record<string, unknown>): Inputs {
    return new RecordInputs(record, "");
}
