import { type Product, ProductStatus } from "../../../functions/shop/catalog/product";
import type { Random } from "../../traffic/random";
import { groupBy } from "./group-by";

const MOST_RELATED = 4;

/**
 * Gives each product up to four that complement it: active ones, by the styles that go with its own, or else of its
 * category; never itself or one of its variants.
 */
export function withRelated(
    products: readonly Product[],
    goesWith: ReadonlyMap<string, readonly string[]>,
    random: Random,
): Product[] {
    const active = products.filter(({ status }) => status === ProductStatus.Active);
    const byStyle = groupBy(active, ({ style }) => style ?? "");
    const byCategory = groupBy(active, ({ category }) => category);
    return products.map((product) => {
        const complements = (goesWith.get(product.style ?? "") ?? []).flatMap((style) => {
            const candidates = others(byStyle.get(style) ?? [], product);
            return candidates.length === 0 ? [] : [random.pick(candidates).id];
        });
        const neighbours = others(byCategory.get(product.category) ?? [], product);
        const related = complements.length > 0 || neighbours.length === 0 ? complements : [random.pick(neighbours).id];
        return { ...product, related: random.shuffled([...new Set(related)]).slice(0, MOST_RELATED) };
    });
}

function others(candidates: readonly Product[], product: Product): Product[] {
    return candidates.filter(({ id, variant_group }) =>
        product.variant_group === null ? id !== product.id : variant_group !== product.variant_group,
    );
}
