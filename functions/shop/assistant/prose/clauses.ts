import { isNegated } from "./words";

/** The part of a sentence in which something stands, with the mark that ends it. */
export function clauseAt(sentence: string, at: number): string {
    const before = sentence.slice(0, at);
    const start = Math.max(...[",", ";", ":", "!", "–", "—"].map((mark) => before.lastIndexOf(mark))) + 1;
    const end = sentence.slice(at).search(/[,;:!?–—]/);
    return sentence.slice(start, end < 0 ? undefined : at + end + 1);
}

/** Whether what stands there is denied or asked. In "No problem, it is done, okay?" it is neither. */
export function isDeniedOrAsked(sentence: string, at: number): boolean {
    const clause = clauseAt(sentence, at);
    return isNegated(clause) || clause.trim().endsWith("?");
}
