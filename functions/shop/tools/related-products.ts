import * as z from "zod";
import { defineTool } from "./define";
import { productId } from "./inputs";
import { matches } from "./matches";
import { cardOf, evidenceOf, hitOf, idsOf, nameOf, productHit } from "./product-facts";
import { seenProducts } from "./seen-products";

const mostRelated = 6;

/** Finds what goes with a product. */
export const relatedProducts = defineTool({
    name: "related_products",
    description: "Returns products that go with one product, as the catalogue relates them.",
    input: z.strictObject({ product_id: productId }),
    output: z.object({ hits: z.int(), products: z.array(productHit), note: z.string().optional() }),
    readOnly: true,
    timeoutMs: 5_000,
    async run({ product_id }, context) {
        const { shopper, catalog } = context;
        const [product] = await seenProducts(context, [product_id]);
        const candidates = product.related.length === 0 ? [] : await catalog.get(product.related);
        const related = candidates.filter((other) => matches(other, {}, shopper.price_list)).slice(0, mostRelated);
        return {
            output: {
                hits: related.length,
                products: related.map((other) => hitOf(other, shopper)),
                ...(related.length === 0 && { note: "The catalogue relates nothing to it. search_products may help." }),
            },
            cards:
                related.length === 0
                    ? []
                    : [
                          {
                              kind: "products",
                              title: `Goes with ${nameOf(product)}`,
                              products: related.map((other) => cardOf(other, shopper)),
                          },
                      ],
            seen: idsOf(related),
            evidence: { ...evidenceOf(related, shopper), names: [product, ...related].map(nameOf) },
            facts: { product_ids: idsOf(related) },
        };
    },
});
