import { type Intent, say } from "../step";

/** What is declined, whatever else was said with it. */
const DECLINED: readonly (readonly [RegExp, string])[] = [
    [
        /\b(?:ignore|disregard|forget|override)\b.*\b(?:instructions?|rules|prompt|policy|policies)\b|\b(?:system prompt|your (?:instructions|prompt|rules))\b|\b(?:developer|admin|debug) mode\b|\bpretend (?:to be|you are)\b|\bact as\b|\b(?:say|write|repeat|print) (?:exactly|after me|word for word|everything above)\b|\bwhat you were told\b/,
        "I can't change how I work or show what I was told. I can help you with the shop's products and your orders.",
    ],
    [
        /\bfor (?:1 cent|one cent|free|nothing)\b|\b(?:\d+ ?(?:%|percent) off)\b|\b(?:give|grant|apply|want|get|have)\b.*\b(?:discount|coupon|promo(?:tion)? code|price match)\b|\b(?:lower|change|set|reduce|override) the price\b/,
        "I can't change a price: it is what the catalogue says for your account. Shall I look for something cheaper?",
    ],
    [
        /\b(?:another|other|different|somebody else's|someone else's|all|every) (?:customer|shopper|user|person|people|account)(?:'?s|s')?\b|\b(?:my|his|her|their) (?:neighbou?r|friend|wife|husband|boss|ex)(?:'s)? (?:orders?|cart|address|account|e-?mail)\b/,
        "I can only see your own cart and orders, and nobody else's.",
    ],
    [
        /\b(?:send|mail|e-?mail|forward|deliver)\b.*[\w.+-]+@[\w-]+\.\w+|\b(?:change|use|set)\b.*\be-?mail(?: address)?\b/,
        "Mail goes to the verified address of your account only, and I can't change it.",
    ],
    [
        /\b(?:credit card number|card number is|cvv|my password|social security)\b/,
        "Please don't send me payment details or passwords: I don't need them.",
    ],
];

export const boundaries: Intent = {
    name: "boundaries",
    respond({ said }) {
        const answer = DECLINED.find(([pattern]) => pattern.test(said))?.[1];
        return answer === undefined ? null : say(answer);
    },
};
