import { createWriteStream, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { loadStackConfig } from "../../runner";
import { isRecord } from "../is-record";
import { catalogue, jsonLines } from "../shop/catalogue";

const SHOP_SETTING = "lakefront:shop";

export interface SampleShopRequest {
    readonly repository: string;
    readonly stack: string;
    /** Where the generated catalogue goes. */
    readonly directory: string;
    /** How many products are generated. */
    readonly products: number;
    /** A catalogue file of the user's own, instead of a generated one. */
    readonly catalog?: string;
}

/**
 * The settings that make the stack load a catalogue of this size, or the user's own, instead of the few sample products. None
 * if the stack has no shop.
 */
export async function sampleShop(request: SampleShopRequest): Promise<Record<string, string>> {
    const { repository, stack } = request;
    const setting: unknown = JSON.parse(loadStackConfig(repository, stack).config[SHOP_SETTING] ?? "{}");
    if (!isRecord(setting) || Object.keys(setting).length === 0) return {};
    const catalogFile = request.catalog === undefined ? await generated(request) : resolve(request.catalog);
    return { [SHOP_SETTING]: JSON.stringify({ ...setting, catalogFile }) };
}

async function generated({ directory, products }: SampleShopRequest): Promise<string> {
    mkdirSync(directory, { recursive: true });
    const file = join(directory, "products.jsonl");
    await pipeline(jsonLines(catalogue({ products })), createWriteStream(file));
    return file;
}
