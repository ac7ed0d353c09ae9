import { optionValues } from "../listed";
import type { ShownProduct } from "../results";
import type { Past } from "../turn";
import { wordsOf } from "./normalise";
import { NUMBER_PATTERN, numberOf, ORDINAL_PATTERN, placeOf } from "./numbers";

const COMMON_WORDS = new Set(["and", "the", "for", "with", "one", "two", "set", "cart", "order", "work", "home"]);

/**
 * The products that the words refer to, among those that were shown: by place ("the first two"), by id, by being the
 * cheapest, by name, or as "it". Empty when they refer to none.
 */
export function referredTo(said: string, past: Past): readonly ShownProduct[] {
    for (const resolve of [byId, byGroup, byPlace, byPrice, byName, byPronoun]) {
        const found = resolve(said, past);
        if (found.length > 0) return found;
    }
    return [];
}

function byId(said: string, { known }: Past): ShownProduct[] {
    const words = new Set(said.split(/[^\p{Letter}\p{Number}_-]+/u));
    return known.filter(({ id }) => words.has(id.toLowerCase()));
}

function byGroup(said: string, { shown }: Past): ShownProduct[] {
    const counted = new RegExp(String.raw`\b(first|top|last|these|those) (${NUMBER_PATTERN})\b`).exec(said);
    if (counted?.[2] !== undefined) {
        const count = numberOf(counted[2]);
        return Number.isInteger(count) && count > 0
            ? shown.slice(...(counted[1] === "last" ? [-count] : [0, count]))
            : [];
    }
    if (/\bboth\b|\bthe two\b/.test(said)) return shown.slice(0, 2);
    return /\b(?:all of (?:them|these|those)|them all|all (?:three|four|five)|everything (?:shown|above))\b/.test(said)
        ? [...shown]
        : [];
}

function byPlace(said: string, { shown }: Past): ShownProduct[] {
    const places = [...said.matchAll(new RegExp(String.raw`\b(${ORDINAL_PATTERN})\b(?! (?:day|time|class))`, "g"))].map(
        ([, word = ""]) => placeOf(word),
    );
    const numbered = [...said.matchAll(/(?:#|\bnumber |\boption |\bno\.? ?|\bitem )(\d+)\b/g)].map(([, digits]) =>
        Number(digits),
    );
    const found = [...places, ...numbered].flatMap((place) => shown.slice(place - 1, place));
    if (found.length > 0) return found;
    return /\bthe last(?: one)?\b/.test(said) ? shown.slice(-1) : [];
}

function byPrice(said: string, { shown }: Past): ShownProduct[] {
    const isCheapest =
        /\b(?:the )?(?:cheapest|cheaper|least expensive|lowest[- ]priced)(?: one| of (?:them|these|those))?$|\bthe cheapest one\b|\bthe cheaper one\b/.test(
            said,
        );
    const isDearest = /\bthe (?:most expensive|dearest|priciest)(?: one)?\b/.test(said);
    if (!isCheapest && !isDearest) return [];
    const priced = shown.filter(({ price_minor }) => price_minor !== null);
    const sorted = priced.toSorted((one, other) => (one.price_minor ?? 0) - (other.price_minor ?? 0));
    return isCheapest ? sorted.slice(0, 1) : sorted.slice(-1);
}

/** By the whole name, or else by words that only one of the products shown has in its name or options. */
function byName(said: string, { shown, known }: Past): ShownProduct[] {
    const whole = known.filter(({ name }) => said.includes(name.toLowerCase()));
    if (whole.length > 0) return longestNames(whole);
    const asked = new Set(wordsOf(said));
    const counts = shown.map((product) => {
        const elsewhere = new Set(shown.filter((other) => other !== product).flatMap(tellingWords));
        return tellingWords(product).filter((word) => asked.has(word) && !elsewhere.has(word)).length;
    });
    return shown.filter((_, index) => (counts[index] ?? 0) > 0);
}

function byPronoun(said: string, { focus, shown }: Past): ShownProduct[] {
    if (!/\b(?:it|this|that|this one|that one|the one|one of (?:it|them))\b/.test(said)) return [];
    const only = shown.length === 1 ? shown[0] : undefined;
    const product = focus ?? only;
    return product === undefined ? [] : [product];
}

/** "Blue Mug" is not meant where "Large Blue Mug" was said. */
function longestNames(products: readonly ShownProduct[]): ShownProduct[] {
    return products.filter(
        ({ name }) =>
            !products.some((other) => other.name !== name && other.name.toLowerCase().includes(name.toLowerCase())),
    );
}

function tellingWords({ name, options }: ShownProduct): string[] {
    const values = optionValues(options).flat();
    return [...wordsOf(name), ...values].filter((word) => word.length > 2 && !COMMON_WORDS.has(word));
}
