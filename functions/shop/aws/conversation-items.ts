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

/** Seconds since 1970, the unit of the table's TTL. */
export function expiry(nowMs: number, ttlS: number): number {
    return Math.floor(nowMs / 1_000) + ttlS;
}
