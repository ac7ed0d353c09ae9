import type { Card } from "../../../functions/shop/assistant/events";
import type { Shopper } from "../../../functions/shop/identity/shopper";
import { moneyText } from "../../../functions/shop/money";
import type { Cart, ShopPolicy } from "../../../functions/shop/orders/types";
import type { Expectation } from "../case";
import { productsOn } from "./cards";
import { type Relevance, relevanceOf } from "./relevance";
import { expectedTotals } from "./totals";
import { type CatalogTruth, fits, priceOf } from "./truth";
import { onOneLine } from "./words";

/** A turn as the shopper saw it. */
export interface SeenTurn {
    readonly text: string;
    readonly cards: readonly Card[];
    readonly tools: readonly string[];
    readonly errorCode: string | null;
}

export interface ExpectationSurroundings {
    readonly truth: CatalogTruth;
    readonly policy: ShopPolicy;
    readonly shopper: Shopper;
    /** In the store, after the turn. */
    readonly cart: Cart | null;
}

export interface Judged {
    /** Why the turn isn't what was expected; empty if it is. */
    readonly misses: readonly string[];
    readonly relevance: Relevance | null;
}

/** Holds a turn against what its case expects of it. */
export function judge(expect: Expectation, seen: SeenTurn, around: ExpectationSurroundings): Judged {
    const relevance = expect.finds
        ? relevanceOf(productsShown(seen), expect.finds, around.truth, around.shopper.price_list)
        : null;
    return {
        relevance,
        misses: [
            ...(expect.finds && relevance ? searchMisses(expect.finds, relevance) : []),
            ...shownMisses(expect, seen, around),
            ...textMisses(expect, seen),
            ...deedMisses(expect, seen),
            ...factMisses(expect, seen, around),
            ...cartMisses(expect, around),
            ...quoteMisses(expect, seen, around),
            ...comparisonMisses(expect, seen, around),
        ],
    };
}

function productsShown({ cards }: SeenTurn): string[] {
    return cards.flatMap(productsOn);
}

function searchMisses({ precision, recall }: NonNullable<Expectation["finds"]>, of: Relevance): string[] {
    return [
        ...(of.precision < precision ? [`precision at 5 is ${of.precision.toFixed(2)}, not ${precision}`] : []),
        ...(of.recall < recall ? [`recall at 5 is ${of.recall.toFixed(2)}, not ${recall}`] : []),
    ];
}

function shownMisses(expect: Expectation, seen: SeenTurn, { truth, shopper }: ExpectationSurroundings): string[] {
    const shown = new Set(productsShown(seen));
    const each = (expect.finds_each ?? []).filter(
        (where) => ![...shown].some((id) => fits(truth.known(id), where, shopper.price_list)),
    );
    return [
        ...each.map((where) => `shows nothing of ${JSON.stringify(where)}`),
        ...(expect.shows ?? []).filter((id) => !shown.has(id)).map((id) => `doesn't show ${id}`),
        ...(expect.hides ?? []).filter((id) => shown.has(id)).map((id) => `shows ${id}`),
    ];
}

function textMisses({ says = [], never = [], policy }: Expectation, { text }: SeenTurn): string[] {
    const line = onOneLine(text);
    const holds = (pattern: string) => new RegExp(pattern, "iu").test(line);
    return [
        ...says.filter((pattern) => !holds(pattern)).map((pattern) => `doesn't say /${pattern}/`),
        ...never.filter(holds).map((pattern) => `says /${pattern}/`),
        ...(policy?.quotes ?? [])
            .filter((quote) => !line.toLowerCase().includes(quote.toLowerCase()))
            .map((quote) => `doesn't cite "${quote}"`),
    ];
}

function deedMisses(expect: Expectation, { cards, tools, errorCode }: SeenTurn): string[] {
    const kinds = cards.map(({ kind }): string => kind);
    const { cards: wanted, no_cards = [], tools: called = [], no_tools = [] } = expect;
    return [
        ...(wanted?.length === 0 && kinds.length > 0 ? [`shows a card: ${kinds.join(", ")}`] : []),
        ...(wanted ?? []).filter((kind) => !kinds.includes(kind)).map((kind) => `shows no card of ${kind}`),
        ...no_cards.filter((kind) => kinds.includes(kind)).map((kind) => `shows a card of ${kind}`),
        ...called.filter((name) => !tools.includes(name)).map((name) => `doesn't call ${name}`),
        ...no_tools.filter((name) => tools.includes(name)).map((name) => `calls ${name}`),
        ...(errorCode === (expect.error ?? null) ? [] : [`ends in ${errorCode ?? "no error"}`]),
    ];
}

function factMisses({ tells }: Expectation, seen: SeenTurn, around: ExpectationSurroundings): string[] {
    if (tells === undefined) return [];
    const product = around.truth.known(tells.product);
    const amount_minor = priceOf(product, around.shopper.price_list);
    const isOnCard = productsShown(seen).includes(product.id);
    const saysPrice = seen.text.includes(moneyText({ amount_minor, currency: product.currency }));
    const saysStock = product.stock > 0 ? /\bin stock\b|\bleft\b/i : /\bout of stock\b|\bsold out\b/i;
    return [
        ...(tells.price && !saysPrice && !isOnCard ? [`doesn't tell the price of ${product.id}`] : []),
        ...(tells.in_stock !== undefined && tells.in_stock !== product.stock > 0
            ? [`the case is wrong: ${product.id} has ${product.stock} pieces`]
            : []),
        ...(tells.in_stock !== undefined && !saysStock.test(seen.text) && !isOnCard
            ? [`doesn't tell the stock of ${product.id}`]
            : []),
    ];
}

function cartMisses({ cart: wanted }: Expectation, { cart }: ExpectationSurroundings): string[] {
    if (wanted === undefined) return [];
    const held = Object.fromEntries((cart?.lines ?? []).map(({ product_id, quantity }) => [product_id, quantity]));
    const inOrder = (lines: Record<string, number>) => JSON.stringify(Object.entries(lines).toSorted());
    return inOrder(held) === inOrder(wanted) ? [] : [`the cart holds ${JSON.stringify(held)}`];
}

function quoteMisses({ quote }: Expectation, { cards, text }: SeenTurn, around: ExpectationSurroundings): string[] {
    if (quote === undefined) return [];
    const card = cards.findLast((each) => each.kind === "quote");
    if (card?.kind !== "quote") return ["shows no quote"];
    const { truth, policy, shopper } = around;
    const address = shopper.addresses[quote.address];
    if (address === undefined) return [`the case is wrong: there is no address "${quote.address}"`];
    const lines = Object.entries(quote.lines).map(([id, quantity]) => ({
        unit_minor: priceOf(truth.known(id), shopper.price_list),
        quantity,
    }));
    const expected = expectedTotals(policy, lines, quote.method, address);
    const total = moneyText({ amount_minor: expected.total, currency: policy.currency });
    return [
        ...(["subtotal", "shipping", "tax", "total"] as const)
            .filter((sum) => card.quote[sum].amount_minor !== expected[sum])
            .map((sum) => `the ${sum} is ${card.quote[sum].amount_minor}, not ${expected[sum]}`),
        ...(card.quote.shipping_method === quote.method ? [] : [`ships ${card.quote.shipping_method}`]),
        ...(card.quote.address_id === quote.address ? [] : [`ships to ${card.quote.address_id}`]),
        ...(text.includes("$") && !text.includes(total) ? [`doesn't say the total ${total}`] : []),
    ];
}

function comparisonMisses(
    { compares }: Expectation,
    { cards, text }: SeenTurn,
    around: ExpectationSurroundings,
): string[] {
    if (compares === undefined) return [];
    const { truth, shopper } = around;
    const card = cards.findLast((each) => each.kind === "comparison");
    const compared = card === undefined ? [] : productsOn(card);
    const priced = compares.map((id) => ({
        name: truth.known(id).name,
        price: priceOf(truth.known(id), shopper.price_list),
    }));
    const least = Math.min(...priced.map(({ price }) => price));
    const cheapest = priced.filter(({ price }) => price === least);
    const saysLeast = text
        .split("\n")
        .some(
            (line) =>
                /\b(?:costs? (?:the )?least|cheapest|cheaper|lowest)\b/i.test(line) &&
                cheapest.some(({ name }) => line.includes(name)),
        );
    return [
        ...compares.filter((id) => !compared.includes(id)).map((id) => `doesn't compare ${id}`),
        ...(cheapest.length === 1 && !saysLeast ? [`doesn't say that ${cheapest[0]?.name} costs least`] : []),
    ];
}
