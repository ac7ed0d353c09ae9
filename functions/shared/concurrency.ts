/** Maps `items` with at most `limit` calls at a time; results stand in the items' order. Rejects with the first failure. */
export async function atMost<T, R>(limit: number, items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
    const results: R[] = [];
    const entries = items.entries();
    const worker = async () => {
        for (const [index, item] of entries) {
            results[index] = await work(item);
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    return results;
}
