/** Reads plain JSON of unknown shape and names the exact property that is missing or of the wrong kind. */
export class Fields {
    private readonly values: Record<string, unknown>;

    /**
     * @param value the object to read
     * @param path what stands before each property's name in messages, such as `feed.extendedS3Configuration`
     * @throws Error when `value` is not an object
     */
    constructor(
        value: unknown,
        private readonly path: string,
    ) {
        if (typeof value !== "object" || value === null || Array.isArray(value)) {
            throw new Error(`${path}: expected an object, got ${describe(value)}`);
        }
        this.values = Object.fromEntries(Object.entries(value));
    }

    string(name: string): string {
        const value = this.values[name];
        if (typeof value !== "string" || value === "") {
            throw new Error(`${this.path}.${name}: expected a string, got ${describe(value)}`);
        }
        return value;
    }

    optionalString(name: string): string | undefined {
        return this.has(name) && this.values[name] !== "" ? this.string(name) : undefined;
    }

    number(name: string, fallback: number): number {
        if (!this.has(name)) return fallback;
        const value = Number(this.values[name]);
        if (!Number.isFinite(value)) {
            throw new Error(`${this.path}.${name}: expected a number, got ${describe(this.values[name])}`);
        }
        return value;
    }

    boolean(name: string, fallback: boolean): boolean {
        if (!this.has(name)) return fallback;
        const value = this.values[name];
        if (typeof value !== "boolean") {
            throw new Error(`${this.path}.${name}: expected true or false, got ${describe(value)}`);
        }
        return value;
    }

    object(name: string): Fields {
        return new Fields(this.values[name], `${this.path}.${name}`);
    }

    optionalObject(name: string): Fields | undefined {
        return this.has(name) ? this.object(name) : undefined;
    }

    objects(name: string): Fields[] {
        if (!this.has(name)) return [];
        const value = this.values[name];
        if (!Array.isArray(value)) throw new Error(`${this.path}.${name}: expected a list, got ${describe(value)}`);
        return value.map((item, index) => new Fields(item, `${this.path}.${name}[${index}]`));
    }

    has(name: string): boolean {
        return this.values[name] !== undefined && this.values[name] !== null;
    }
}

function describe(value: unknown): string {
    if (value === undefined) return "nothing";
    if (value === null) return "null";
    return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
