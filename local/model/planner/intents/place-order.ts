import { call, type Intent, say } from "../step";
import { readQuantity } from "../words/numbers";
import { referredTo } from "../words/references";
import { quoteInput, tellQuote } from "./quote";

const ORDERING =
    /^(?:please |yes,? |ok(?:ay)?,? |now |just )*(?:i (?:want|would like) to |let us |can (?:you|i) |could you )?(?:order|buy|purchase)(?: (?:it|this|that|them|both|everything|now|all|please|the (?:first|second|third|fourth|fifth|last|cheapest)\b.*|my cart|number \d+|\d+ of .*|(?:one|two|three) of .*))*(?: (?:with|to) .*)?$|\b(?:place|submit|complete|confirm|finali[sz]e)\b.*\b(?:order|purchase|quote|it)\b|^confirm(?:ed)?$|\bready to (?:order|buy|pay|check out)\b|^(?:i )?confirm\b|^pay(?: now)?$/;
const ONE_PRODUCT = /\b(?:it|this|that|them|both|first|second|third|fourth|fifth|last|cheapest|number \d+)\b/;

/** Nothing here orders: it makes the quote that the shopper confirms. */
export const placeOrder: Intent = {
    name: "place order",
    respond({ said, done, past }) {
        if (!ORDERING.test(said)) return null;
        const quoted = done.find(({ name }) => name === "quote_cart");
        if (quoted !== undefined) return tellQuote(quoted.output);
        if (/^(?:i )?confirm(?:ed)?\b|\bconfirm\b.*\bquote\b/.test(said)) {
            return say("I can't confirm for you: use the quote's own button, so that nothing is ordered without you.");
        }
        const isInCart = past.calls.some(({ name, error }) => name === "change_cart" && error === null);
        const products = done.length === 0 && !isInCart && ONE_PRODUCT.test(said) ? referredTo(said, past) : [];
        if (products.length === 0) return call("quote_cart", quoteInput(said, past));
        const quantity = readQuantity(said);
        return {
            calls: products.map(({ id }) => ({
                name: "change_cart",
                input: { action: "add", product_id: id, ...(quantity !== null && { quantity }) },
            })),
        };
    },
};
