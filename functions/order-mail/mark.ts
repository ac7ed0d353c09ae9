import {
    ConditionalCheckFailedException,
    type DynamoDBClient,
    GetItemCommand,
    UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { confirmationMailKey, ItemKind } from "../shop/orders/items";

/** How long a sender has the mail to itself. Longer than the function can run, so that two never send at once. */
export const LEASE_S = 60;

/** What a mark says of a mail. */
export const MailState = { Sending: "sending", Sent: "sent", Refused: "refused" } as const;
export type MailState = (typeof MailState)[keyof typeof MailState];

/** What taking a mail on came to: it is ours; it is settled; or another may be sending it right now. */
export type Claim = "ours" | "settled" | "elsewhere";

/** Keeps which confirmations were sent. */
export interface MailMarks {
    claim(orderId: string): Promise<Claim>;
    settle(orderId: string, state: typeof MailState.Sent | typeof MailState.Refused): Promise<void>;
    /** Lets the next attempt begin at once. */
    release(orderId: string): Promise<void>;
}

/** The marks beside the orders. `now` in milliseconds since 1970. */
export function mailMarks(client: DynamoDBClient, table: string, now: () => number): MailMarks {
    const seconds = () => Math.floor(now() / 1000);
    const update = (orderId: string, expression: string, values: object, condition?: string) =>
        client.send(
            new UpdateItemCommand({
                TableName: table,
                Key: marshall(confirmationMailKey(orderId)),
                UpdateExpression: expression,
                ExpressionAttributeNames: { "#state": "state" },
                ExpressionAttributeValues: marshall(values),
                ...(condition !== undefined && { ConditionExpression: condition }),
            }),
        );
    return {
        async claim(orderId) {
            try {
                await update(
                    orderId,
                    "SET kind = :kind, #state = :sending, lease_until = :until ADD attempts :one",
                    {
                        ":kind": ItemKind.Mail,
                        ":sending": MailState.Sending,
                        ":until": seconds() + LEASE_S,
                        ":now": seconds(),
                        ":one": 1,
                    },
                    "attribute_not_exists(pk) OR (#state = :sending AND lease_until <= :now)",
                );
                return "ours";
            } catch (error) {
                if (!(error instanceof ConditionalCheckFailedException)) {
                    throw error;
                }
                return (await stateOf(client, table, orderId)) === MailState.Sending ? "elsewhere" : "settled";
            }
        },
        async settle(orderId, state) {
            await update(orderId, "SET #state = :state, settled_at = :now REMOVE lease_until", {
                ":state": state,
                ":now": new Date(now()).toISOString(),
            });
        },
        async release(orderId) {
            await update(
                orderId,
                "SET lease_until = :now",
                { ":now": 0, ":sending": MailState.Sending },
                "#state = :sending",
            );
        },
    };
}

async function stateOf(client: DynamoDBClient, table: string, orderId: string): Promise<unknown> {
    const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: marshall(confirmationMailKey(orderId)), ConsistentRead: true }),
    );
    return Item === undefined ? MailState.Sending : unmarshall(Item).state;
}
