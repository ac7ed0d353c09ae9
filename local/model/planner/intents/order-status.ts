import { productsIn, recordsIn, textIn } from "../results";
import { call, type Intent, say } from "../step";
import { orderIdIn } from "./orders";

const ASKING =
    /\b(?:where|status|track(?:ing)?|follow|when|how far|arriv\w*|shipped|delivered)\b.*\b(?:my |the )?(?:orders?|parcels?|packages?|delivery)\b|\b(?:my|recent|last|latest|previous|past) orders?\b|\border (?:status|history)\b|^(?:my )?orders?$|\bwhat (?:did|have) i (?:order|buy|bought|ordered)\b|\border \S*\d\S*$/;
const OTHER = /\b(?:cancel|return|refund|exchange|change|modify)\b/;

export const orderStatus: Intent = {
    name: "order status",
    respond({ said, raw, done, past }) {
        if (!ASKING.test(said) || OTHER.test(said)) return null;
        const [result] = done;
        if (result === undefined) {
            const id = orderIdIn(raw, past);
            return call("order_status", id === null ? {} : { order_id: id });
        }
        const orders = recordsIn(result.output, "orders");
        return orders.length === 0 ? say("You have no orders yet.") : say(orders.map(tellOrder).join("\n"));
    },
};

function tellOrder(order: Record<string, unknown>): string {
    const names = productsIn(order).map(({ name }) => name);
    const what = names.length === 0 ? "" : `, with ${names.join("; ")}`;
    const day = (textIn(order, "placed_at") ?? "").slice(0, "2026-01-01".length);
    return `Your order of ${day} is ${textIn(order, "status") ?? "known"}: ${textIn(order, "total") ?? ""}${what}.`;
}
