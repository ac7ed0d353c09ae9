import * as z from "zod";
import { defineTool } from "./define";
import { productId } from "./inputs";
import { cardOf, detailsOf, evidenceOf, idsOf, productDetails } from "./product-facts";
import { seenProducts } from "./seen-products";

/** Tells all that the catalogue has on one product. */
export const getProduct = defineTool({
    name: "get_product",
    description: "Returns the details of one product: description, options, price, stock.",
    input: z.strictObject({ product_id: productId }),
    output: z.object({ product: productDetails }),
    readOnly: true,
    timeoutMs: 5_000,
    async run({ product_id }, context) {
        const { shopper } = context;
        const [product] = await seenProducts(context, [product_id]);
        return {
            output: { product: detailsOf(product, shopper) },
            cards: [{ kind: "products", title: product.name, products: [cardOf(product, shopper)] }],
            seen: [product.id],
            evidence: evidenceOf([product], shopper),
            facts: { product_ids: idsOf([product]) },
        };
    },
});
