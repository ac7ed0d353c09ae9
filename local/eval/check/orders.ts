import { type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import type { Order } from "../../../functions/shop/orders/types";
import { type Fault, HardRule } from "./fault";

const storedOrder = z.object({
    order_id: z.string(),
    shopper_id: z.string(),
    quote_id: z.string(),
    total: z.object({ amount_minor: z.int() }),
});
export type StoredOrder = z.infer<typeof storedOrder>;

/** What a shopper confirmed, and the order that came of it. */
export interface Confirmed {
    readonly order: Order;
    readonly shopperId: string;
}

/** Every order in the orders table. */
export async function ordersIn(client: DynamoDBClient, table: string): Promise<StoredOrder[]> {
    const orders: StoredOrder[] = [];
    let ExclusiveStartKey: ScanKey;
    do {
        const page = await client.send(
            new ScanCommand({
                TableName: table,
                ConsistentRead: true,
                FilterExpression: "#kind = :order",
                ExpressionAttributeNames: { "#kind": "kind" },
                ExpressionAttributeValues: { ":order": { S: "order" } },
                ...(ExclusiveStartKey && { ExclusiveStartKey }),
            }),
        );
        orders.push(...(page.Items ?? []).map((item) => storedOrder.parse(unmarshall(item))));
        ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return orders;
}

type ScanKey = ScanCommand["input"]["ExclusiveStartKey"];

/** Orders that nobody confirmed, or not so: each must be the shopper's own, of the quote that was shown, at its total. */
export function orderFaults(stored: readonly StoredOrder[], confirmed: readonly Confirmed[]): Fault[] {
    return stored.flatMap((order): Fault[] => {
        const known = confirmed.find((each) => each.order.order_id === order.order_id);
        const isRight =
            known !== undefined &&
            known.shopperId === order.shopper_id &&
            known.order.quote_id === order.quote_id &&
            known.order.total.amount_minor === order.total.amount_minor;
        return isRight ? [] : [{ rule: HardRule.UnconfirmedOrder, detail: order.order_id }];
    });
}
