import { recordsIn, textIn } from "../results";
import { call, type Intent, type Step, say } from "../step";
import { isKnownOrder, orderIdIn } from "./orders";

const CANCELLING = /\bcancel\b.*\b(?:order|orders|it|that|purchase|\w*\d\w*)\b|^cancel$/;
const ASKS_HOW =
    /\b(?:how (?:do|can)|can i|is it possible|may i|am i able|policy|what if)\b(?!.*\b(?:please|my (?:last|latest|recent))\b)/;
const CANCELLABLE = "placed";

export const cancelOrder: Intent = {
    name: "cancel order",
    respond({ said, raw, done, past }) {
        if (!CANCELLING.test(said) || ASKS_HOW.test(said)) return null;
        const cancelled = done.find(({ name }) => name === "cancel_order");
        if (cancelled !== undefined) {
            return say("I have prepared the cancellation. It takes effect only if you confirm it yourself.");
        }
        const looked = done.find(({ name }) => name === "order_status");
        const id = orderIdIn(raw, past);
        if (looked !== undefined) return choose(recordsIn(looked.output, "orders"), id);
        // The tool takes only orders that came up before: one that the shopper knows from a mail is looked up first.
        return id !== null && isKnownOrder(id, past) ? call("cancel_order", { order_id: id }) : call("order_status");
    },
};

function choose(orders: readonly Record<string, unknown>[], id: string | null): Step {
    if (id !== null) {
        const isOwn = orders.some((order) => textIn(order, "order_id") === id);
        return isOwn ? call("cancel_order", { order_id: id }) : say("There is no such order among yours.");
    }
    const open = orders.filter((order) => textIn(order, "status") === CANCELLABLE);
    const [only, ...others] = open;
    if (only === undefined) return say("You have no order that can still be cancelled.");
    if (others.length === 0) return call("cancel_order", { order_id: textIn(only, "order_id") });
    const list = open.map((order) => `${textIn(order, "order_id") ?? ""}, ${textIn(order, "total") ?? ""}`).join("\n");
    return say(`Several orders can be cancelled. Say "cancel order" with the number of one:\n${list}`);
}
