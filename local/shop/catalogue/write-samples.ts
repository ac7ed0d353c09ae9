import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { ProductStatus } from "../../../functions/shop/catalog/product";
import { AWKWARD_IDS, INJECTED_IDS } from "./awkward";
import { catalogue } from "./catalogue";
import { excerpt } from "./excerpt";

/** How many products the sample file holds. */
export const SAMPLE_PRODUCTS = 60;
const AWKWARD_ROWS = 6;
const INJECTED_ROWS = 2;
export const SAMPLE_FILE = resolve(__dirname, "../../../samples/catalog/products.jsonl");

/** The text of `samples/catalog/products.jsonl`. */
export function sampleLines(): string {
    const products = catalogue();
    const special = new Set([...AWKWARD_IDS.slice(0, AWKWARD_ROWS), ...INJECTED_IDS.slice(0, INJECTED_ROWS)]);
    const telling = [
        ...products.filter(({ stock }) => stock === 0).slice(0, 1),
        ...products.filter(({ status }) => status === ProductStatus.Discontinued).slice(0, 1),
        ...products.filter(({ id }) => special.has(id)),
    ];
    return excerpt(products, SAMPLE_PRODUCTS, telling)
        .map((product) => `${JSON.stringify(product)}\n`)
        .join("");
}

if (require.main === module) writeFileSync(SAMPLE_FILE, sampleLines());
