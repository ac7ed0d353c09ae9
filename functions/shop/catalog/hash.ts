import { createHash } from "node:crypto";

/** A hash of a value, whatever the order of its objects' keys. */
export function hashOf(value: unknown): string {
    return createHash("sha256").update(JSON.stringify(value, sorted)).digest("base64url");
}

function sorted(_key: string, value: unknown): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
