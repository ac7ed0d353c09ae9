const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
    [/\bcan't\b/g, "can not"],
    [/\bwon't\b/g, "will not"],
    [/n't\b/g, " not"],
    [/\b(what|where|how|who|that|it|there|here)'s\b/g, "$1 is"],
    [/\bi'm\b/g, "i am"],
    [/\bi'd\b/g, "i would"],
    [/\bi'll\b/g, "i will"],
    [/\blet's\b/g, "let us"],
];

/** Takes away the markup that fences a shopper's words or a tool's answer as data. */
export function unfenced(text: string): string {
    const inner = /^\s*<([a-z_-]+)[^>]*>([\s\S]*)<\/\1>\s*$/i.exec(text)?.[2];
    return (inner ?? text).trim();
}

/** Lower case, plain quotes and hyphens, contractions written out, single spaces, no closing punctuation. */
export function normalise(text: string): string {
    const plain = text
        .normalize("NFKC")
        .toLowerCase()
        .replaceAll(/[‘’]/g, "'")
        .replaceAll(/[“”]/g, '"')
        .replaceAll(/[‐-―]/g, "-")
        .replaceAll(/\s+/g, " ")
        .trim();
    const written = CONTRACTIONS.reduce((words, [pattern, full]) => words.replaceAll(pattern, full), plain);
    return written.replace(/[\s?!.,;:]+$/, "");
}

/** Words of letters and digits; a hyphen or apostrophe inside a word stays. */
export function wordsOf(text: string): string[] {
    return text.toLowerCase().match(/[\p{Letter}\p{Number}]+(?:['-][\p{Letter}\p{Number}]+)*/gu) ?? [];
}
