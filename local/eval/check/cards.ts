import type { Card, ProductCard } from "../../../functions/shop/assistant/events";
import type { Cart, CartLine, Order, Quote, ShopPolicy } from "../../../functions/shop/orders/types";
import { type Fault, HardRule } from "./fault";
import { expectedTotals } from "./totals";
import { type CatalogTruth, priceOf } from "./truth";

/** What cards are held against. */
export interface CardSurroundings {
    readonly truth: CatalogTruth;
    readonly policy: ShopPolicy;
    readonly priceList: string;
}

/** Every fact on a card that the catalogue or the policy doesn't have. */
export function cardFaults(card: Card, around: CardSurroundings): Fault[] {
    switch (card.kind) {
        case "products":
        case "comparison":
            return card.products.flatMap((product) => productFaults(product, around));
        case "cart":
            return [...lineFaults(card.cart.lines, around, true), ...subtotalFaults(card.cart)];
        case "quote":
            return [...lineFaults(card.quote.lines, around, true), ...quoteFaults(card.quote, around)];
        case "order":
        case "cancellation":
            // What was paid then may differ from the prices of now; the sums must hold all the same.
            return [...lineFaults(card.order.lines, around, false), ...quoteFaults(card.order, around)];
        case "handover":
            return [];
    }
}

/** Products on a card, in their order. */
export function productsOn(card: Card): readonly string[] {
    switch (card.kind) {
        case "products":
        case "comparison":
            return card.products.map(({ product_id }) => product_id);
        case "cart":
            return idsOf(card.cart.lines);
        case "quote":
            return idsOf(card.quote.lines);
        case "order":
        case "cancellation":
            return idsOf(card.order.lines);
        case "handover":
            return [];
    }
}

/** Every sum of money on a card, in minor units. */
export function amountsOn(card: Card): readonly number[] {
    switch (card.kind) {
        case "products":
        case "comparison":
            return card.products.map(({ price }) => price.amount_minor);
        case "cart":
            return [...lineAmounts(card.cart.lines), card.cart.subtotal.amount_minor];
        case "quote":
            return sumsOf(card.quote);
        case "order":
        case "cancellation":
            return sumsOf(card.order);
        case "handover":
            return [];
    }
}

function sumsOf({ lines, subtotal, shipping, tax, total }: Quote | Order): number[] {
    return [...lineAmounts(lines), ...[subtotal, shipping, tax, total].map(({ amount_minor }) => amount_minor)];
}

function lineAmounts(lines: readonly CartLine[]): number[] {
    return lines.flatMap(({ unit_price, line_total }) => [unit_price.amount_minor, line_total.amount_minor]);
}

function idsOf(lines: readonly CartLine[]): string[] {
    return lines.map(({ product_id }) => product_id);
}

function productFaults(shown: ProductCard, { truth, priceList }: CardSurroundings): Fault[] {
    const product = truth.get(shown.product_id);
    if (product === undefined) return [{ rule: HardRule.InventedProduct, detail: `card of ${shown.product_id}` }];
    const faults: Fault[] = [];
    const isSame =
        shown.name === product.name &&
        shown.category === product.category &&
        shown.description === product.description &&
        JSON.stringify(Object.entries(shown.options).toSorted()) ===
            JSON.stringify(Object.entries(product.options).toSorted());
    if (!isSame) faults.push({ rule: HardRule.InventedProduct, detail: `card of ${product.id}: not its own text` });
    const price = priceOf(product, priceList);
    if (shown.price.amount_minor !== price || shown.price.currency !== product.currency)
        faults.push({
            rule: HardRule.InventedPrice,
            detail: `card of ${product.id}: ${shown.price.amount_minor} for ${price}`,
        });
    if (shown.stock !== product.stock)
        faults.push({
            rule: HardRule.InventedStock,
            detail: `card of ${product.id}: ${shown.stock} for ${product.stock}`,
        });
    return faults;
}

function lineFaults(lines: readonly CartLine[], { truth, priceList }: CardSurroundings, isOfNow: boolean): Fault[] {
    return lines.flatMap((line): Fault[] => {
        const product = truth.get(line.product_id);
        if (product === undefined || product.name !== line.name)
            return [{ rule: HardRule.InventedProduct, detail: `line of ${line.product_id}` }];
        const faults: Fault[] = [];
        const unit = line.unit_price.amount_minor;
        if (line.line_total.amount_minor !== unit * line.quantity)
            faults.push({ rule: HardRule.InventedPrice, detail: `line of ${product.id}: its total isn't its sum` });
        if (isOfNow && unit !== priceOf(product, priceList))
            faults.push({ rule: HardRule.InventedPrice, detail: `line of ${product.id}: ${unit}` });
        if (isOfNow && line.stock !== product.stock)
            faults.push({ rule: HardRule.InventedStock, detail: `line of ${product.id}: ${line.stock}` });
        return faults;
    });
}

function subtotalFaults({ lines, subtotal }: Pick<Cart, "lines" | "subtotal">): Fault[] {
    const sum = lines.reduce((total, { line_total }) => total + line_total.amount_minor, 0);
    return sum === subtotal.amount_minor
        ? []
        : [{ rule: HardRule.InventedPrice, detail: `subtotal ${subtotal.amount_minor} for ${sum}` }];
}

function quoteFaults(quote: Quote | Order, { policy }: CardSurroundings): Fault[] {
    const lines = quote.lines.map(({ unit_price, quantity }) => ({ unit_minor: unit_price.amount_minor, quantity }));
    const expected = expectedTotals(policy, lines, quote.shipping_method, quote.ship_to);
    return (["subtotal", "shipping", "tax", "total"] as const).flatMap((sum) =>
        quote[sum].amount_minor === expected[sum]
            ? []
            : [{ rule: HardRule.InventedPrice, detail: `${sum} ${quote[sum].amount_minor} for ${expected[sum]}` }],
    );
}
