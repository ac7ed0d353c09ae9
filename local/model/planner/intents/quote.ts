import { textIn } from "../results";
import { call, type Intent, type Step, say } from "../step";
import type { Past } from "../turn";

const QUOTING =
    /\bquote\b|\b(?:total|grand total|in all|all together|altogether|checkout|check out)\b|\b(?:what|how much) (?:does|do|would|will|is|are)\b.*\b(?:it|they|this|that|cart|order|everything)\b.*\b(?:cost|be|come to)\b.*\b(?:with|to|including|for|shipped|delivered)\b|\bhow much (?:is|would|will) (?:my|the) (?:cart|basket|order)\b|\bwith (?:express|expedited|standard|fast) shipping\b/;

/** Words that shoppers use for a way of shipping. */
const METHODS: readonly (readonly [RegExp, string])[] = [
    [/\b(?:express|expedited|fast(?:est)?|quick(?:est)?|rush|priority)\b/, "expedited"],
    [/\b(?:standard|normal|regular|cheapest shipping|slow)\b/, "standard"],
];
const PLACE = /\b(?:to|at) (?:my |the )?(home|work|office|parents|parents' (?:house|place))\b/;
const NAMED_PLACE = /\b(?:ship|send|deliver)(?: it| them| this| everything)? to (?:my |the )?(\w+)(?: address)?\b/;

export const quote: Intent = {
    name: "quote",
    respond({ said, done, past }) {
        if (!QUOTING.test(said)) return null;
        const [result] = done;
        return result === undefined ? call("quote_cart", quoteInput(said, past)) : tellQuote(result.output);
    },
};

/** Address and way of shipping: as the words name them, or else as in the last quote. */
export function quoteInput(said: string, { calls }: Past): Readonly<Record<string, unknown>> {
    const method = METHODS.find(([pattern]) => pattern.test(said))?.[1];
    const place = PLACE.exec(said)?.[1] ?? NAMED_PLACE.exec(said)?.[1];
    return {
        ...calls.findLast(({ name, error }) => name === "quote_cart" && error === null)?.input,
        ...(place !== undefined && { address_id: addressId(place) }),
        ...(method !== undefined && { shipping_method: method }),
    };
}

export function tellQuote(output: unknown): Step {
    const part = (key: string) => textIn(output, key) ?? "on the card";
    return say(
        [
            `Subtotal ${part("subtotal")}, ${part("shipping_method")} shipping ${part("shipping")}, tax ${part("tax")}.`,
            `The total is ${part("total")}, sent to your address "${part("address_id")}".`,
            "Nothing is ordered yet: confirm the quote yourself to place the order.",
        ].join("\n"),
    );
}

function addressId(place: string): string {
    if (place === "office") return "work";
    return place.startsWith("parents") ? "parents" : place;
}
