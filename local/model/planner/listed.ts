import { type CallResult, productsIn, type ShownProduct } from "./results";
import { wordsOf } from "./words/normalise";

/** How many products an answer lists. */
export const MOST_LISTED = 5;
/** How many a search asks for: variants of one design make one line. */
export const MOST_HITS = 10;

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
    return found.length > 1 ? bestOfEach(found) : found.flat().slice(0, MOST_LISTED);
}

function bestOfEach(listings: readonly (readonly ShownProduct[])[]): ShownProduct[] {
    const chosen: ShownProduct[] = [];
    for (const products of listings) {
        const best = products.find(({ id }) => !chosen.some((other) => other.id === id));
        if (best !== undefined) chosen.push(best);
    }
    return chosen;
}

/** What a search found, without other sizes and colours when the one that was asked for is among them. */
export function fitting({ name, input, output }: CallResult): ShownProduct[] {
    const products = productsIn(output);
    if (name !== "search_products") return products;
    return oneOfEachDesign(typeof input.text === "string" ? inOptions(products, input.text) : products);
}

/** Those in the size and colour that the words name, if there are any. */
function inOptions(products: readonly ShownProduct[], text: string): readonly ShownProduct[] {
    const asked = new Set(wordsOf(text));
    const fit = products.map(({ options }) => optionValues(options).filter((words) => isAsked(words, asked)).length);
    const best = Math.max(0, ...fit);
    return best === 0 ? products : products.filter((_, index) => fit[index] === best);
}

/** Variants share name and price; one that can be bought stands for all. */
function oneOfEachDesign(products: readonly ShownProduct[]): ShownProduct[] {
    const designs = new Map<string, ShownProduct>();
    for (const product of products) {
        const key = `${product.name}\n${product.price ?? ""}`;
        const first = designs.get(key);
        if (first === undefined || (isSoldOut(first) && !isSoldOut(product))) designs.set(key, product);
    }
    return [...designs.values()];
}

function isSoldOut({ stock }: ShownProduct): boolean {
    return stock === "out of stock";
}

/** The words of each value in `size: M, colour: sky blue`. */
export function optionValues(options: string): string[][] {
    return options.split(", ").map((option) => wordsOf(option.slice(option.indexOf(":") + 1)));
}

function isAsked(words: readonly string[], asked: ReadonlySet<string>): boolean {
    return words.length > 0 && words.every((word) => asked.has(word));
}
