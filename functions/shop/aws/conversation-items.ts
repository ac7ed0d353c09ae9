import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** Where the parts of a conversation stand in the conversations table. */
export const conversationItem = {
    owner: "OWNER",
    seen: "SEEN",
    handover: "HANDOVER",
    turn: (at: string, turnId: string) => `TURN#${at}#${turnId}`,
    outcome: (at: string, id: string) => `OUTCOME#${at}#${id}`,
} as const;

/** How long a conversation is kept after its last part was written: thirty days. */
export const conversationTtlS = 30 * 24 * 3_600;

/**
 * How long it is known whose a conversation was: longer than anything of it is read, so that nobody else who knows its id can
 * take over what is left.
 */
export const ownerTtlS = conversationTtlS + 24 * 3_600;

/** Seconds since 1970, the unit of the table's TTL. */
export function expiry(nowMs: number, ttlS: number): number {
    return Math.floor(nowMs / 1_000) + ttlS;
}

/** Whether an item counts no more. DynamoDB deletes it days later, in no order. */
export function isOver({ expires_at }: Readonly<Record<string, AttributeValue>>, nowMs: number): boolean {
    return expires_at?.N !== undefined && Number(expires_at.N) <= expiry(nowMs, 0);
}
