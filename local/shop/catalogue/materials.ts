const UNTELLING_WORDS = new Set(["and", "for", "one", "set", "the", "two", "with"]);

/**
 * The materials that a kind may be made of: those that its name mentions (a "Silk Square" is silk, "Gluten-Free Fusilli"
 * isn't wheat), or else those that no other kind's name claims, or else any.
 */
export function fittingMaterials(
    kind: string,
    kinds: readonly string[],
    materials: readonly string[],
): readonly string[] {
    const mentioned = materials.filter((material) => mentions(kind, material));
    if (mentioned.length > 0) return mentioned;
    const unclaimed = materials.filter((material) => !kinds.some((other) => mentions(other, material)));
    return unclaimed.length > 0 ? unclaimed : materials;
}

function mentions(kind: string, material: string): boolean {
    const materialWords = wordsOf(material);
    return wordsOf(kind).some((word) =>
        materialWords.some((other) => other.startsWith(word) || (word.length > 3 && other.endsWith(word))),
    );
}

function wordsOf(text: string): string[] {
    return text
        .toLowerCase()
        .split(/[^\p{Letter}]+/u)
        .filter((word) => word.length >= 3 && !UNTELLING_WORDS.has(word));
}
