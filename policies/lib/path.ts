/** The keys of a path as users write it: `rules[0].status` has `rules`, `0` and `status`. */
export function keysOf(path: string): readonly (string | number)[] {
    return path
        .split(/\.|\[|\]\.?/)
        .filter((key) => key !== "")
        .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}
