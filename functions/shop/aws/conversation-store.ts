import {
    ConditionalCheckFailedException,
    type DynamoDBClient,
    PutItemCommand,
    QueryCommand,
    UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { conversationItem, conversationTtlS, expiry, isOver, ownerTtlS } from "./conversation-items";

/** More turns than any model is given again. */
const mostTurns = 40;

/** Whose a conversation is, to the shopper who asks for it. */
export const Ownership = {
    New: "new",
    Own: "own",
    Foreign: "foreign",
    /** The shopper's own, and another turn of it is going on. */
    Busy: "busy",
} as const;
export type Ownership = (typeof Ownership)[keyof typeof Ownership];

/** What a turn is kept by. */
export interface KeptTurn {
    readonly turn_id: string;
    /** UTC instant, ISO 8601: turns are kept in its order. */
    readonly at: string;
}

/** One turn's hold on its conversation: two at once would each miss what the other said and did. */
export interface TurnLease {
    readonly turn_id: string;
    /** Milliseconds since 1970 after which the hold is void, for a turn that never let go. */
    readonly until: number;
}

/** Conversations in the conversations table. */
export interface Conversations<Turn extends KeptTurn> {
    /**
     * Makes a conversation the shopper's and holds it for a turn; unless it is another's, of which nothing may be shown, or
     * another turn holds it.
     */
    open(conversationId: string, shopperId: string, lease: TurnLease): Promise<Ownership>;
    /** Lets go of a conversation. Does nothing where another turn holds it by now. */
    close(conversationId: string, turnId: string): Promise<void>;
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
        open: (conversationId, shopperId, lease) => open(client, table, conversationId, shopperId, lease, now()),
        close: (conversationId, turnId) => close(client, table, conversationId, turnId),
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
            return Items.filter((item) => !isOver(item, now()))
                .reverse()
                .flatMap(({ turn }) => read(turn?.S === undefined ? undefined : JSON.parse(turn.S)) ?? []);
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
    { turn_id, until }: TurnLease,
    nowMs: number,
): Promise<Ownership> {
    try {
        const { Attributes } = await client.send(
            new UpdateItemCommand({
                TableName: table,
                Key: { conversation_id: { S: conversationId }, sk: { S: conversationItem.owner } },
                UpdateExpression:
                    "SET shopper_id = :shopper, expires_at = :expires, held_by = :turn, held_until = :until",
                ConditionExpression:
                    "(attribute_not_exists(shopper_id) OR shopper_id = :shopper) AND (attribute_not_exists(held_until) OR held_until < :now)",
                ExpressionAttributeValues: {
                    ":shopper": { S: shopperId },
                    ":expires": { N: String(expiry(nowMs, ownerTtlS)) },
                    ":turn": { S: turn_id },
                    ":until": { N: String(until) },
                    ":now": { N: String(nowMs) },
                },
                ReturnValues: "UPDATED_OLD",
                ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            }),
        );
        return Attributes?.shopper_id === undefined ? Ownership.New : Ownership.Own;
    } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return error.Item?.shopper_id?.S === shopperId ? Ownership.Busy : Ownership.Foreign;
    }
}

async function close(client: DynamoDBClient, table: string, conversationId: string, turnId: string): Promise<void> {
    try {
        await client.send(
            new UpdateItemCommand({
                TableName: table,
                Key: { conversation_id: { S: conversationId }, sk: { S: conversationItem.owner } },
                UpdateExpression: "REMOVE held_by, held_until",
                ConditionExpression: "held_by = :turn",
                ExpressionAttributeValues: { ":turn": { S: turnId } },
            }),
        );
    } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
}
