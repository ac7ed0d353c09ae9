import { listed, MOST_HITS } from "../listed";
import { numbered } from "../phrases";
import type { ShownProduct } from "../results";
import { type Intent, type Step, say } from "../step";
import type { Turn } from "../turn";
import { readQuantity } from "../words/numbers";
import { readSearch } from "../words/query";
import { referredTo } from "../words/references";
import { tellCart } from "./cart";
import { askWhich } from "./which";

const Action = { Add: "add", Change: "change", Remove: "remove" } as const;
type Action = (typeof Action)[keyof typeof Action];

const REMOVING =
    /\b(?:remove|delete|drop (?=it|this|that|them|these|the|both|all|number|one|two)|take (?:\S+ ){0,4}?out|get rid of|i do not want (?:it|that|the))\b/;
const CHANGING =
    /\b(?:change|set|update|make|increase|decrease|reduce)\b.*\b(?:to|it|them|quantity|that)\b|\bi want \S+ instead\b/;
const ADDING =
    /\badd\b|\bput\b.*\b(?:in|into|to)\b|\bi(?: wi|')?ll? ?(?:take|have|get|buy)\b|\bi (?:want|would like|will take) (?:to (?:buy|have) )?(?:it|this|that|them|both|the (?:first|second|third|fourth|fifth|last|cheapest)|(?:one|two|three|\d+) of)\b|^(?:take|get|buy)\b.*\b(?:it|both|them|first|second|third|fourth|fifth|last|cheapest|number \d)\b|\bto (?:my|the) (?:cart|basket|bag)\b/;

const DONE: Readonly<Record<Action, string>> = {
    add: "Added. In your cart now:",
    change: "Changed. In your cart now:",
    remove: "Removed. In your cart now:",
};

export const changeCart: Intent = {
    name: "change cart",
    respond(turn) {
        const action = actionIn(turn.said);
        if (action === null) return null;
        const changes = turn.done.filter(({ name }) => name === "change_cart");
        const last = changes.findLast(({ error }) => error === null);
        const failed = changes.find(({ error }) => error !== null)?.error;
        if (last === undefined) return start(action, turn);
        return tellCart(last.output, failed ? `Only a part worked: ${failed.message} In your cart now:` : DONE[action]);
    },
};

function actionIn(said: string): Action | null {
    if (REMOVING.test(said)) return Action.Remove;
    if (ADDING.test(said)) return Action.Add;
    return CHANGING.test(said) && readQuantity(said) !== null ? Action.Change : null;
}

function start(action: Action, turn: Turn): Step {
    const { said, past } = turn;
    const products = referredTo(said, past);
    if (products.length === 0) return unresolved(action, turn);
    const quantity = readQuantity(said);
    if (action === Action.Remove) return changing(products, action, null);
    if (action === Action.Change && quantity === 0) return changing(products, Action.Remove, null);
    return changing(products, action, quantity);
}

function changing(products: readonly ShownProduct[], action: Action, quantity: number | null): Step {
    return {
        calls: products.map(({ id }) => ({
            name: "change_cart",
            input: { action, product_id: id, ...(quantity !== null && { quantity }) },
        })),
    };
}

/** What isn't known yet is searched for, and the shopper then says which: a guess would put the wrong thing in. */
function unresolved(action: Action, { said, past, done }: Turn): Step {
    if (action !== Action.Add) return askWhich(past, action);
    const wanted = /\badd (.+?)(?: to (?:my|the) (?:cart|basket|bag))?$/.exec(said)?.[1] ?? "";
    const isPronoun = /^(?:it|this|that|them|one|both)\b/.test(wanted);
    const text = isPronoun ? undefined : readSearch(wanted)?.text;
    const [result] = done;
    if (result !== undefined) {
        const products = listed([result]);
        return products.length === 0
            ? say("I found nothing like that to add. Try other words for it.")
            : say(`Which one shall I add? Say its number.\n${numbered(products)}`);
    }
    return text !== undefined && past.shown.length === 0
        ? { calls: [{ name: "search_products", input: { text, limit: MOST_HITS } }] }
        : askWhich(past, "add");
}
