import type { Props } from "./judge";

const keysOf = (path: string): readonly string[] => path.split(/\.|\[|\]\.?/).filter((key) => key !== "");

/** A copy in which the value at `path` is another one, or gone when that is undefined. */
export function withValue(props: Props, path: string, value: unknown): Props {
    const copy = structuredClone(props);
    const keys = keysOf(path);
    const last = keys.at(-1) ?? "";
    let holder: unknown = copy;
    for (const key of keys.slice(0, -1)) {
        if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, key)) {
            throw new Error(`there is nothing at ${path}`);
        }
        holder = Reflect.get(holder, key);
    }
    if (typeof holder !== "object" || holder === null) {
        throw new Error(`there is nothing at ${path}`);
    }
    if (value === undefined) {
        Reflect.deleteProperty(holder, last);
    } else {
        Reflect.set(holder, last, value);
    }
    return copy;
}

/** The paths of everything in an object, parents before their children. */
export function pathsOf(value: unknown, path = ""): readonly string[] {
    if (typeof value !== "object" || value === null) {
        return path === "" ? [] : [path];
    }
    const children = Object.entries(value).flatMap(([key, child]) =>
        pathsOf(child, Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`),
    );
    return path === "" ? children : [path, ...children];
}
