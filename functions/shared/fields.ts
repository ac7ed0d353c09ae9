import type { Notes } from "./notes";
import { type Convert, isObject, meansNone } from "./values";

/** A row while it is being filled: a column never set means null. */
export type Draft<Row> = { -readonly [Name in keyof Row]?: Row[Name] | undefined };

/** Puts one (non-null) value of a document into the row. */
export type Reader<Row> = (value: unknown, row: Draft<Row>, notes: Notes) => void;

/** A field of a document, once its path is known. */
export type Field<Row> = (path: string) => Reader<Row>;

/** What the keys of an object mean: the documented keys, each with the column or columns it fills. */
export type Fields<Row> = Readonly<Record<string, Field<Row>>>;

/** The ways to fill a row of one type. Columns and conversions are checked against it by the compiler. */
export interface FieldBuilder<Row> {
    /** Converts the value into one column. */
    to<Column extends keyof Row>(column: Column, convert: Convert<NonNullable<Row[Column]>>): Field<Row>;
    /** Reads the keys of a nested object. */
    inside(fields: Fields<Row>): Field<Row>;
    /** Reads the value in several ways. */
    each(...fields: readonly Field<Row>[]): Field<Row>;
    /** A documented key that has no column: it is kept in the original document only, and is no news. */
    known(): Field<Row>;
}

/** Ways to fill a row of type `Row`. */
export function fieldsOf<Row>(): FieldBuilder<Row> {
    return {
        to: (column, convert) => (path) => (value, row, notes) => {
            const converted = convert(value, notes, path);
            if (converted !== undefined && converted !== null) {
                row[column] = converted;
            } else if (converted === undefined && !meansNone(value)) {
                notes.unreadableValue(path);
            }
        },
        inside: (fields) => (path) => {
            const read = objectReader(fields, `${path}.`);
            return (value, row, notes) => {
                const object = onlyElement(value);
                if (isObject(object)) {
                    read(object, row, notes);
                } else if (!meansNone(object)) {
                    notes.unreadableValue(path);
                }
            };
        },
        each:
            (...fields) =>
            (path) => {
                const readers = fields.map((field) => field(path));
                return (value, row, notes) => {
                    for (const read of readers) {
                        read(value, row, notes);
                    }
                };
            },
        known: () => () => ignore,
    };
}

interface KnownKey<Row> {
    readonly name: string;
    readonly read: Reader<Row>;
}

/**
 * Reads an object by the keys it has, so that a documented key costs one look-up and an unknown one is noticed on the way.
 *
 * A key in other case is taken for the documented one, unless that one is there too.
 */
export function objectReader<Row>(
    fields: Fields<Row>,
    prefix: string,
): (object: Record<string, unknown>, row: Draft<Row>, notes: Notes) => void {
    const byName = new Map<string, KnownKey<Row>>();
    const byLowerCase = new Map<string, KnownKey<Row>>();
    for (const [name, field] of Object.entries(fields)) {
        const key = { name, read: field(prefix + name) };
        byName.set(name, key);
        byLowerCase.set(name.toLowerCase(), key);
    }
    return (object, row, notes) => {
        for (const key in object) {
            const known = byName.get(key);
            const value = object[key];
            if (known !== undefined) {
                if (value !== null) {
                    known.read(value, row, notes);
                }
                continue;
            }
            const respelled = byLowerCase.get(key.toLowerCase());
            if (respelled === undefined || Object.hasOwn(object, respelled.name)) {
                notes.unknownKey(prefix + key);
            } else if (value !== null) {
                respelled.read(value, row, notes);
            }
        }
    };
}

/** Reads an object as a struct; an object with nothing in it means none. */
export function struct<Value>(fields: Fields<Value>): Convert<Value> {
    const readers = new Map<string, ReturnType<typeof objectReader<Value>>>();
    return (value, notes, path) => {
        if (!isObject(value)) {
            return undefined;
        }
        let read = readers.get(path);
        if (read === undefined) {
            read = objectReader(fields, `${path}.`);
            readers.set(path, read);
        }
        const draft: Draft<Value> = {};
        read(value, draft, notes);
        for (const _ in draft) {
            // A field left out of a draft is read as null by every reader of the row, as the struct's type says.
            return draft as Value;
        }
        return null;
    };
}

function onlyElement(value: unknown): unknown {
    return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function ignore(): void {}
