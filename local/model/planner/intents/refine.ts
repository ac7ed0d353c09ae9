import { MOST_HITS } from "../listed";
import type { Intent } from "../step";
import type { Past } from "../turn";
import { readPriceRange } from "../words/money";
import { readSearch, type SearchInput } from "../words/query";
import { searching } from "./search";

const COLOURS =
    /\b(?:red|blue|green|black|white|grey|gray|navy|brown|orange|yellow|pink|purple|teal|silver|gold|beige|cream|sage|rust)\b/;
const OTHER_SIZE =
    /^(?:and )?(?:(?:do you have|is|are) (?:it|them|they|that|those|there one) )?(?:also )?(?:available )?(?:in )?(?:a )?size (\w+)$/;

/** Changes the last search instead of starting a new one: "under 50 instead", "in blue", "anything cheaper", "yes". */
export const refine: Intent = {
    name: "refine",
    respond({ said, done, past }) {
        const last = lastSearch(past);
        if (last === null) return null;
        const input = refined(said, last, past);
        return input === null ? null : searching(input, done);
    },
};

function refined(said: string, last: SearchInput, past: Past): SearchInput | null {
    const { min_price_minor: _min, max_price_minor: _max, ...anyPrice } = last;
    if (/^(?:yes|yeah|yep|sure|ok(?:ay)?|please do|go ahead)(?:,? please)?$/.test(said))
        return { ...anyPrice, limit: MOST_HITS };
    if (/\b(?:cheaper|less expensive)\b/.test(said) && !/\bwhich\b|\bthe cheaper\b|\bcheaper one\b/.test(said))
        return cheaper(last, past);
    const { rest, ...range } = readPriceRange(said);
    if (Object.keys(range).length > 0 && isOnlyFiller(rest)) return { ...anyPrice, ...range };
    const size = OTHER_SIZE.exec(said)?.[1];
    if (size !== undefined) return { ...last, text: `${withoutSize(last.text)} size ${size}`.trim() };
    const colour = /^(?:and |do you have (?:it|them|those|that) |the same )?(?:in )(\w+(?: blue| green)?)$/.exec(
        said,
    )?.[1];
    if (colour !== undefined && COLOURS.test(colour)) return { ...last, text: `${last.text ?? ""} ${colour}`.trim() };
    if (/^(?:only )?(?:what is |those |the ones )?(?:in stock|available)(?: only)?$/.test(said))
        return { ...last, in_stock_only: true };
    return null;
}

/** Below the cheapest that was shown, cheapest first. */
function cheaper(last: SearchInput, { shown }: Past): SearchInput {
    const prices = shown.flatMap(({ price_minor }) => (price_minor === null ? [] : [price_minor]));
    const below = prices.length === 0 ? {} : { max_price_minor: Math.max(0, Math.min(...prices) - 1) };
    const { min_price_minor: _min, ...kept } = last;
    return { ...kept, ...below, sort: "price_asc" };
}

function isOnlyFiller(rest: string): boolean {
    return (
        readSearch(rest) === null ||
        /^(?:and |what about |only |make (?:it|that) |the same )?(?:ones? )?(?:instead)?$/.test(rest)
    );
}

function withoutSize(text = ""): string {
    return text.replace(/ ?\bsize \w+/, "");
}

/** The last search of the turn before, as it was asked for. */
function lastSearch({ calls }: Past): SearchInput | null {
    const last = calls.findLast(({ name }) => name === "search_products");
    return last === undefined ? null : { ...last.input, limit: MOST_HITS };
}
