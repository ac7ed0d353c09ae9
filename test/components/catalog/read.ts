import { expect } from "chai";

/** The value at a path of property names; fails where there is none. */
export function at(value: unknown, ...path: string[]): unknown {
    return path.reduce<unknown>((inside, name) => {
        expect(inside, path.join(".")).to.be.an("object").that.has.property(name);
        return record(inside)[name];
    }, value);
}

/** The objects of the list at a path. */
export function listAt(value: unknown, ...path: string[]): Record<string, unknown>[] {
    const list = at(value, ...path);
    expect(list, path.join(".")).to.be.an("array");
    return Array.isArray(list) ? list.map(record) : [];
}

/** Names of the columns at a path that the catalogue marks personal. */
export function personalAt(value: unknown, ...path: string[]): unknown[] {
    return listAt(value, ...path)
        .filter(({ parameters }) => record(parameters ?? {}).personal === "true")
        .map(({ name }) => name);
}

function record(value: unknown): Record<string, unknown> {
    return typeof value === "object" && value !== null ? { ...value } : {};
}
