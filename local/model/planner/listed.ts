import { type CallResult, productsIn, type ShownProduct } from "./results";
import { wordsOf } from "./words/normalise";

/** How many products an answer lists. */
export const MOST_LISTED = 5;

/** Tools whose answer is a numbered list that the shopper can refer to. */
const LISTING_TOOLS: ReadonlySet<string> = new Set([
    "search_products",
    "related_products",
    "compare_products",
    "view_cart",
]);

/**
 * The products that the answer to some calls numbers: the best of each search where several found something, otherwise
 * the first few. The answer and every later "the second one" use this same list.
 */
export function listed(results: readonly CallResult[]): ShownProduct[] {
    const listings = results.filter(({ name, error }) => error === null && LISTING_TOOLS.has(name)).map(fitting);
    const found = listings.filter((products) => products.length > 0);
    const products = found.length > 1 ? found.flatMap((all) => all.slice(0, 1)) : found.flat().slice(0, MOST_LISTED);
    return [...new Map(products.map((product) => [product.id, product])).values()];
}

/** What a search found, without other sizes and colours when the one that was asked for is among them. */
export function fitting({ name, input, output }: CallResult): ShownProduct[] {
    const products = productsIn(output);
    if (name !== "search_products" || typeof input.text !== "string") return products;
    const asked = new Set(wordsOf(input.text));
    const fit = products.map(({ options }) => optionValues(options).filter((words) => isAsked(words, asked)).length);
    const best = Math.max(0, ...fit);
    return best === 0 ? products : products.filter((_, index) => fit[index] === best);
}

/** The words of each value in `size: M, colour: sky blue`. */
export function optionValues(options: string): string[][] {
    return options.split(", ").map((option) => wordsOf(option.slice(option.indexOf(":") + 1)));
}

function isAsked(words: readonly string[], asked: ReadonlySet<string>): boolean {
    return words.length > 0 && words.every((word) => asked.has(word));
}
