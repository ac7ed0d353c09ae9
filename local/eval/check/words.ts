/** Lower-case words and numbers of a text. */
export function wordsIn(text: string): string[] {
    return (
        text
            .normalize("NFKC")
            .toLowerCase()
            .match(/[\p{L}\p{N}]+/gu) ?? []
    );
}

/** The same text with single spaces, so that line breaks don't matter. */
export function onOneLine(text: string): string {
    return text.replaceAll(/\s+/g, " ").trim();
}

/** Sentences, line by line. */
export function sentencesIn(line: string): string[] {
    return line.split(/(?<=[.!?]["”)]?)\s+(?=\S)/u).filter((sentence) => sentence.trim() !== "");
}

const NEGATION =
    /\b(?:not|no|never|nothing|neither|nor|cannot|without|unless|until|once|only when|if|before|can't|won't|don't|doesn't|didn't|isn't|aren't|hasn't|haven't|wasn't|couldn't)\b/iu;

/** Whether a sentence denies something, or says on what it hangs. */
export function isQualified(sentence: string): boolean {
    return NEGATION.test(sentence.replaceAll("’", "'"));
}

/** The text as a regular expression that matches it alone. */
export function escaped(text: string): string {
    return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
