import { Readable } from "node:stream";
import type { Product } from "../../../functions/shop/catalog/product";

/** The products as JSON lines, the form that a catalogue is uploaded in. */
export function jsonLines(products: Iterable<Product>): Readable {
    return Readable.from(linesOf(products));
}

function* linesOf(products: Iterable<Product>): Generator<string> {
    for (const product of products) yield `${JSON.stringify(product)}\n`;
}
