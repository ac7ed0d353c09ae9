import { filtersOf } from "../filters";
import { RouteMethod, route } from "../route";
import { listQuery, MAX_PAGE, productsAnswer } from "../schemas";
import { soldViews } from "../view";
import { type RouteFamily, shoppersAndServices } from "./family";

const DEFAULT_PAGE = 20;

/** Filters and sorting go by standard prices; a shopper on another price list sees their own. */
export const listProducts: RouteFamily = shoppersAndServices((at) =>
    route({
        ...at("/products"),
        method: RouteMethod.Get,
        summary: `Lists products, ${DEFAULT_PAGE} a page unless \`limit\` (${MAX_PAGE} at most) says otherwise.`,
        query: listQuery,
        body: null,
        status: 200,
        answer: productsAnswer,
        async run({ query, shopper }, services) {
            const { products, next } = await services.catalog.list({
                filters: filtersOf(query),
                limit: query.limit ?? DEFAULT_PAGE,
                ...(query.sort !== undefined && { sort: query.sort }),
                ...(query.next !== undefined && { next: query.next }),
            });
            return {
                products: soldViews(products, services, shopper.price_list),
                ...(next !== undefined && { next }),
            };
        },
    }),
);
