import { UnknownValueError } from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";
import { keysOf } from "./path";
import { type Field, isSet, isUnknown, type Truth, Unknown } from "./truth";

/** A property's type once Pulumi has resolved every `Input` in it. */
type Resolved<T> = NonNullable<Unwrap<T>>;
type Element<T> = Resolved<T> extends readonly (infer E)[] ? NonNullable<E> : Resolved<T>;
type Key<T> = keyof T & string;

/**
 * A read-only view of a resource's properties that never throws.
 *
 * Policies receive a proxy that throws on reading an unknown, which would end the whole rule for that resource. Here
 * each unknown stays where it is, so that a rule can still judge the rest. An object that is absent reads as an empty
 * one and an object that is unknown reads as one with every member unknown, so that paths need no guards.
 *
 * `Shape` is the resource's argument type: it only serves to check property names.
 */
export class Properties<Shape = Record<string, unknown>> {
    /**
     * @param path where this object stands in the resource, as a user would write it.
     * @param absent members to be read as absent, whatever they hold.
     */
    constructor(
        private readonly source: unknown,
        private readonly path: string = "",
        private readonly absent: ReadonlySet<string> = new Set(),
    ) {}

    /** The names that are present, or unknown when the object itself is. */
    keys(): readonly string[] | Unknown {
        if (isUnknown(this.source)) {
            return this.source;
        }
        return isObject(this.source) ? Object.keys(this.source).filter((key) => !this.absent.has(key)) : [];
    }

    /** Whether somebody set the property, be its value known or not; unknown where the object around it is. */
    has(key: Key<Shape>): Truth {
        return isUnknown(this.source) ? new Unknown([this.pathTo(key)]) : isSet(this.get(key));
    }

    get(key: Key<Shape>): Field<unknown> {
        return this.absent.has(key) ? undefined : readMember(this.source, key, this.pathTo(key));
    }

    /** Whether anything that stands at a path below this object, or below that, is not known yet. */
    holdsUnknown(path: string): boolean {
        const value = keysOf(path).reduce<Field<unknown>>((holder, key) => readMember(holder, key, path), this.source);
        return containsUnknown(value, path);
    }

    text(key: Key<Shape>): Field<string> {
        return this.as(key, (value) => (typeof value === "number" ? String(value) : value), isString);
    }

    /** Templates and JSON documents often spell booleans as strings; both spellings are understood. */
    flag(key: Key<Shape>): Field<boolean> {
        return this.as(key, (value) => (value === "true" ? true : value === "false" ? false : value), isBoolean);
    }

    number(key: Key<Shape>): Field<number> {
        return this.as(key, (value) => value, isNumber);
    }

    child<K extends Key<Shape>>(key: K): Properties<Resolved<Shape[K]>> {
        return new Properties(this.get(key), this.pathTo(key));
    }

    /** The objects of a list: none when it is absent, a single one for a lone object, an unknown one for an unknown list. */
    each<K extends Key<Shape>>(key: K): readonly Properties<Element<Shape[K]>>[] {
        return this.items(key).map(({ value, path }) => new Properties(value, path));
    }

    /** The first object of a list that holds one at most; an absent one where the list is absent or empty. */
    first<K extends Key<Shape>>(key: K): Properties<Element<Shape[K]>> {
        return this.each(key)[0] ?? new Properties(undefined, `${this.pathTo(key)}[0]`);
    }

    /** The strings of a list, by the same rules. */
    texts(key: Key<Shape>): readonly (string | Unknown)[] {
        return this.items(key)
            .filter(({ value }) => value !== undefined)
            .map(({ value }) => (isUnknown(value) ? value : String(value)));
    }

    private items(key: Key<Shape>): readonly { readonly value: Field<unknown>; readonly path: string }[] {
        const path = this.pathTo(key);
        const list = this.get(key);
        if (list === undefined) {
            return [];
        }
        if (!Array.isArray(list)) {
            return [{ value: list, path }];
        }
        return Array.from({ length: list.length }, (_, index) => {
            const itemPath = `${path}[${index}]`;
            return { value: readMember(list, index, itemPath), path: itemPath };
        });
    }

    /** A value of another type than the provider takes says nothing that a rule could rely on: it counts as unknown. */
    private as<T>(key: Key<Shape>, convert: (value: unknown) => unknown, accepts: (value: unknown) => value is T) {
        const field = this.get(key);
        if (field === undefined || isUnknown(field)) {
            return field;
        }
        const value = convert(field);
        return accepts(value) ? value : new Unknown([this.pathTo(key)]);
    }

    /** Where a member stands in the resource, for messages and remedies. */
    pathTo(key: Key<Shape>): string {
        return this.path === "" ? key : `${this.path}.${key}`;
    }
}

function readMember(source: unknown, key: string | number, path: string): Field<unknown> {
    if (isUnknown(source)) {
        return new Unknown([path]);
    }
    if (!isObject(source) || !Object.hasOwn(source, key)) {
        return undefined;
    }
    try {
        return Reflect.get(source, key) ?? undefined;
    } catch (error) {
        if (error instanceof UnknownValueError) {
            return new Unknown([path]);
        }
        throw error;
    }
}

function containsUnknown(value: Field<unknown>, path: string): boolean {
    return (
        isUnknown(value) ||
        (isObject(value) && Object.keys(value).some((key) => containsUnknown(readMember(value, key, path), path)))
    );
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const isString = (value: unknown): value is string => typeof value === "string";
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isNumber = (value: unknown): value is number => typeof value === "number";
