import * as z from "zod";
import { cartOutput, lineFacts, linesEvidence, productIdsOf, sumsOf, totalsFacts, totalsOutput } from "./cart-facts";
import { defineTool } from "./define";

/** Prices the cart for ordering: the shopper, and nobody else, makes an order of it. */
export const quoteCart = defineTool({
    name: "quote_cart",
    description:
        "Works out what the cart costs in all: shipping, tax, total. Shows the shopper a quote to confirm. This places no order: only the shopper can, by confirming the quote.",
    input: z.strictObject({
        address_id: z
            .string()
            .min(1)
            .max(64)
            .optional()
            .describe("Name of an address in the shopper's address book, such as home; never an address itself."),
        shipping_method: z
            .string()
            .min(1)
            .max(64)
            .optional()
            .describe("Name of a way of shipping, such as standard; the cheapest unless given."),
    }),
    output: totalsOutput.extend({
        quote_id: z.string(),
        address_id: z.string(),
        lines: cartOutput.shape.lines,
        further_lines: z.int(),
        pieces: z.int(),
        expires_at: z.string(),
        note: z.string(),
    }),
    readOnly: false,
    timeoutMs: 8_000,
    async run(choice, { shop, shopper }) {
        const quote = await shop.quote(shopper, choice);
        return {
            output: {
                quote_id: quote.quote_id,
                address_id: quote.address_id,
                ...lineFacts(quote.lines),
                ...totalsFacts(quote),
                expires_at: new Date(quote.expires_at * 1_000).toISOString(),
                note: "No order is placed. The shopper confirms the quote that is shown, or doesn't.",
            },
            cards: [{ kind: "quote", quote }],
            seen: [quote.quote_id, ...productIdsOf(quote.lines)],
            evidence: {
                ...linesEvidence(quote.lines, sumsOf(quote)),
                ids: [quote.quote_id, ...productIdsOf(quote.lines)],
            },
            facts: { product_ids: productIdsOf(quote.lines) },
        };
    },
});
