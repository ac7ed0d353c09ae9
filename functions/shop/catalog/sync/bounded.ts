/**
 * Works on all items, at most `limit` at a time. After the first failure, or when the signal says so, no further item is begun;
 * what was begun is waited for, so that nothing goes on behind the caller's back.
 *
 * @throws the first failure, or the signal's reason
 */
export async function eachBounded<T>(
    limit: number,
    items: readonly T[],
    signal: AbortSignal,
    work: (item: T) => Promise<void>,
): Promise<void> {
    const entries = items.values();
    let failure: { readonly error: unknown } | undefined;
    const worker = async () => {
        for (const item of entries) {
            if (failure !== undefined) return;
            try {
                signal.throwIfAborted();
                await work(item);
            } catch (error) {
                failure ??= { error };
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    if (failure !== undefined) throw failure.error;
}

/** Parts of at most `size` items. */
export function inParts<T>(size: number, items: readonly T[]): T[][] {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
        items.slice(part * size, (part + 1) * size),
    );
}
