import { createHash } from "node:crypto";

const LENGTH = 12;

/**
 * A short name for a value's content: equal for equal content, whatever the order of the keys, and another for any other.
 * 12 hex digits, which two of a million contents share with a probability of 0.2 %.
 */
export function contentHash(value: unknown): string {
    return createHash("sha256").update(canonical(value)).digest("hex").slice(0, LENGTH);
}

function canonical(value: unknown): string {
    return JSON.stringify(value, (_key, inner: unknown) =>
        typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
            : inner,
    );
}

/**
 * A name within a service's limit: the name itself, or its beginning and a hash of the whole. No random part: the same
 * name on every run.
 */
export function boundedName(name: string, longest: number): string {
    if (name.length <= longest) return name;
    const hash = contentHash(name).slice(0, 6);
    return `${name.slice(0, longest - hash.length - 1).replace(/-+$/, "")}-${hash}`;
}
