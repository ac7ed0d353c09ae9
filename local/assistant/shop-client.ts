import { setTimeout as sleep } from "node:timers/promises";
import type { Cart, Order } from "../../functions/shop/orders/types";
import type { AwsConnection } from "../clients";
import { isRecord } from "../is-record";
import { type HttpAnswer, send } from "../shop-access";

/** The shop refuses something. */
export class ShopProblem extends Error {
    override readonly name = "ShopProblem";

    constructor(
        readonly status: number,
        readonly code: string,
        message: string,
    ) {
        super(message);
    }
}

export interface OrderConfirmation {
    readonly quote_id: string;
    readonly cart_hash: string;
    /** The same for every repetition: the order is placed once. */
    readonly idempotency_key: string;
    readonly conversation_id?: string;
}

const ATTEMPTS = 3;
const WAIT_MS = 300;

/** The shop's API, asked as a shopper: whose it is, each call's id token says. Refusals are a `ShopProblem`. */
export class ShopClient {
    constructor(
        private readonly connection: AwsConnection,
        private readonly apiUrl: string,
    ) {}

    cart(token: string): Promise<Cart> {
        return this.ask(token, "GET", "/cart");
    }

    /** Newest first. */
    async orders(token: string): Promise<readonly Order[]> {
        const { orders } = await this.ask<{ orders: readonly Order[] }>(token, "GET", "/orders");
        return orders;
    }

    /** Asks again where no answer came: the key keeps it to one order. */
    placeOrder(token: string, confirmation: OrderConfirmation): Promise<Order> {
        return this.ask(token, "POST", "/orders", confirmation);
    }

    /** A cancelled order is answered as it is, so it may be asked again too. */
    cancel(token: string, orderId: string): Promise<Order> {
        return this.ask(token, "POST", `/orders/${encodeURIComponent(orderId)}/cancel`);
    }

    private async ask<Answer>(token: string, method: string, path: string, body?: object): Promise<Answer> {
        const answer = await this.answer(token, method, path, body);
        const value: unknown = parsed(answer.body);
        if (answer.status >= 200 && answer.status < 300) return value as Answer;
        const { code, detail, message } = isRecord(value) ? value : {};
        const words = [detail, message].find((each) => typeof each === "string");
        throw new ShopProblem(
            answer.status,
            typeof code === "string" ? code : answer.status === 401 ? "unauthorised" : "refused",
            typeof words === "string" ? words : `The shop answered with status ${answer.status}.`,
        );
    }

    private async answer(token: string, method: string, path: string, body?: object): Promise<HttpAnswer> {
        const request = {
            url: `${this.apiUrl}${path}`,
            method,
            headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
            ...(body && { body: JSON.stringify(body) }),
        };
        for (let attempt = 1; ; attempt++) {
            const isLast = attempt === ATTEMPTS;
            try {
                const answer = await send(this.connection, request);
                if (isLast || (answer.status < 500 && answer.status !== 429)) return answer;
            } catch (error) {
                if (isLast) throw error;
            }
            await sleep(WAIT_MS * attempt);
        }
    }
}

function parsed(body: string): unknown {
    try {
        return JSON.parse(body);
    } catch {
        return undefined;
    }
}
