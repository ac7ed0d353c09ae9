import * as z from "zod";
import { type Product, STANDARD_PRICE_LIST } from "../catalog/product";
import { defineTool } from "./define";
import { priceMinor, searchText } from "./inputs";
import { matches, sorted, storedFilters } from "./matches";
import { type ProductFilters, ProductSort, type ToolContext } from "./ports";
import { cardOf, evidenceOf, hitOf, idsOf, productHit } from "./product-facts";

const usualLimit = 6;
const mostHits = 10;
/** What search by meaning returns may be sold out, dearer by now or discontinued: so more is asked for than is shown. */
const overFetch = 4;
const mostPages = 5;

const input = z.strictObject({
    text: searchText(300)
        .optional()
        .describe("What is looked for, in the shopper's words: a thing, its use, its material. Leave out to list."),
    category: searchText(60).optional().describe("Category, exactly as a result named it."),
    style: searchText(60).optional().describe("Style, exactly as a result named it."),
    occasion: searchText(60).optional().describe("What it is for, one lower-case word: picnic, anniversary."),
    min_price_minor: priceMinor("Lowest price").optional(),
    max_price_minor: priceMinor("Highest price").optional(),
    in_stock_only: z.boolean().optional().describe("Whether to leave out what is sold out."),
    sort: z.enum(ProductSort).optional().describe("Order of the results; the best match first unless given."),
    limit: z.int().min(1).max(mostHits).optional().describe(`How many results; ${usualLimit} unless given.`),
});
type Input = z.infer<typeof input>;

/** Finds products by meaning and by exact filters. */
export const searchProducts = defineTool({
    name: "search_products",
    description:
        "Searches the catalogue by words and filters, or lists it by category and price where no words are given. Returns products with id, price and stock. Call it before naming any product.",
    input,
    output: z.object({ hits: z.int(), products: z.array(productHit), note: z.string().optional() }),
    readOnly: true,
    timeoutMs: 8_000,
    async run(asked, context) {
        const { shopper } = context;
        const products = await found(asked, context);
        return {
            output: {
                hits: products.length,
                products: products.map((product) => hitOf(product, shopper)),
                ...(products.length === 0 && { note: whyNothing(asked) }),
            },
            cards:
                products.length === 0
                    ? []
                    : [{ kind: "products", title: "Products", products: products.map((p) => cardOf(p, shopper)) }],
            seen: idsOf(products),
            evidence: evidenceOf(products, shopper),
            facts: {
                query_text: asked.text ?? null,
                category: asked.category ?? null,
                hits: products.length,
                product_ids: idsOf(products),
            },
        };
    },
});

async function found(asked: Input, context: ToolContext): Promise<readonly Product[]> {
    const { text, sort, limit = usualLimit, ...filters } = asked;
    const priceList = context.shopper.price_list;
    const candidates =
        text === undefined
            ? await listed(filters, sort, limit, context)
            : await relevant(text, filters, limit * overFetch, context);
    return sorted(candidates, sort, priceList).slice(0, limit);
}

/** By meaning; then each by the facts of now, since the knowledge base may be behind. */
async function relevant(
    text: string,
    filters: ProductFilters,
    limit: number,
    { search, catalog, shopper }: ToolContext,
): Promise<readonly Product[]> {
    const hits = await search.products({ text, filters: storedFilters(filters, shopper.price_list), limit });
    const products = await catalog.get([...new Set(hits.map(({ product_id }) => product_id))]);
    return products.filter((product) => matches(product, filters, shopper.price_list));
}

/** Page by page, until enough hold by the shopper's own prices; with an order by those prices, to the end of the pages. */
async function listed(
    filters: ProductFilters,
    sort: ProductSort | undefined,
    limit: number,
    { catalog, shopper }: ToolContext,
): Promise<readonly Product[]> {
    const isStandard = shopper.price_list === STANDARD_PRICE_LIST;
    const products: Product[] = [];
    let next: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
        const list = await catalog.list({
            filters: storedFilters(filters, shopper.price_list),
            ...(sort !== undefined && { sort }),
            limit: isStandard ? limit : limit * overFetch,
            ...(next !== undefined && { next }),
        });
        products.push(...list.products.filter((product) => matches(product, filters, shopper.price_list)));
        next = list.next;
        if (next === undefined || (products.length >= limit && (isStandard || sort === undefined))) break;
    }
    return products;
}

function whyNothing({ text, limit: _limit, sort: _sort, ...filters }: Input): string {
    const narrowing = Object.keys(filters);
    if (narrowing.length > 0) return `Nothing fits. Try again without ${narrowing.join(", ")}, and tell the shopper.`;
    return text === undefined ? "The catalogue is empty." : "Nothing fits. Try other words, or tell the shopper.";
}
