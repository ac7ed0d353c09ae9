import { recordsIn, textIn } from "../results";
import type { Past } from "../turn";

/** Orders that came up in the conversation, newest first as the tool gave them, each once. */
export function knownOrders({ calls }: Past): Record<string, unknown>[] {
    const orders = calls.filter(({ error }) => error === null).flatMap(({ output }) => recordsIn(output, "orders"));
    return [...new Map(orders.map((order) => [textIn(order, "order_id"), order])).values()];
}

export function isKnownOrder(id: string, past: Past): boolean {
    return knownOrders(past).some((order) => textIn(order, "order_id") === id);
}

/** The id of an order that the words name; an id that never came up is passed on, and the tool refuses it. */
export function orderIdIn(raw: string, past: Past): string | null {
    const known = knownOrders(past).flatMap((order) => textIn(order, "order_id") ?? []);
    const named = known.find((id) => raw.includes(id));
    return named ?? /\border (?:number |no\.? ?|id |#)?#?((?=[\w-]*\d)[\w-]{4,64})\b/i.exec(raw)?.[1] ?? null;
}
