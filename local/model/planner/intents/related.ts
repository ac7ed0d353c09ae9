import { listed } from "../listed";
import { numbered } from "../phrases";
import { call, type Intent, say } from "../step";
import { referredTo } from "../words/references";
import { askWhich } from "./which";

const MATCHING =
    /\b(?:goes?|fits?|pairs?|works?|wear) (?:well )?with\b|\bto go with\b|\bmatch(?:es|ing)?\b|\brelated\b|\bcomplements?\b|\baccessories\b|\bwhat else (?:do i|would i|will i|should i)\b/;

export const related: Intent = {
    name: "related",
    respond({ said, done, past }) {
        if (!MATCHING.test(said)) return null;
        const [result] = done;
        if (result !== undefined) {
            const products = listed([result]);
            return products.length === 0
                ? say("The catalogue names nothing that goes with it. Shall I search for something?")
                : say(`These go with it:\n${numbered(products)}`);
        }
        const [product = past.focus] = referredTo(said, past);
        if (product !== null) return call("related_products", { product_id: product.id });
        const [first] = past.shown;
        return first === undefined || past.shown.length > 1
            ? askWhich(past, "match")
            : call("related_products", { product_id: first.id });
    },
};
