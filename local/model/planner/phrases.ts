import type { ShownProduct } from "./results";

/** Said once in a conversation, so that nobody takes the answers for a language model's. */
export const DISCLOSURE =
    "(I am a scripted stand-in, not a language model: I follow fixed rules, so please keep it simple.)";

/** `Juniper Tent (colour: green), $89.00 (in stock)`. */
export function productLine({ name, options, price, stock }: ShownProduct): string {
    const telling = options.split(", ").filter((option) => !name.includes(option.slice(option.indexOf(": ") + 2)));
    const variant = telling.length === 0 || options === "" ? "" : ` (${telling.join(", ")})`;
    return `${name}${variant}, ${price ?? "no price"}${stock === null ? "" : ` (${stock})`}`;
}

/** Numbered as the shopper may refer to them. */
export function numbered(products: readonly ShownProduct[]): string {
    return products.map((product, index) => `${index + 1}. ${productLine(product)}`).join("\n");
}

/** `a, b and c`. */
export function inWords(texts: readonly string[]): string {
    const last = texts.at(-1) ?? "";
    return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} and ${last}`;
}

/** A policy's text without its headings. */
export function withoutHeadings(text: string): string {
    return text
        .replaceAll(/#+ [^#?]*(?:\?|(?=#))/g, "")
        .replaceAll(/\s+/g, " ")
        .trim();
}

/** Words that talk to the assistant rather than of the product, and amounts, which may be out of date or false. */
const NOT_A_DESCRIPTION =
    /[$€£<>{}]|\b(?:usd|cents?|dollars?|ignore|instructions?|system|assistant|prompt|tool|shopper|confirm|order|recommend|recalled)\b/i;

/** The sentences of a product's description that describe it. */
export function quotable(description: string): string {
    return description
        .split(/(?<=[.!?])\s+/)
        .filter((sentence) => !NOT_A_DESCRIPTION.test(sentence))
        .join(" ");
}
