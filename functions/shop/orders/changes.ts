import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { Shopper } from "../identity/shopper";
import { BY_SHOPPER, type OrderItem, orderKey, orderOf } from "./items";
import { type RetryPlan, retried } from "./retry";
import { returnable } from "./returns";
import { canBecome, statusWords } from "./status";
import { newest, read, type ShopStore, stored, transact, type Values } from "./store";
import { DeliveryStatus, type Order, OrderStatus, Refusal, ShopRefusal } from "./types";

const CHANGING: RetryPlan = { attempts: 10, baseMs: 25, capMs: 800 };
/** Place of the order's own action in a transaction; one for each line may follow. */
const ORDER = 0;

export async function findOrder(store: ShopStore, shopper: Shopper, orderId: string): Promise<Order> {
    return orderOf(await own(store, shopper, orderId));
}

export async function listOrders(store: ShopStore, shopper: Shopper, limit: number): Promise<Order[]> {
    return (await newest<OrderItem>(store, BY_SHOPPER, shopper.id, limit)).map(orderOf);
}

/** Cancels an order that isn't sent yet, and puts its pieces back once. A cancelled order is returned as it is. */
export function cancelOrder(store: ShopStore, shopper: Shopper, orderId: string): Promise<Order> {
    return changed(store, async () => {
        const order = await own(store, shopper, orderId);
        if (order.status === OrderStatus.Cancelled) {
            return { order, become: order };
        }
        if (!canBecome(order.status, OrderStatus.Cancelled)) {
            throw new ShopRefusal(
                Refusal.NotCancellable,
                `An order can be cancelled until it is sent; this one is ${statusWords(order.status)}.`,
                { status: order.status },
            );
        }
        return { order, become: { ...order, status: OrderStatus.Cancelled }, restock: true };
    });
}

/** Asks to send an order back. A second request is answered with the first one's order. */
export function requestReturn(store: ShopStore, shopper: Shopper, orderId: string): Promise<Order> {
    return changed(store, async () => {
        const order = await own(store, shopper, orderId);
        if (order.status === OrderStatus.ReturnRequested) {
            return { order, become: order };
        }
        const products = returnable(order, order, store.policy, store.clock.now());
        return {
            order,
            become: { ...order, status: OrderStatus.ReturnRequested, return_product_ids: products },
        };
    });
}

/**
 * Tells the shop what became of a parcel. For whoever sends parcels, never for a shopper. Told again, it is answered with
 * the order as it is.
 */
export function recordDelivery(store: ShopStore, orderId: string, status: DeliveryStatus): Promise<Order> {
    return changed(store, async () => {
        const order = await read<OrderItem>(store, orderKey(orderId));
        if (order === undefined) {
            throw unknownOrder();
        }
        if (order.status === status) {
            return { order, become: order };
        }
        if (!canBecome(order.status, status)) {
            throw new ShopRefusal(
                Refusal.StatusConflict,
                `An order that is ${statusWords(order.status)} can't become ${statusWords(status)}.`,
                { status: order.status },
            );
        }
        const delivered = status === DeliveryStatus.Delivered ? new Date(store.clock.now()).toISOString() : undefined;
        return { order, become: { ...order, status, delivered_at: delivered ?? order.delivered_at } };
    });
}

interface Change {
    /** As it was read. */
    readonly order: OrderItem;
    /** The same object if nothing is to be written. */
    readonly become: OrderItem;
    readonly restock?: boolean;
}

async function changed(store: ShopStore, decide: () => Promise<Change>): Promise<Order> {
    const result = await retried(CHANGING, store.clock, async () => {
        const { order, become, restock = false } = await decide();
        return become === order ? orderOf(order) : write(store, order, become, restock);
    });
    if (result === undefined) {
        throw new ShopRefusal(Refusal.Busy, "The order is being changed elsewhere. Try again.");
    }
    return result;
}

/** Writes a new version of an order; undefined if another was written in between. */
async function write(
    store: ShopStore,
    order: OrderItem,
    become: OrderItem,
    restock: boolean,
): Promise<Order | undefined> {
    const next: OrderItem = {
        ...become,
        version: order.version + 1,
        updated_at: new Date(store.clock.now()).toISOString(),
    };
    const outcome = await transact(store, [
        replace(store, next, { ":version": order.version }),
        ...(restock ? order.lines.map(({ product_id, quantity }) => putBack(store, product_id, quantity)) : []),
    ]);
    if (outcome.done) {
        return orderOf(next);
    }
    if (outcome.failures.size > 0 && !outcome.failures.has(ORDER)) {
        throw new Error("A product of the order isn't in the products table, so its stock can't be put back.");
    }
    return undefined;
}

function replace(store: ShopStore, item: OrderItem, values: Values): TransactWriteItem {
    return {
        Put: {
            TableName: store.tables.orders,
            Item: stored(item),
            ConditionExpression: "version = :version",
            ExpressionAttributeValues: stored(values),
        },
    };
}

function putBack(store: ShopStore, productId: string, quantity: number): TransactWriteItem {
    return {
        Update: {
            TableName: store.tables.products,
            Key: stored({ id: productId }),
            UpdateExpression: "ADD stock :quantity",
            // Without it a product that isn't there would come to be, with a stock and no name.
            ConditionExpression: "attribute_exists(id)",
            ExpressionAttributeValues: stored({ ":quantity": quantity }),
        },
    };
}

async function own(store: ShopStore, shopper: Shopper, orderId: string): Promise<OrderItem> {
    const order = await read<OrderItem>(store, orderKey(orderId));
    if (order === undefined || order.shopper_id !== shopper.id) {
        throw unknownOrder();
    }
    return order;
}

function unknownOrder(): ShopRefusal {
    return new ShopRefusal(Refusal.UnknownOrder, "There is no such order.");
}
