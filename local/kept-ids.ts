import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

/** Ids of what was made in an emulator that keeps its data, by URN, for the next deployment over it. */
export interface KeptIds {
    readonly ids: ReadonlyMap<string, string>;
    /** Keeps an id at once: a deployment that is cut off leaves what it made. */
    keep(urn: string, id: string): void;
}

/** Opens the file that ids are kept in, or begins one: a line each, of which the last for a URN counts. */
export function openKeptIds(file: string): KeptIds {
    const ids = existsSync(file) ? new Map(readFileSync(file, "utf8").split("\n").flatMap(entryIn)) : new Map();
    mkdirSync(dirname(file), { recursive: true });
    return {
        ids: new Map(ids),
        keep(urn, id) {
            if (ids.get(urn) === id) return;
            ids.set(urn, id);
            // A line of its own even after one that was cut off.
            appendFileSync(file, `\n${JSON.stringify([urn, id])}`, { mode: 0o600 });
        },
    };
}

/** Nothing for a line that was cut off while it was written. */
function entryIn(line: string): [string, string][] {
    try {
        const entry: unknown = JSON.parse(line);
        const [urn, id] = Array.isArray(entry) ? entry : [];
        return typeof urn === "string" && typeof id === "string" ? [[urn, id]] : [];
    } catch {
        return [];
    }
}
