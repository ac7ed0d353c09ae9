import { randomUUID } from "node:crypto";
import type { AssistantEvent, Card } from "../../functions/shop/assistant";
import type { Cart, Order, Quote } from "../../functions/shop/orders/types";
import { type AssistantClient, AssistantRefusal } from "./client";
import type { Session } from "./protocol";
import { type ShopClient, ShopProblem } from "./shop-client";

/** Before this much is left, a token is replaced rather than used. */
const TOKEN_MARGIN_MS = 60_000;

/** A sample shopper in the shop: talks to the assistant, and confirms what only a shopper can. */
export class ShopperSession {
    /** The quote that was shown last in this conversation, until it is ordered. */
    quote: Quote | undefined;
    /** The order whose cancellation the assistant prepared. */
    cancellation: Order | undefined;
    /** One for each quote, so that a repeated confirmation is known to be the same. */
    private readonly keys = new Map<string, string>();

    private constructor(
        private readonly assistant: Pick<AssistantClient, "session" | "turn">,
        private readonly shop: Pick<ShopClient, "cart" | "orders" | "placeOrder" | "cancel">,
        private session: Session,
        public conversationId: string | undefined,
        private readonly now: () => number,
    ) {}

    /** @throws `AssistantRefusal` for an unknown persona */
    static async signIn(
        assistant: Pick<AssistantClient, "session" | "turn">,
        shop: Pick<ShopClient, "cart" | "orders" | "placeOrder" | "cancel">,
        persona: string,
        { conversationId, now = Date.now }: { readonly conversationId?: string; readonly now?: () => number } = {},
    ): Promise<ShopperSession> {
        return new ShopperSession(assistant, shop, await assistant.session(persona), conversationId, now);
    }

    get who(): Session {
        return this.session;
    }

    /** Says something to the assistant. An expired token is replaced, and the message said again, before anything is heard. */
    async *say(message: string, signal?: AbortSignal): AsyncGenerator<AssistantEvent> {
        for (let isSecond = false; ; isSecond = true) {
            try {
                for await (const event of this.turn(message, signal)) {
                    this.follow(event);
                    yield event;
                }
                return;
            } catch (error) {
                if (isSecond || !(error instanceof AssistantRefusal) || error.status !== 401) throw error;
                await this.signInAgain();
            }
        }
    }

    /**
     * Places the order of the last quote. Safe to repeat: it orders once.
     *
     * @throws Error if nothing was quoted, `ShopProblem` if the shop refuses
     */
    async confirm(): Promise<Order> {
        const { quote } = this;
        if (quote === undefined) throw new Error("There is no quote to confirm: ask the assistant for one.");
        const key = this.keys.get(quote.quote_id) ?? randomUUID();
        this.keys.set(quote.quote_id, key);
        const order = await this.signedIn((token) =>
            this.shop.placeOrder(token, {
                quote_id: quote.quote_id,
                cart_hash: quote.cart_hash,
                idempotency_key: key,
                ...(this.conversationId !== undefined && { conversation_id: this.conversationId }),
            }),
        );
        this.quote = undefined;
        return order;
    }

    async cancel(orderId: string): Promise<Order> {
        const order = await this.signedIn((token) => this.shop.cancel(token, orderId));
        if (this.cancellation?.order_id === orderId) this.cancellation = undefined;
        return order;
    }

    cart(): Promise<Cart> {
        return this.signedIn((token) => this.shop.cart(token));
    }

    orders(): Promise<readonly Order[]> {
        return this.signedIn((token) => this.shop.orders(token));
    }

    private async *turn(message: string, signal?: AbortSignal): AsyncGenerator<AssistantEvent> {
        yield* this.assistant.turn({
            token: await this.token(),
            message,
            ...(this.conversationId !== undefined && { conversation_id: this.conversationId }),
            ...(signal && { signal }),
        });
    }

    private follow(event: AssistantEvent): void {
        if (event.type === "turn_started") this.conversationId = event.conversation_id;
        if (event.type === "card") this.remember(event.card);
    }

    private remember(card: Card): void {
        if (card.kind === "quote") this.quote = card.quote;
        if (card.kind === "cancellation") this.cancellation = card.order;
    }

    private async signedIn<T>(act: (token: string) => Promise<T>): Promise<T> {
        try {
            return await act(await this.token());
        } catch (error) {
            if (!(error instanceof ShopProblem) || error.status !== 401) throw error;
            await this.signInAgain();
            return act(this.session.id_token);
        }
    }

    private async token(): Promise<string> {
        if (Date.parse(this.session.expires_at) - this.now() < TOKEN_MARGIN_MS) await this.signInAgain();
        return this.session.id_token;
    }

    private async signInAgain(): Promise<void> {
        this.session = await this.assistant.session(this.session.persona);
    }
}
