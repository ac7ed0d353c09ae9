import { type Intent, say } from "../step";

const OTHER_SUBJECTS =
    /\b(?:weather|forecast|news|politics|politician|president|election|stock market|bitcoin|crypto|capital of|population of|translate|poem|haiku|joke|riddle|story about|essay|homework|equation|square root|meaning of life|horoscope|lottery|football (?:score|result)|who won|python|javascript|source code|write (?:a|me|some) code|lawyer|legal advice|diagnos\w*|symptoms?|medication|doctor|tax advice|invest(?:ment)? advice|flight|hotel|movie|film tonight)\b/;

export const outOfScope: Intent = {
    name: "out of scope",
    respond({ said }) {
        return OTHER_SUBJECTS.test(said)
            ? say("I can only help with this shop: its products, your cart and orders, and its policies.")
            : null;
    },
};
