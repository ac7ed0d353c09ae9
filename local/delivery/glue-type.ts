/** A column type of the Glue Data Catalog (Hive's type syntax). */
export type GlueType =
    | { readonly kind: "primitive"; readonly name: PrimitiveName }
    | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
    | { readonly kind: "array"; readonly element: GlueType }
    | { readonly kind: "map"; readonly key: GlueType; readonly value: GlueType }
    | { readonly kind: "struct"; readonly fields: readonly { readonly name: string; readonly type: GlueType }[] };

const DUCKDB_NAMES = {
    string: "VARCHAR",
    tinyint: "TINYINT",
    smallint: "SMALLINT",
    int: "INTEGER",
    bigint: "BIGINT",
    float: "FLOAT",
    double: "DOUBLE",
    boolean: "BOOLEAN",
    timestamp: "TIMESTAMP",
    date: "DATE",
    binary: "BLOB",
} as const;
export type PrimitiveName = keyof typeof DUCKDB_NAMES;

/** @throws Error naming the place when `text` is no Glue type */
export function parseGlueType(text: string): GlueType {
    const parser = new TypeParser(text);
    const type = parser.type();
    parser.end();
    return type;
}

/** The DuckDB type whose Parquet form a reader of the Glue type expects. */
export function duckdbType(type: GlueType): string {
    switch (type.kind) {
        case "primitive":
            return DUCKDB_NAMES[type.name];
        case "decimal":
            return `DECIMAL(${type.precision},${type.scale})`;
        case "array":
            return `${duckdbType(type.element)}[]`;
        case "map":
            return `MAP(${duckdbType(type.key)}, ${duckdbType(type.value)})`;
        case "struct":
            return `STRUCT(${type.fields.map((field) => `${quoteName(field.name)} ${duckdbType(field.type)}`).join(", ")})`;
    }
}

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}

class TypeParser {
    private at = 0;

    constructor(private readonly text: string) {}

    type(): GlueType {
        const name = this.word().toLowerCase();
        switch (name) {
            case "array": {
                const element = this.between("<", ">", () => this.type());
                return { kind: "array", element };
            }
            case "map":
                return this.between("<", ">", () => {
                    const key = this.type();
                    this.expect(",");
                    return { kind: "map", key, value: this.type() };
                });
            case "struct":
                return this.between("<", ">", () => ({ kind: "struct", fields: this.fields() }));
            case "decimal":
                return this.decimal();
            case "varchar":
            case "char":
                this.between("(", ")", () => this.word());
                return { kind: "primitive", name: "string" };
            case "integer":
                return { kind: "primitive", name: "int" };
        }
        if (!isPrimitive(name)) throw this.error(`"${name}" is no Glue type`);
        return { kind: "primitive", name };
    }

    end(): void {
        if (this.at < this.text.length) throw this.error("something behind the type");
    }

    private decimal(): GlueType {
        if (!this.next("(")) return { kind: "decimal", precision: 10, scale: 0 };
        const precision = Number(this.word());
        const scale = this.next(",") ? Number(this.word()) : 0;
        this.expect(")");
        return { kind: "decimal", precision, scale };
    }

    private fields(): { name: string; type: GlueType }[] {
        const fields: { name: string; type: GlueType }[] = [];
        do {
            const name = this.word();
            this.expect(":");
            fields.push({ name, type: this.type() });
        } while (this.next(","));
        return fields;
    }

    private between<T>(open: string, close: string, inner: () => T): T {
        this.expect(open);
        const value = inner();
        this.expect(close);
        return value;
    }

    private word(): string {
        const word = /^\s*([^\s<>():,]+)\s*/.exec(this.text.slice(this.at));
        if (!word?.[1]) throw this.error("a name is missing");
        this.at += word[0].length;
        return word[1];
    }

    private next(char: string): boolean {
        if (this.text[this.at] !== char) return false;
        this.at++;
        while (this.text[this.at] === " ") this.at++;
        return true;
    }

    private expect(char: string): void {
        if (!this.next(char)) throw this.error(`"${char}" is missing`);
    }

    private error(what: string): Error {
        return new Error(`type "${this.text}", at ${this.at}: ${what}`);
    }
}

function isPrimitive(name: string): name is PrimitiveName {
    return Object.hasOwn(DUCKDB_NAMES, name);
}
