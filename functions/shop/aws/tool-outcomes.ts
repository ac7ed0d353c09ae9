import { randomUUID } from "node:crypto";
import { type DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { ToolOutcome } from "../tools/outcome";
import { conversationItem, expiry } from "./conversation-items";

/** Longer than any turn. */
const ttlS = 3_600;

/** A call that ran in another function than the one that tells the turn. */
export type RecordedOutcome = ToolOutcome & {
    readonly name: string;
    readonly input: unknown;
    readonly duration_ms: number;
    readonly turn_id: string | null;
};

/** Leaves an outcome for the function that tells the turn: cards and evidence don't come back through the agent. */
export async function recordOutcome(
    client: DynamoDBClient,
    table: string,
    conversationId: string,
    outcome: RecordedOutcome,
    nowMs: number,
): Promise<void> {
    await client.send(
        new PutItemCommand({
            TableName: table,
            Item: marshall({
                conversation_id: conversationId,
                sk: conversationItem.outcome(new Date(nowMs).toISOString(), randomUUID()),
                outcome: JSON.stringify(outcome),
                expires_at: expiry(nowMs, ttlS),
            }),
        }),
    );
}

/** The outcomes of a conversation since an instant, in the order in which they came about. */
export async function outcomesSince(
    client: DynamoDBClient,
    table: string,
    conversationId: string,
    sinceMs: number,
): Promise<RecordedOutcome[]> {
    const { Items = [] } = await client.send(
        new QueryCommand({
            TableName: table,
            ConsistentRead: true,
            KeyConditionExpression: "conversation_id = :id AND sk BETWEEN :since AND :last",
            ExpressionAttributeValues: {
                ":id": { S: conversationId },
                ":since": { S: conversationItem.outcome(new Date(sinceMs).toISOString(), "") },
                ":last": { S: "OUTCOME#~" },
            },
        }),
    );
    return Items.flatMap(({ outcome }) => (outcome?.S === undefined ? [] : [JSON.parse(outcome.S)]));
}
