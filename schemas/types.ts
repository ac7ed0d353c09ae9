/** A value no caller can write by hand: it only carries a column's TypeScript type through inference. */
declare const phantom: unique symbol;
declare const timestampText: unique symbol;
declare const dateText: unique symbol;

/** A UTC instant written as `yyyy-MM-dd HH:mm:ss.SSS`. Made by `functions/shared/timestamps.ts` only. */
export type Timestamp = string & { readonly [timestampText]: true };

/** A UTC calendar day written as `yyyy-MM-dd`. Made by `functions/shared/timestamps.ts` only. */
export type DateText = string & { readonly [dateText]: true };

/** One column type: what Glue calls it, and (at compile time only) what it is in TypeScript. */
export interface ColumnType<T> {
    /** The Hive type string that Glue and Athena read, e.g. `array<struct<location:string,status:string>>`. */
    readonly glue: string;
    readonly [phantom]?: T;
}

/** The TypeScript type of a column type's values. */
export type ValueOf<C> = C extends ColumnType<infer T> ? T : never;

/** The fields of a struct, each of which may be null. */
export type StructOf<Fields extends Record<string, ColumnType<unknown>>> = {
    [Name in keyof Fields]: ValueOf<Fields[Name]> | null;
};

/**
 * Column types. Hive's names are used because every reader of the catalogue (Athena, Firehose, Spark) accepts them:
 * https://docs.aws.amazon.com/athena/latest/ug/data-types.html
 */
export const t = {
    string: (): ColumnType<string> => ({ glue: "string" }),
    /** 32 bits, signed. */
    int: (): ColumnType<number> => ({ glue: "int" }),
    /** 64 bits in the table; in TypeScript a number, so exact up to 2^53. */
    bigint: (): ColumnType<number> => ({ glue: "bigint" }),
    double: (): ColumnType<number> => ({ glue: "double" }),
    boolean: (): ColumnType<boolean> => ({ glue: "boolean" }),
    /** A UTC instant, to the millisecond. */
    timestamp: (): ColumnType<Timestamp> => ({ glue: "timestamp" }),
    date: (): ColumnType<DateText> => ({ glue: "date" }),
    array: <T>(element: ColumnType<T>): ColumnType<readonly T[]> => ({ glue: `array<${element.glue}>` }),
    map: <T>(value: ColumnType<T>): ColumnType<Readonly<Record<string, T>>> => ({ glue: `map<string,${value.glue}>` }),
    struct: <Fields extends Record<string, ColumnType<unknown>>>(fields: Fields): ColumnType<StructOf<Fields>> => ({
        glue: `struct<${Object.entries(fields)
            .map(([name, type]) => `${name}:${type.glue}`)
            .join(",")}>`,
    }),
} as const;
