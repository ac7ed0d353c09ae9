import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { ProductStatus } from "../catalog/product";
import { cartKey, type IdempotencyItem, idempotencyKey, type OrderItem, type QuoteItem, quoteKey } from "./items";
import { type ShopStore, seconds, stored } from "./store";
import type { CartLine } from "./types";

/** For how long a repeated request is answered with its order: a week. */
const REMEMBERED_S = 7 * 86_400;

/** Places of the actions in the transaction. The order itself stands before the first line. */
export const Place = { Request: 0, Quote: 1, Cart: 2, FirstLine: 4 } as const;

/** The actions of placing an order. They happen together or not at all. */
export function actionsFor(
    store: ShopStore,
    quote: QuoteItem,
    order: OrderItem,
    request: { readonly idempotency_key: string; readonly fingerprint: string },
): TransactWriteItem[] {
    const TableName = store.tables.orders;
    const remembered: IdempotencyItem = {
        ...idempotencyKey(order.shopper_id, request.idempotency_key),
        kind: "idempotency",
        request_hash: request.fingerprint,
        order_id: order.order_id,
        expires_at: seconds(store) + REMEMBERED_S,
    };
    const isNew = "attribute_not_exists(pk)";
    return [
        { Put: { TableName, Item: stored(remembered), ConditionExpression: isNew } },
        {
            Update: {
                TableName,
                Key: stored(quoteKey(quote.quote.quote_id)),
                UpdateExpression: "SET order_id = :order",
                ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(order_id)",
                ExpressionAttributeValues: stored({ ":order": order.order_id }),
            },
        },
        {
            Delete: {
                TableName,
                Key: stored(cartKey(order.shopper_id)),
                ConditionExpression: "contents_hash = :contents AND expires_at > :now",
                ExpressionAttributeValues: stored({ ":contents": quote.contents_hash, ":now": seconds(store) }),
                ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            },
        },
        { Put: { TableName, Item: stored(order), ConditionExpression: isNew } },
        ...order.lines.map((line) => takeFromStock(store, line, quote.price_list)),
    ];
}

/** Takes pieces from stock if they are there and cost what was quoted. */
function takeFromStock(store: ShopStore, line: CartLine, priceList: string): TransactWriteItem {
    const own = "price_lists.#list";
    const standard = `(attribute_not_exists(${own}) AND price_minor = :price)`;
    return {
        Update: {
            TableName: store.tables.products,
            Key: stored({ id: line.product_id }),
            UpdateExpression: "SET stock = stock - :quantity",
            ConditionExpression: `stock >= :quantity AND #status = :active AND currency = :currency AND (${own} = :price OR ${standard})`,
            ExpressionAttributeNames: { "#status": "status", "#list": priceList },
            ExpressionAttributeValues: stored({
                ":quantity": line.quantity,
                ":price": line.unit_price.amount_minor,
                ":currency": line.unit_price.currency,
                ":active": ProductStatus.Active,
            }),
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
    };
}
