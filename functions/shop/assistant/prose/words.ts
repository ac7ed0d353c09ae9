/** A word of a text and where it stands. */
export interface Word {
    /** In lower case, without the possessive. */
    readonly text: string;
    readonly start: number;
    readonly end: number;
}

/** The words of a text: letters and digits in lower case, whatever stands between them. */
export function wordsIn(text: string): readonly Word[] {
    return [...text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu)].map((match) => ({
        text: match[0].toLowerCase().replace("’", "'").replace(/'s$/, ""),
        start: match.index,
        end: match.index + match[0].length,
    }));
}

export function wordsOf(text: string): readonly string[] {
    return wordsIn(text).map((word) => word.text);
}

/** Where `part` stands in `whole`, word for word; -1 if nowhere. */
export function indexOfWords(whole: readonly string[], part: readonly string[], from = 0): number {
    if (part.length === 0) return -1;
    for (let at = from; at + part.length <= whole.length; at += 1)
        if (part.every((word, offset) => whole[at + offset] === word)) return at;
    return -1;
}

const negation = /\b(?:not|no|never|none|neither|nor|without|cannot|unable|nothing)\b|n['’]t\b/i;
/** Negations that praise or soothe, and deny nothing. */
const idioms =
    /\b(?:can(?:['’]t|not) (?:go wrong|beat|recommend|be beaten)|(?:nothing|none|no) (?:is )?(?:better|beats|finer|compares)|no (?:problem|worries|doubt|need to (?:worry|look))|not to worry|(?:don['’]t|do not) (?:worry|miss|look any further)|without (?:a |any )?(?:doubt|question|further ado)|not only|why not|never (?:regret|disappoints?)|won['’]t (?:regret|be disappointed)|wouldn['’]t hesitate)\b/gi;

export function isNegated(sentence: string): boolean {
    return negation.test(sentence.replace(idioms, " "));
}
