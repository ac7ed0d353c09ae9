import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { catalogue } from "./catalogue";
import { excerpt } from "./excerpt";

/** How many products the sample file holds. */
export const SAMPLE_PRODUCTS = 60;
export const SAMPLE_FILE = resolve(__dirname, "../../../samples/catalog/products.jsonl");

/** The text of `samples/catalog/products.jsonl`. */
export function sampleLines(): string {
    return excerpt(catalogue(), SAMPLE_PRODUCTS)
        .map((product) => `${JSON.stringify(product)}\n`)
        .join("");
}

if (require.main === module) writeFileSync(SAMPLE_FILE, sampleLines());
