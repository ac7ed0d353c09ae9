/**
 * What a batch held that its table has no place for: names of fields and how often, never a value.
 *
 * Amazon Connect adds fields at any time, so an unknown one is news and no error.
 */
export class Notes {
    /** Keys that the documentation doesn't know, by path, e.g. `Agent.Mood`. */
    readonly unknownKeys = new Map<string, number>();
    /** Values that don't fit their column's type and were left null, by path. */
    readonly unreadableValues = new Map<string, number>();

    unknownKey(path: string): void {
        add(this.unknownKeys, path);
    }

    unreadableValue(path: string): void {
        add(this.unreadableValues, path);
    }
}

/** The sum over all paths. */
export function total(counts: ReadonlyMap<string, number>): number {
    let sum = 0;
    for (const count of counts.values()) {
        sum += count;
    }
    return sum;
}

function add(counts: Map<string, number>, path: string): void {
    counts.set(path, (counts.get(path) ?? 0) + 1);
}
