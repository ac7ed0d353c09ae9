import { fitting, listed } from "../listed";
import { numbered, productLine } from "../phrases";
import type { CallResult } from "../results";
import { call, type Intent, type Step, say } from "../step";
import { readSearch, type SearchInput } from "../words/query";

export const search: Intent = {
    name: "search",
    respond({ said, done }) {
        const input = readSearch(said);
        return input === null ? null : searching(input, done);
    },
};

/** Searches, once more with the words alone if the filters left nothing, and says what was found. */
export function searching(input: SearchInput, done: readonly CallResult[]): Step {
    const results = done.filter(({ name }) => name === "search_products");
    const last = results.at(-1);
    if (last === undefined) return call("search_products", { ...input });
    if (fitting(last).length > 0) return say(found(last, results.length > 1));
    const wider = widened(input);
    if (results.length === 1 && wider !== null) return call("search_products", { ...wider });
    return say(
        hasPrice(input)
            ? "I found nothing at that price. Shall I look without the price limit?"
            : "I found nothing that fits. Try another word, or tell me what it is for.",
    );
}

function found(result: CallResult, isWidened: boolean): string {
    const products = listed([result]);
    const [only, ...others] = products;
    if (only !== undefined && others.length === 0) return `I found one: ${productLine(only)}.`;
    const opening = isWidened ? "Nothing fits exactly. This comes closest:" : "Here is what I found:";
    return `${opening}\n${numbered(products)}`;
}

/** The same words and prices, without filters that must match exactly. */
function widened({ category, occasion, in_stock_only: _stock, ...kept }: SearchInput): SearchInput | null {
    if (category === undefined && occasion === undefined) return null;
    return { ...kept, text: [kept.text, category, occasion].filter((word) => word !== undefined).join(" ") };
}

function hasPrice({ min_price_minor, max_price_minor }: SearchInput): boolean {
    return min_price_minor !== undefined || max_price_minor !== undefined;
}
