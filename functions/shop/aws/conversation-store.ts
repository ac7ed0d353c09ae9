import {
    ConditionalCheckFailedException,
    type DynamoDBClient,
    PutItemCommand,
    QueryCommand,
    UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { conversationItem, conversationTtlS, expiry } from "./conversation-items";

/** More turns than any model is given again. */
const mostTurns = 40;

/** Whose a conversation is, to the shopper who asks for it. */
export const Ownership = { New: "new", Own: "own", Foreign: "foreign" } as const;
export type Ownership = (typeof Ownership)[keyof typeof Ownership];

/** What a turn is kept by. */
export interface KeptTurn {
    readonly turn_id: string;
    /** UTC instant, ISO 8601: turns are kept in its order. */
    readonly at: string;
}

/** Conversations in the conversations table. */
export interface Conversations<Turn extends KeptTurn> {
    /** Makes a conversation the shopper's, unless it is another's: then nothing of it may be shown. */
    open(conversationId: string, shopperId: string): Promise<Ownership>;
    /** The newest turns, oldest first. */
    history(conversationId: string): Promise<readonly Turn[]>;
    append(conversationId: string, turn: Turn): Promise<void>;
}

/** @param read checks what was stored; undefined leaves a turn out that an older version wrote in another form. */
export function conversations<Turn extends KeptTurn>(
    client: DynamoDBClient,
    table: string,
    read: (stored: unknown) => Turn | undefined,
    now: () => number,
): Conversations<Turn> {
    return {
        open: (conversationId, shopperId) => open(client, table, conversationId, shopperId, now()),
        async history(conversationId) {
            const { Items = [] } = await client.send(
                new QueryCommand({
                    TableName: table,
                    ConsistentRead: true,
                    KeyConditionExpression: "conversation_id = :id AND begins_with(sk, :turns)",
                    ExpressionAttributeValues: { ":id": { S: conversationId }, ":turns": { S: "TURN#" } },
                    ScanIndexForward: false,
                    Limit: mostTurns,
                }),
            );
            return Items.reverse().flatMap(
                ({ turn }) => read(turn?.S === undefined ? undefined : JSON.parse(turn.S)) ?? [],
            );
        },
        async append(conversationId, turn) {
            await client.send(
                new PutItemCommand({
                    TableName: table,
                    Item: marshall({
                        conversation_id: conversationId,
                        sk: conversationItem.turn(turn.at, turn.turn_id),
                        turn: JSON.stringify(turn),
                        expires_at: expiry(now(), conversationTtlS),
                    }),
                }),
            );
        },
    };
}

async function open(
    client: DynamoDBClient,
    table: string,
    conversationId: string,
    shopperId: string,
    nowMs: number,
): Promise<Ownership> {
    try {
        const { Attributes } = await client.send(
            new UpdateItemCommand({
                TableName: table,
                Key: { conversation_id: { S: conversationId }, sk: { S: conversationItem.owner } },
                UpdateExpression: "SET shopper_id = :shopper, expires_at = :expires",
                ConditionExpression: "attribute_not_exists(shopper_id) OR shopper_id = :shopper",
                ExpressionAttributeValues: {
                    ":shopper": { S: shopperId },
                    ":expires": { N: String(expiry(nowMs, conversationTtlS)) },
                },
                ReturnValues: "UPDATED_OLD",
            }),
        );
        return Attributes?.shopper_id === undefined ? Ownership.New : Ownership.Own;
    } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return Ownership.Foreign;
        throw error;
    }
}
