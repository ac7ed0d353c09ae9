import type { EvalCase, Expectation } from "../case";
import { type CatalogTruth, fits } from "./truth";

const DEPTH = 5;

/** How well a search answered, over the first five products that it showed. */
export interface Relevance {
    /** Share of the products shown that answer the request. */
    readonly precision: number;
    /** Share of what answers it that is shown; a request that hundreds answer counts as one that five do. */
    readonly recall: number;
}

/**
 * Precision and recall at five. What answers a request is told by facts of the catalogue (category, style, option, price),
 * never by the search.
 */
export function relevanceOf(
    shown: readonly string[],
    { any }: NonNullable<Expectation["finds"]>,
    truth: CatalogTruth,
    priceList: string,
): Relevance {
    const relevant = new Set(
        truth
            .all()
            .filter((product) => any.some((where) => fits(product, where, priceList)))
            .map(({ id }) => id),
    );
    const first = [...new Set(shown)].slice(0, DEPTH);
    const hits = first.filter((id) => relevant.has(id)).length;
    return {
        precision: first.length === 0 ? 0 : hits / first.length,
        recall: relevant.size === 0 ? 0 : hits / Math.min(DEPTH, relevant.size),
    };
}

/** Products that the cases name and the catalogue hasn't: a case must be right before an answer can be wrong. */
export function unknownProducts(cases: readonly EvalCase[], truth: CatalogTruth): string[] {
    const named = cases.flatMap(({ cart, ordered, other, turns }) => [
        ...Object.keys(cart),
        ...Object.keys(ordered),
        ...Object.keys(other?.ordered ?? {}),
        ...turns.flatMap(({ expect }) => [
            ...(expect.shows ?? []),
            ...(expect.hides ?? []),
            ...(expect.compares ?? []),
            ...(expect.tells === undefined ? [] : [expect.tells.product]),
            ...Object.keys(expect.cart ?? {}),
            ...Object.keys(expect.quote?.lines ?? {}),
        ]),
    ]);
    return [...new Set(named)].filter((id) => truth.get(id) === undefined);
}
