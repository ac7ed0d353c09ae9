import { productLine, quotable } from "../phrases";
import { productsIn } from "../results";
import { call, type Intent, say } from "../step";
import { referredTo } from "../words/references";
import { askWhich } from "./which";

const DETAILS =
    /\b(?:tell me (?:more )?about|more (?:about|details|info\w*)|details|describe|learn more|know more|what is it made of|made of|specs|specifications|material)\b/;
const ABOUT_ONE =
    /^(?:show me |let me see |look at |open |what about |how about |and )?(?:the )?(?:(?:first|second|third|fourth|fifth|last|\d(?:st|nd|rd|th))(?: one)?|(?:number|option|#) ?\d+)$|\b(?:how much (?:is|does|are)|what (?:does|is the price of)|price of|is|are|does) (?:it|this|that|the (?:first|second|third|fourth|fifth|last|cheapest|most expensive))\b/;

export const details: Intent = {
    name: "details",
    respond({ said, done, past }) {
        const isAsked = DETAILS.test(said);
        if (!isAsked && !ABOUT_ONE.test(said)) return null;
        const [result] = done;
        if (result !== undefined) return answer(result.output);
        const [product] = referredTo(said, past);
        if (product !== undefined) return call("get_product", { product_id: product.id });
        return isAsked && /\b(?:it|this|that|one|them)\b/.test(said) ? askWhich(past, "describe") : null;
    },
};

function answer(output: unknown) {
    const [product] = productsIn(output);
    if (product === undefined) return say("The shop told me nothing about it.");
    const description = quotable(product.description ?? "");
    const text = description === "" ? "Its description is on the card." : description;
    return say(`${productLine(product)}.\n${text}`);
}
