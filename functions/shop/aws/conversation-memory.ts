import {
    ConditionalCheckFailedException,
    type DynamoDBClient,
    GetItemCommand,
    UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { ConversationMemory } from "../tools/ports";
import { conversationItem, conversationTtlS, expiry, isOver } from "./conversation-items";

/** Well under what fits into an item, and more than anyone looks at in one conversation. */
const mostIds = 1_000;

/**
 * Remembers in the conversations table what a conversation has seen. What it has read or written once it knows from then on:
 * one is made for a turn, and ids are only ever added.
 */
export function conversationMemory(
    client: DynamoDBClient,
    table: string,
    conversationId: string,
    now: () => number,
): ConversationMemory {
    const key = { conversation_id: { S: conversationId }, sk: { S: conversationItem.seen } };
    const update = (expression: string, ids: readonly string[], condition?: string) =>
        client.send(
            new UpdateItemCommand({
                TableName: table,
                Key: key,
                UpdateExpression: expression,
                ExpressionAttributeValues: {
                    ":ids": { SS: [...ids] },
                    ":expires": { N: String(expiry(now(), conversationTtlS)) },
                    ...(condition !== undefined && {
                        ":most": { N: String(mostIds) },
                        ":now": { N: String(expiry(now(), 0)) },
                    }),
                },
                ...(condition !== undefined && { ConditionExpression: condition }),
            }),
        );
    const known = new Set<string>();
    return {
        async seen() {
            const { Item } = await client.send(
                new GetItemCommand({
                    TableName: table,
                    Key: key,
                    ConsistentRead: true,
                    ProjectionExpression: "ids, expires_at",
                }),
            );
            if (Item === undefined || isOver(Item, now())) return known;
            for (const id of Item.ids?.SS ?? []) known.add(id);
            return known;
        },
        async see(ids) {
            const some = [...new Set(ids)].filter((id) => id !== "" && !known.has(id)).slice(0, mostIds);
            if (some.length === 0) return;
            try {
                await update(
                    "ADD ids :ids SET expires_at = :expires",
                    some,
                    "attribute_not_exists(ids) OR (size(ids) < :most AND expires_at > :now)",
                );
            } catch (error) {
                if (!(error instanceof ConditionalCheckFailedException)) throw error;
                // Full or over: what was seen long ago is forgotten, and a model that still means it is told to search again.
                known.clear();
                await update("SET ids = :ids, expires_at = :expires", some);
            }
            for (const id of some) known.add(id);
        },
    };
}
