import { MOST_HITS } from "../listed";
import { readPriceRange } from "./money";
import { wordsOf } from "./normalise";
import { CATEGORY_WORDS, OCCASIONS } from "./vocabulary";

export interface SearchInput {
    readonly text?: string;
    readonly category?: string;
    readonly occasion?: string;
    readonly min_price_minor?: number;
    readonly max_price_minor?: number;
    readonly in_stock_only?: true;
    readonly sort?: "price_asc" | "price_desc";
    readonly limit: number;
}

/** Phrases around a wish that say nothing of what is wished for. */
const FILLERS = [
    /^(?:hi|hello|hey|ok|okay|please|well|so|and|now|then|great|thanks)[,!.]? /,
    /\b(?:can|could|would|will) (?:you|we|i)\b/g,
    /\b(?:please|thanks|thank you|maybe|perhaps|just|also|really|instead)\b/g,
    /\b(?:i|we) (?:am|are) (?:looking|searching|shopping|hoping) (?:for|to find)\b/g,
    /\b(?:i|we) (?:want|need|would like|would love|like|am after|have to (?:get|buy|find))(?: to (?:buy|get|find|see|order|purchase))?\b/g,
    /\b(?:looking|searching|shopping) for\b/g,
    /\b(?:show|find|get|give|recommend|suggest|list|search|bring)(?: me| us| for)?\b/g,
    /\b(?:do|does|have|has) (?:you|the shop|your shop) (?:have|sell|carry|stock|got)\b|\b(?:is|are) there\b/g,
    /\bwhat (?:kinds? of|sorts? of)\b|\bwhat\b|\bwhich\b|\bhow about\b|\bwhat about\b/g,
    /\b(?:in stock|available|that (?:is|are)|for sale)\b/g,
    /\b(?:the )?(?:cheapest|most expensive|dearest|lowest[- ]priced|best|good|nice|cheap|affordable|inexpensive)\b/g,
    /\b(?:something|anything|some|any|things?|stuff|products?|items?|options?|ideas?|gifts?|presents?|a few|other|others|more|else)\b/g,
    /\b(?:should|shall|must) i (?:buy|get|wear|bring|take)\b/g,
    /\b(?:colou?r|to buy|to wear|to give)\b/g,
    /\bfor (?:my|our|the|a|an) (?:[a-z]+ )?(?:room|kitchen|bathroom|bedroom|garden|balcony|house|desk|car)\b/g,
] as const;

const STOP_WORDS = new Set(
    "where how who when a an the my our your his her their me us you i we it of to in on at with by from for and or is are be do does have has got sell want need like buy get see us this that these those wife husband friend mother father partner boyfriend girlfriend".split(
        " ",
    ),
);

/** What a search takes; whoever writes more says the telling things first, or over and over. */
const MOST_WORDS = 20;

/** Reads what to search for out of normalised words; null if they name nothing to search for. */
export function readSearch(said: string): SearchInput | null {
    const { rest, ...range } = readPriceRange(said);
    const occasion = occasionIn(rest);
    const wanted = occasion === null ? rest : rest.replace(occasion.phrase, " ");
    const telling = wordsOf(FILLERS.reduce((text: string, filler) => text.replace(filler, " "), wanted)).filter(
        (word) => !STOP_WORDS.has(word),
    );
    const words = [...new Set(telling)].slice(0, MOST_WORDS);
    const [only = "", ...others] = words;
    const category = others.length === 0 ? CATEGORY_WORDS[only] : undefined;
    const text = category === undefined ? inBothNumbers(words) : "";
    const isNarrowed = Object.keys(range).length > 0 || occasion !== null || category !== undefined;
    if (text === "" && !isNarrowed) return null;
    return {
        ...(text !== "" && { text }),
        ...(category !== undefined && { category }),
        ...(occasion !== null && { occasion: occasion.occasion }),
        ...range,
        ...(/\b(?:in stock|available)\b/.test(said) && { in_stock_only: true }),
        ...sortIn(said),
        limit: MOST_HITS,
    };
}

/** One word alone is in many texts; that of the right kind have it in singular and plural. */
function inBothNumbers(words: readonly string[]): string {
    const [only = "", ...others] = words;
    if (others.length > 0 || !/^[a-z]{4,}$/.test(only) || /ss$/.test(only)) return words.join(" ");
    return only.endsWith("s") ? only : `${only} ${plural(only)}`;
}

function plural(word: string): string {
    if (/(?:ch|sh|x|z)$/.test(word)) return `${word}es`;
    return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

function sortIn(said: string): Pick<SearchInput, "sort"> {
    if (/\b(?:cheapest|lowest[- ]priced?|cheap|least expensive)\b/.test(said)) return { sort: "price_asc" };
    return /\b(?:most expensive|dearest|luxury|priciest)\b/.test(said) ? { sort: "price_desc" } : {};
}

/** An occasion counts only where the words say that it is one: "for camping", "anniversary gift". */
function occasionIn(said: string): { phrase: RegExp; occasion: string } | null {
    for (const [pattern, occasion] of OCCASIONS) {
        const { source } = pattern;
        const phrase = new RegExp(
            `\\b(?:for|to take|as a) (?:(?:a|an|my|our|the|going|his|her|their) )*(?:${source})|(?:${source})(?= (?:gifts?|presents?|outfits?|ideas?)\\b)`,
        );
        if (phrase.test(said)) return { phrase, occasion };
    }
    return null;
}
