import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Product } from "../../functions/shop/catalog/product";
import { catalogue, DEFAULT_PRODUCTS, jsonLines } from "../shop/catalogue";

/** One product in so many is dearer, has more in stock, or is gone. */
const CHANGED_EVERY = 20;
const DEARER = 1.1;
const DELIVERED = 25;

export interface GenerateOptions {
    /** Default: as many as the generated catalogue has. */
    readonly products?: number;
    /** Another seed, other changes. Default 1. */
    readonly seed?: number;
}

/**
 * The generated catalogue as the shop might deliver it next: some prices and stocks changed, some products gone. The same for
 * the same seed and number.
 */
export function changedCatalogue({ products = DEFAULT_PRODUCTS, seed = 1 }: GenerateOptions): Product[] {
    return catalogue({ products }).flatMap((product, index) => {
        switch ((index + seed) % CHANGED_EVERY) {
            case 0:
                return [{ ...product, price_minor: Math.round(product.price_minor * DEARER), price_lists: {} }];
            case 1:
                return [{ ...product, stock: product.stock + DELIVERED }];
            case 2:
                return [];
            default:
                return [product];
        }
    });
}

/** Writes it as JSON lines. */
export async function writeChangedCatalogue(file: string, options: GenerateOptions): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    await pipeline(jsonLines(changedCatalogue(options)), createWriteStream(file));
}
