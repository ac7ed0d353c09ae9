import type { Card } from "../../../functions/shop/assistant/events";
import { amountsIn } from "./amounts";
import { amountsOn, productsOn } from "./cards";
import { claimFaults } from "./claims";
import { type Fault, HardRule } from "./fault";
import type { Masked, Names } from "./names";
import { stockFaults } from "./stock";
import { type CatalogTruth, priceOf, type TrueProduct } from "./truth";
import { onOneLine, sentencesIn } from "./words";

/** What a turn's words are held against: nothing that the assistant's own check of prose works with. */
export interface ProseSurroundings {
    readonly truth: CatalogTruth;
    readonly names: Names;
    readonly priceList: string;
    /** What the shopper said. */
    readonly said: string;
    /** Cards of this turn. */
    readonly cards: readonly Card[];
    /** Texts of the shop's policies. */
    readonly policies: readonly string[];
    /** Whether this conversation's shopper has confirmed an order in it. */
    readonly hasConfirmed: boolean;
}

/** Amounts that only bound a wish: "under $50". */
const BOUND =
    /\b(?:under|below|up to|less than|cheaper than|between|over|above|at least|at most|more than|budget|around|about|within)\b/iu;
const LARGEST_QUANTITY = 20;

/** Every product, price, number of pieces, discount and order in the words of an answer that isn't real. */
export function proseFaults(text: string, around: ProseSurroundings): Fault[] {
    const policyText = around.policies.map(onOneLine).join(" ");
    const policyAmounts = amountsIn(policyText);
    return text.split("\n").flatMap((line) => {
        const masked = around.names.mask(line);
        const invented = around.names
            .inventedIn(masked.text, amountsIn(line).length > 0)
            .filter((name) => !policyText.toLowerCase().includes(onOneLine(name).toLowerCase()))
            .map((name): Fault => ({ rule: HardRule.InventedProduct, detail: name }));
        const inLine = productsIn(masked, masked.text);
        const others = sentencesIn(masked.text).flatMap((sentence) => {
            if (policyText.includes(onOneLine(sentence))) return [];
            const own = productsIn(masked, sentence);
            const named = own.length > 0 ? own : inLine;
            const products = named.length > 0 ? named : productsOnCards(around);
            return [
                ...priceFaults(sentence, named, policyAmounts, around),
                ...stockFaults(sentence, products),
                ...claimFaults(sentence, around),
            ];
        });
        return [...invented, ...others];
    });
}

function productsIn({ products }: Masked, text: string): TrueProduct[] {
    return [...text.matchAll(/⬚(\d+)⬚/gu)].flatMap(([, index]) => products[Number(index)] ?? []);
}

function productsOnCards({ cards, truth }: ProseSurroundings): TrueProduct[] {
    return cards.flatMap(productsOn).flatMap((id) => truth.get(id) ?? []);
}

function priceFaults(
    sentence: string,
    named: readonly TrueProduct[],
    policyAmounts: readonly number[],
    around: ProseSurroundings,
): Fault[] {
    const amounts = amountsIn(sentence);
    if (amounts.length === 0) return [];
    const allowed = new Set([
        ...policyAmounts,
        ...(named.length > 0 ? ownAmounts(named, sentence, around) : around.cards.flatMap(amountsOn)),
        ...(BOUND.test(sentence) ? amountsIn(around.said) : []),
    ]);
    return amounts
        .filter((amount) => !allowed.has(amount))
        .map((amount) => ({ rule: HardRule.InventedPrice, detail: `${amount / 100} in "${sentence.trim()}"` }));
}

/** The prices of what is named, of several pieces where so many are named, and the sums on the cards that list it. */
function ownAmounts(
    named: readonly TrueProduct[],
    sentence: string,
    { cards, priceList }: ProseSurroundings,
): number[] {
    const quantities = [
        1,
        ...[...sentence.matchAll(/(?<!\d)(\d{1,2}) (?:x|×|of)\b/giu)].map(([, count]) => Number(count)),
    ];
    const prices = named.flatMap((product) =>
        quantities
            .filter((quantity) => quantity <= LARGEST_QUANTITY)
            .map((quantity) => quantity * priceOf(product, priceList)),
    );
    const ids = new Set(named.map(({ id }) => id));
    const sums = cards
        .filter((card) => card.kind !== "products" && card.kind !== "comparison")
        .filter((card) => productsOn(card).some((id) => ids.has(id)))
        .flatMap(amountsOn);
    return [...prices, ...sums];
}
