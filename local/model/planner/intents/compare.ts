import { numbered } from "../phrases";
import { productsIn, textIn } from "../results";
import { call, type Intent, type Step, say } from "../step";
import type { Turn } from "../turn";
import { referredTo } from "../words/references";

const COMPARING =
    /\bcompar(?:e|ison|ing)\b|\bdifferences?\b|\bside by side\b|\bversus\b|\bvs\b|\bwhich (?:one )?(?:is|of (?:them|these|those) is) (?:the )?(?:better|best|cheaper|cheapest)\b/;
const MOST_COMPARED = 4;

export const compare: Intent = {
    name: "compare",
    respond(turn) {
        if (!COMPARING.test(turn.said)) return null;
        const result = turn.done.findLast(({ name }) => name === "compare_products");
        return result === undefined ? start(turn) : answer(result.output);
    },
};

function start({ said, past }: Turn): Step {
    const named = referredTo(said.replace(/\bwhich (?:one )?is (?:the )?\w+\b/, ""), past);
    const chosen = named.length >= 2 ? named : past.shown;
    const ids = [...new Set(chosen.map(({ id }) => id))].slice(0, MOST_COMPARED);
    return ids.length < 2
        ? say("I need at least two products to compare. Search for some first, then say which.")
        : call("compare_products", { product_ids: ids });
}

function answer(output: unknown): Step {
    const products = productsIn(output);
    const cheapest = products.find(({ id }) => id === textIn(output, "cheapest_product_id"));
    const verdict = cheapest === undefined ? "" : `\n${cheapest.name} costs least.`;
    return say(`Side by side:\n${numbered(products)}${verdict}`);
}
