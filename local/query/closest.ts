/** The candidate that a mistyped name most likely meant, or undefined if none is near. */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
    const wanted = name.toLowerCase();
    let best: string | undefined;
    // A third of the letters may be wrong: more would suggest unrelated names.
    let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
    for (const candidate of candidates) {
        const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
        if (distance < bestDistance) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best;
}

/** A hint that names the nearest candidate, or the few there are. */
export function didYouMean(name: string, candidates: readonly string[]): string | undefined {
    const near = closest(name, candidates);
    if (near !== undefined) {
        return `Did you mean '${near}'?`;
    }
    return candidates.length > 0 && candidates.length <= 12 ? `There are: ${candidates.join(", ")}.` : undefined;
}

/** Levenshtein's distance with neighbouring letters swapped counted as one; anything from `limit` on is reported as `limit`. */
function editDistance(a: string, b: string, limit: number): number {
    if (Math.abs(a.length - b.length) >= limit) {
        return limit;
    }
    let beforePrevious: number[] = [];
    let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
        const current = [i];
        for (let j = 1; j <= b.length; j++) {
            const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            let cost = Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
                cost = Math.min(cost, (beforePrevious[j - 2] ?? 0) + 1);
            }
            current.push(cost);
        }
        beforePrevious = previous;
        previous = current;
    }
    return Math.min(previous[b.length] ?? limit, limit);
}
