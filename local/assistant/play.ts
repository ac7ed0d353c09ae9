import { catalogReader } from "../../functions/shop/aws/catalog-reader";
import { parseShopPolicy, recordDelivery } from "../../functions/shop/orders";
import { systemClock } from "../../functions/shop/orders/retry";
import { type Order, OrderStatus } from "../../functions/shop/orders/types";
import { dynamodb } from "../clients";
import type { Deployment } from "../deployment";
import type { ServerAddress } from "../run-file";
import { AssistantClient } from "./client";
import { functionOf, shopOf } from "./deployed-shop";
import { SAMPLE_DAY, type SampleStep, type SampleVisit, Step } from "./sample-day";
import { ShopClient } from "./shop-client";
import { ShopperSession } from "./shopper-session";

export interface PlayShopOptions {
    readonly deployment: Deployment;
    /** Of the running assistant. */
    readonly assistant: ServerAddress;
    readonly onProgress?: (done: number, total: number) => void;
    readonly signal?: AbortSignal;
    /** Default: the sample day. */
    readonly visits?: readonly SampleVisit[];
}

/** What a day in the shop came to. */
export interface PlayedShop {
    readonly conversations: number;
    readonly turns: number;
    readonly tool_calls: number;
    /** Searches that found nothing. */
    readonly searches_without_hits: number;
    readonly quotes: number;
    readonly orders_placed: number;
    readonly orders_delivered: number;
    readonly orders_cancelled: number;
    readonly hand_overs: number;
    /** Turns that ended in an error. */
    readonly errors: number;
}

type Tally = { -readonly [Name in keyof PlayedShop]: number };

/**
 * Plays a short day in the shop, by the sample shoppers, through the real assistant and the real API: so that the lake has
 * conversations and orders to show. It comes out the same for the same catalogue, but for ids and times.
 *
 * @throws Error if the program has no shop, or the assistant or the shop can't be reached or refuses a step.
 */
export async function playShop(options: PlayShopOptions): Promise<PlayedShop> {
    const { deployment, onProgress, visits = SAMPLE_DAY } = options;
    const shop = shopOf(deployment);
    if (shop === undefined) throw new Error("The program has no shop, so there is nothing to play.");
    const assistant = new AssistantClient(options.assistant);
    const client = new ShopClient(deployment.connection, shop.apiUrl);
    const failed = new AbortController();
    const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]);
    const tally = emptyTally();
    const total = visits.reduce((sum, { steps }) => sum + steps.length, 0);
    let done = 0;
    onProgress?.(done, total);
    const visit = async ({ persona, steps }: SampleVisit) => {
        const shopper = await ShopperSession.signIn(assistant, client, persona);
        tally.conversations++;
        let order: Order | undefined;
        for (const step of steps) {
            signal.throwIfAborted();
            order = (await take(step, { shopper, order, tally, deployment, signal })) ?? order;
            onProgress?.(++done, total);
        }
    };
    // A shopper has one cart, so their visits follow each other; different shoppers come at the same time.
    const shoppers = [...new Set(visits.map(({ persona }) => persona))];
    await Promise.all(
        shoppers.map(async (persona) => {
            try {
                for (const each of visits) if (each.persona === persona) await visit(each);
            } catch (error) {
                failed.abort(error);
                throw error;
            }
        }),
    );
    return tally;
}

interface Situation {
    readonly shopper: ShopperSession;
    /** The order of this visit, once there is one. */
    readonly order: Order | undefined;
    readonly tally: Tally;
    readonly deployment: Deployment;
    readonly signal: AbortSignal;
}

async function take(step: SampleStep, situation: Situation): Promise<Order | undefined> {
    const { shopper, tally, deployment } = situation;
    switch (step) {
        case Step.Confirm: {
            // Without a quote, say because something is sold out by now, there is nothing to confirm.
            if (shopper.quote === undefined) return undefined;
            const order = await shopper.confirm();
            tally.orders_placed++;
            return order;
        }
        case Step.Cancel: {
            if (shopper.cancellation === undefined) return undefined;
            const order = await shopper.cancel(shopper.cancellation.order_id);
            tally.orders_cancelled++;
            return order;
        }
        case Step.Deliver: {
            if (situation.order === undefined) return undefined;
            const order = await deliver(deployment, situation.order.order_id);
            tally.orders_delivered++;
            return order;
        }
        default:
            await say(step.say, situation);
            return undefined;
    }
}

async function say(message: string, { shopper, tally, signal }: Situation): Promise<void> {
    tally.turns++;
    for await (const event of shopper.say(message, signal)) {
        if (event.type === "tool_call") tally.tool_calls++;
        if (event.type === "error") tally.errors++;
        if (event.type === "card" && event.card.kind === "quote") tally.quotes++;
        if (event.type === "card" && event.card.kind === "handover") tally.hand_overs++;
        if (event.type === "tool_result" && event.name === "search_products" && hitsIn(event.output) === 0) {
            tally.searches_without_hits++;
        }
    }
}

function hitsIn(output: unknown): number | undefined {
    const hits = typeof output === "object" && output !== null && "hits" in output ? output.hits : undefined;
    return typeof hits === "number" ? hits : undefined;
}

/** The parcel service's part, which no shopper can play: the parcel is sent, and arrives. */
async function deliver(deployment: Deployment, orderId: string): Promise<Order> {
    const shop = shopOf(deployment);
    if (shop === undefined) throw new Error("The program has no shop.");
    const client = dynamodb(deployment.connection);
    const { environment } = functionOf(deployment, shop.assistantFunction);
    const store = {
        client,
        tables: { orders: shop.ordersTable, products: shop.productsTable },
        catalog: catalogReader(client, shop.productsTable),
        policy: parseShopPolicy(environment.SHOP_POLICY ?? ""),
        clock: systemClock,
    };
    await recordDelivery(store, orderId, OrderStatus.Shipped);
    return recordDelivery(store, orderId, OrderStatus.Delivered);
}

function emptyTally(): Tally {
    return {
        conversations: 0,
        turns: 0,
        tool_calls: 0,
        searches_without_hits: 0,
        quotes: 0,
        orders_placed: 0,
        orders_delivered: 0,
        orders_cancelled: 0,
        hand_overs: 0,
        errors: 0,
    };
}
