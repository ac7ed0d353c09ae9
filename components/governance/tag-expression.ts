import { hint } from "../support/nearest";
import type { TagClause } from "./grant-target";

/**
 * An expression of LF-tags, sorted, or why it can't be: a tag that nothing can carry would match nothing, without a word.
 *
 * @param declared the values of each tag that there is
 */
export function expressionOf(
    tags: Readonly<Record<string, readonly string[]>>,
    declared: Readonly<Record<string, readonly string[]>>,
): { readonly expression: readonly TagClause[]; readonly problems: readonly string[] } {
    const keys = Object.keys(tags).sort();
    const problems = keys.length === 0 ? ['tags is empty: name one, for example { sensitivity: ["internal"] }.'] : [];
    for (const key of keys) problems.push(...tagProblems("tags", key, tags[key] ?? [], declared));
    const expression = keys.map((key) => ({ key, values: [...new Set(tags[key])].sort() }));
    return { expression, problems };
}

/** Why a tag can't be used with these values: it is not declared so. */
export function tagProblems(
    property: string,
    key: string,
    values: readonly string[],
    declared: Readonly<Record<string, readonly string[]>>,
): string[] {
    const known = Object.hasOwn(declared, key) ? declared[key] : undefined;
    if (known === undefined) {
        const keys = Object.keys(declared).sort();
        return [
            `${property} names "${key}"${hint(key, keys)}, which is not declared: declared are ${keys.join(", ") || "none"}.`,
        ];
    }
    if (values.length === 0)
        return [`${property}.${key} is empty: name one of its values, ${[...known].sort().join(", ")}.`];
    return values
        .filter((value) => !known.includes(value))
        .map(
            (value) =>
                `${property}.${key} holds "${value}"${hint(value, known)}, which is not declared: declared are ${[...known].sort().join(", ")}.`,
        );
}
