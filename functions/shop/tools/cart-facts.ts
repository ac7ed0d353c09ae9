import * as z from "zod";
import { type Money, moneyText } from "../money";
import type { Cart, CartLine, Order, Quote } from "../orders/types";
import type { Evidence } from "./outcome";
import { nameOf, stockText } from "./product-facts";

/** Lines that the model is told of; the shopper's card has all of them. */
const mostLines = 25;

const line = z.object({
    product_id: z.string(),
    quantity: z.int(),
    unit_price: z.string(),
    line_total: z.string(),
    stock: z.string(),
    enough_in_stock: z.boolean(),
    catalog_text: z.object({ name: z.string() }),
});

export const cartOutput = z.object({
    lines: z.array(line),
    further_lines: z.int(),
    pieces: z.int(),
    subtotal: z.string(),
    subtotal_minor: z.int(),
    can_be_ordered: z.boolean(),
});

export const totalsOutput = z.object({
    subtotal: z.string(),
    shipping: z.string(),
    shipping_method: z.string(),
    tax: z.string(),
    total: z.string(),
    total_minor: z.int(),
});

export function cartFacts(cart: Cart): z.infer<typeof cartOutput> {
    return {
        ...lineFacts(cart.lines),
        subtotal: moneyText(cart.subtotal),
        subtotal_minor: cart.subtotal.amount_minor,
        can_be_ordered: cart.lines.length > 0 && cart.lines.every(isInStock),
    };
}

export function lineFacts(lines: readonly CartLine[]) {
    return {
        lines: lines.slice(0, mostLines).map((of) => ({
            product_id: of.product_id,
            quantity: of.quantity,
            unit_price: moneyText(of.unit_price),
            line_total: moneyText(of.line_total),
            stock: stockText(of.stock),
            enough_in_stock: isInStock(of),
            catalog_text: { name: nameOf(of) },
        })),
        further_lines: Math.max(0, lines.length - mostLines),
        pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    };
}

export function totalsFacts(of: Quote | Order): z.infer<typeof totalsOutput> {
    return {
        subtotal: moneyText(of.subtotal),
        shipping: moneyText(of.shipping),
        shipping_method: of.shipping_method,
        tax: moneyText(of.tax),
        total: moneyText(of.total),
        total_minor: of.total.amount_minor,
    };
}

/** What may be said of some lines and the sums under them. */
export function linesEvidence(lines: readonly CartLine[], sums: readonly Money[]): Partial<Evidence> {
    return {
        names: lines.map(nameOf),
        prices_minor: [...lines.flatMap((of) => [of.unit_price, of.line_total]), ...sums].map(
            ({ amount_minor }) => amount_minor,
        ),
        stock: lines.map(({ stock }) => stock),
        ids: productIdsOf(lines),
    };
}

export function sumsOf({ subtotal, shipping, tax, total }: Quote | Order): Money[] {
    return [subtotal, shipping, tax, total];
}

export function productIdsOf(lines: readonly CartLine[]): string[] {
    return lines.map(({ product_id }) => product_id);
}

function isInStock({ stock, quantity }: CartLine): boolean {
    return stock >= quantity;
}
