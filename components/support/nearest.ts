/** The candidate that takes the fewest edits to reach from `name`, if few enough to be a likely slip of the pen. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
    let best: string | undefined;
    let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
    for (const candidate of candidates) {
        const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
        if (distance < bestDistance) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best;
}

/** ` (did you mean "x"?)`, or nothing when no candidate is near. */
export function hint(name: string, candidates: Iterable<string>): string {
    const candidate = nearest(name, candidates);
    return candidate === undefined ? "" : ` (did you mean "${candidate}"?)`;
}

function editDistance(left: string, right: string): number {
    let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let row = 1; row <= left.length; row++) {
        const current = [row];
        for (let column = 1; column <= right.length; column++) {
            const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
            const removed = (previous[column] ?? 0) + 1;
            const added = (current[column - 1] ?? 0) + 1;
            current.push(Math.min(replaced, removed, added));
        }
        previous = current;
    }
    return previous[right.length] ?? 0;
}
