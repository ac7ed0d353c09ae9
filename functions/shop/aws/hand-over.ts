import { createHash } from "node:crypto";
import { type ConnectClient, StartChatContactCommand } from "@aws-sdk/client-connect";
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { HandOver } from "../tools/ports";
import { conversationItem, expiry } from "./conversation-items";

/** A repeated call within this time starts no second contact: Connect knows it by its token. */
const oneContactMs = 15 * 60_000;
/** A chat contact's token serves for a day at most. */
const participantTtlS = 24 * 3_600;
const longestName = 256;

export interface ConnectSettings {
    readonly instanceId: string;
    readonly contactFlowId: string;
}

/** A chat that a person takes over, as the shopper's browser joins it. */
export interface ChatToJoin {
    readonly contact_id: string;
    readonly participant_id: string;
    /** Lets its bearer into the chat: for the conversation's owner alone. */
    readonly participant_token: string;
}

/** Says that nobody can take over: no Connect instance is configured. */
export const nobodyToHandOverTo: HandOver = {
    start: async () => ({ contact_id: null }),
};

/**
 * Starts a chat contact in Amazon Connect. The person who takes over sees the conversation's id and the reason; what the
 * shopper's browser needs to join is left with the conversation.
 *
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */
export function connectHandOver(
    client: ConnectClient,
    settings: ConnectSettings,
    keep: (conversationId: string, chat: ChatToJoin) => Promise<void>,
    now: () => number,
): HandOver {
    return {
        async start({ conversation_id, reason, shopper }) {
            const { ContactId, ParticipantId, ParticipantToken } = await client.send(
                new StartChatContactCommand({
                    InstanceId: settings.instanceId,
                    ContactFlowId: settings.contactFlowId,
                    ParticipantDetails: { DisplayName: (shopper.given_name ?? "Shopper").slice(0, longestName) },
                    Attributes: { conversation_id, handover_reason: reason },
                    InitialMessage: { ContentType: "text/plain", Content: reason },
                    ClientToken: tokenOf(conversation_id, Math.floor(now() / oneContactMs)),
                }),
            );
            if (ContactId === undefined || ParticipantId === undefined || ParticipantToken === undefined) {
                throw new Error("Amazon Connect started a contact without saying which.");
            }
            await keep(conversation_id, {
                contact_id: ContactId,
                participant_id: ParticipantId,
                participant_token: ParticipantToken,
            });
            return { contact_id: ContactId };
        },
    };
}

/** Keeps the chat to join in the conversations table. */
export function keepChat(client: DynamoDBClient, table: string, now: () => number) {
    return async (conversationId: string, chat: ChatToJoin): Promise<void> => {
        await client.send(
            new PutItemCommand({
                TableName: table,
                Item: marshall({
                    conversation_id: conversationId,
                    sk: conversationItem.handover,
                    ...chat,
                    expires_at: expiry(now(), participantTtlS),
                }),
            }),
        );
    };
}

function tokenOf(conversationId: string, window: number): string {
    return createHash("sha256").update(`${conversationId}#${window}`).digest("hex");
}
