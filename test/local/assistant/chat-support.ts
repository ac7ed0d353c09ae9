import type { AssistantEvent } from "../../../functions/shop/assistant";
import { type Order, OrderStatus, type Quote } from "../../../functions/shop/orders/types";
import type { AssistantClient } from "../../../local/assistant";
import type { Session } from "../../../local/assistant/protocol";
import type { OrderConfirmation, ShopClient } from "../../../local/assistant/shop-client";

const usd = (amount_minor: number) => ({ amount_minor, currency: "USD" });

export const QUOTE: Quote = {
    quote_id: "quo_1",
    cart_hash: "a".repeat(64),
    lines: [
        {
            product_id: "tent-1",
            name: "Juniper Tent",
            quantity: 2,
            unit_price: usd(8900),
            line_total: usd(17_800),
            stock: 5,
        },
    ],
    subtotal: usd(17_800),
    shipping: usd(599),
    shipping_method: "standard",
    tax: usd(1157),
    total: usd(19_556),
    address_id: "home",
    ship_to: {
        first_name: "Maya",
        last_name: "Okafor",
        address1: "118 Larkspur Lane",
        address2: null,
        city: "Seattle",
        state: "WA",
        postal_code: "98101",
        country: "US",
    },
    expires_at: 1_900_000_000,
};

export const ORDER: Order = {
    ...QUOTE,
    order_id: "ord_1",
    status: OrderStatus.Placed,
    placed_at: "2026-11-22T10:00:00.000Z",
    updated_at: "2026-11-22T10:00:00.000Z",
    conversation_id: "c1",
};

/** A shop and an assistant that remember what they were asked. */
export class StubWorld {
    readonly said: { readonly message: string; readonly token: string; readonly conversation: string | undefined }[] =
        [];
    readonly confirmations: OrderConfirmation[] = [];
    readonly cancelled: string[] = [];
    signIns = 0;
    /** What the assistant answers; default: that it heard. */
    answer: (message: string, token: string, signal?: AbortSignal) => AsyncIterable<AssistantEvent> = async function* (
        message,
    ) {
        yield { type: "text", text: `You said ${message}.` };
    };
    placeOrder: (confirmation: OrderConfirmation) => Promise<Order> = async () => ORDER;
    expiresAt = "2030-01-01T00:00:00.000Z";

    readonly assistant: Pick<AssistantClient, "session" | "turn"> = {
        session: async (persona): Promise<Session> => ({
            persona,
            given_name: persona,
            email: `${persona}@example.com`,
            id_token: `token-${++this.signIns}`,
            expires_at: this.expiresAt,
        }),
        turn: ({ message, token, conversation_id, signal }) => this.turn(message, token, conversation_id, signal),
    };

    readonly shop: Pick<ShopClient, "cart" | "orders" | "placeOrder" | "cancel"> = {
        cart: async () => ({
            lines: QUOTE.lines,
            subtotal: QUOTE.subtotal,
            cart_hash: QUOTE.cart_hash,
            expires_at: 1_900_000_000,
        }),
        orders: async () => [ORDER],
        placeOrder: (_, confirmation) => {
            this.confirmations.push(confirmation);
            return this.placeOrder(confirmation);
        },
        cancel: async (_, orderId) => {
            this.cancelled.push(orderId);
            return { ...ORDER, order_id: orderId, status: OrderStatus.Cancelled };
        },
    };

    private async *turn(
        message: string,
        token: string,
        conversation: string | null | undefined,
        signal?: AbortSignal,
    ): AsyncGenerator<AssistantEvent> {
        this.said.push({ message, token, conversation: conversation ?? undefined });
        yield {
            type: "turn_started",
            conversation_id: conversation ?? "c1",
            turn_id: "t1",
            runtime: "converse",
            model_id: "m",
        };
        yield* this.answer(message, token, signal);
    }
}
