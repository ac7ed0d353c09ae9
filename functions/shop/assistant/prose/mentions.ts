import type { ProductFacts, TurnEvidence } from "./evidence";
import { indexOfWords, wordsIn } from "./words";

/** A product that a sentence names in full. */
export interface Mention {
    readonly product: ProductFacts;
    readonly start: number;
    readonly end: number;
}

/** Products of the evidence that a sentence names, in its order. Of `Trail Tent` and `Trail Tent XL`, the longer counts. */
export function mentionsIn(sentence: string, evidence: TurnEvidence): readonly Mention[] {
    const words = wordsIn(sentence);
    const texts = words.map((word) => word.text);
    const products = [...evidence.products.values()].sort((a, b) => b.words.length - a.words.length);
    const mentions: Mention[] = [];
    for (const product of products)
        for (let at = indexOfWords(texts, product.words); at >= 0; at = indexOfWords(texts, product.words, at + 1)) {
            const start = words[at]?.start ?? 0;
            const end = words[at + product.words.length - 1]?.end ?? start;
            if (!mentions.some((other) => start < other.end && other.start < end))
                mentions.push({ product, start, end });
        }
    return mentions.sort((a, b) => a.start - b.start);
}
