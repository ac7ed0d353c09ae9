import { createHash } from "node:crypto";
import type { CartLine } from "./types";

/** A product in a cart as it is stored: what it costs is looked up. */
export interface CartEntry {
    readonly product_id: string;
    readonly quantity: number;
}

/**
 * Hash of what a shopper's cart holds, without prices: what the stored cart is compared by.
 * Two carts with the same products and quantities have one hash, whatever was done to them in between.
 */
export function contentsHash(shopperId: string, entries: readonly CartEntry[]): string {
    return hashOf([
        shopperId,
        inOrder(entries.map(({ product_id, quantity }): [string, number] => [product_id, quantity])),
    ]);
}

/** Hash of a cart as its owner sees it, prices included: what a confirmation is bound to. */
export function cartHash(shopperId: string, currency: string, lines: readonly CartLine[]): string {
    return hashOf([
        shopperId,
        currency,
        inOrder(
            lines.map((line): [string, number, number] => [
                line.product_id,
                line.quantity,
                line.unit_price.amount_minor,
            ]),
        ),
    ]);
}

/** Hash of what a request asks for, to tell a repetition from another request with the same key. */
export function requestHash(parts: readonly string[]): string {
    return hashOf(parts);
}

/** By product id, in the order of code units: the same on every machine, whatever its language. */
function inOrder<Entry extends readonly [string, ...number[]]>(entries: readonly Entry[]): Entry[] {
    return entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function hashOf(value: unknown): string {
    return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
