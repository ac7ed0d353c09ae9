import type { Product } from "../../../functions/shop/catalog/product";
import { groupBy } from "./group-by";

/**
 * A small catalogue out of a large one: the products that are asked for, then one of each style in turn, with the
 * relations among them alone.
 */
export function excerpt(products: readonly Product[], count: number, always: readonly Product[] = []): Product[] {
    const wanted = new Set(always);
    const others = products.filter((product) => !wanted.has(product));
    const byStyle = [...groupBy(others, ({ style }) => style).values()];
    const chosen: Product[] = [...wanted];
    for (let round = 0; chosen.length < Math.min(count, products.length); round++) {
        chosen.push(...byStyle.flatMap((shelf) => shelf.slice(round, round + 1)));
    }
    const kept = chosen.slice(0, count);
    const ids = new Set(kept.map(({ id }) => id));
    return kept.map((product) => ({ ...product, related: product.related.filter((id) => ids.has(id)) }));
}
