import { matches, storedFilters } from "../../shop/tools/matches";
import { filtersOf } from "../filters";
import { RouteMethod, route } from "../route";
import { MAX_PAGE, productsAnswer, searchQuery } from "../schemas";
import { soldViews } from "../view";
import { type RouteFamily, shoppersAndServices } from "./family";

const DEFAULT_HITS = 10;
/** How many more hits are fetched than shown, since some aren't sold any more or don't fit any more. */
const SPARE = 2;

export const searchProducts: RouteFamily = shoppersAndServices((at) =>
    route({
        ...at("/products/search"),
        method: RouteMethod.Get,
        summary: `Searches products by meaning, best first; ${DEFAULT_HITS} unless \`limit\` says otherwise.`,
        query: searchQuery,
        body: null,
        status: 200,
        answer: productsAnswer,
        async run({ query, shopper }, services) {
            const limit = query.limit ?? DEFAULT_HITS;
            const filters = filtersOf(query);
            const hits = await services.search.products({
                text: query.q,
                filters: storedFilters(filters, shopper.price_list),
                limit: Math.min(limit * SPARE, MAX_PAGE),
            });
            const products = await services.catalog.get([...new Set(hits.map(({ product_id }) => product_id))]);
            const fitting = products.filter((product) => matches(product, filters, shopper.price_list));
            return { products: soldViews(fitting, services, shopper.price_list).slice(0, limit) };
        },
    }),
);
