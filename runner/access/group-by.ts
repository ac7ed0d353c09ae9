/** Items by a key, each group in the order of the items. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const key = keyOf(item);
        const same = groups.get(key);
        if (same === undefined) groups.set(key, [item]);
        else same.push(item);
    }
    return groups;
}
