import { fitting, listed } from "../listed";
import { inWords, numbered } from "../phrases";
import type { CallResult } from "../results";
import { type Intent, type Step, say } from "../step";
import { wordsOf } from "../words/normalise";
import { BUNDLES } from "../words/vocabulary";

const MOST_SEARCHES = 6;
/** Enough to choose a fitting size or colour from. */
const HITS_EACH = 4;

const LIST =
    /^(?:(?:please )?(?:i need|we need|i want|buy|get(?: me)?|my shopping list(?: is)?|shopping list|on my list(?: is| are)?|ingredients|i am out of|find(?: me)?)):? (.+)$/;

/** A recipe, an outfit or a shopping list: a search for each thing, and one answer. */
export const bundle: Intent = {
    name: "bundle",
    respond({ said, done }) {
        const searches =
            BUNDLES.find(({ pattern }) => pattern.test(said) && !isOneThing(said))?.searches ?? listIn(said);
        if (searches === null) return null;
        return done.length === 0 ? { calls: searches.map(searchFor) } : answer(done);
    },
};

/** "A picnic basket" or "a camping stove" is one thing, though a picnic takes many. */
function isOneThing(said: string): boolean {
    return /\bpicnic (?:basket|blanket|rug|backpack|hamper|set)/.test(said) || /\bcookbook\b/.test(said);
}

function searchFor(text: string) {
    return { name: "search_products", input: { text, limit: HITS_EACH } };
}

/** At least three things with commas, or "and" between each. */
function listIn(said: string): string[] | null {
    const things = LIST.exec(said)?.[1]
        ?.split(/,? and |, ?|; ?/)
        .map((thing) => wordsOf(thing.replace(/^(?:some|a|an|the) /, "")).join(" "));
    const named = things?.filter((thing) => thing !== "") ?? [];
    return named.length >= 3 ? named.slice(0, MOST_SEARCHES) : null;
}

function answer(results: readonly CallResult[]): Step {
    const searches = results.filter(({ name }) => name === "search_products");
    const best = listed(searches);
    const missing = searches
        .filter((result) => fitting(result).length === 0)
        .flatMap(({ input }) => (typeof input.text === "string" ? [input.text] : []));
    const gap = missing.length === 0 ? "" : `\nI found nothing for ${inWords(missing)}.`;
    return best.length === 0
        ? say("I found none of these. Try other words for them.")
        : say(`Here is one of each:\n${numbered(best)}${gap}`);
}
