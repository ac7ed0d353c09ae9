import {
    ConditionalCheckFailedException,
    type DynamoDBClient,
    GetItemCommand,
    UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Clock } from "../../../shared/deployment";
import { SyncError, SyncFailure } from "./failure";
import { jittered } from "./jitter";

/** No product can have this id; without a category, the item is in no index either. */
const STATE_ID = "#sync";
const LEASE_MS = 60_000;
const RENEWAL_MS = 15_000;
const POLL_MS = 1_000;

/** What one sync leaves to the next. */
export interface SyncState {
    /** Counts the syncs that changed anything. */
    readonly revision: number;
    /** A sync is at work, or was cut off. */
    readonly is_held: boolean;
    /** Documents were changed, and not all of them were indexed yet. */
    readonly is_ingestion_pending: boolean;
    /** Of the policies that were indexed last. */
    readonly policies_hash: string | null;
}

/** The right to change the catalogue, which one sync has at a time. */
export interface Lease {
    /** The state as it was when the lease was taken; its revision is the one before. */
    readonly found: SyncState;
    /** Aborted when the lease was lost. */
    readonly signal: AbortSignal;
    save(state: Partial<Pick<SyncState, "is_ingestion_pending" | "policies_hash">>): Promise<void>;
}

export interface SyncStates {
    read(): Promise<SyncState>;
    /**
     * Does `work` while nobody else may. The lease is renewed meanwhile; that of a sync that was cut off lapses by itself.
     *
     * @throws a `SyncError` with `busy` if another sync runs for longer than `waitMs`
     */
    exclusively<T>(holder: string, waitMs: number, work: (lease: Lease) => Promise<T>): Promise<T>;
}

export function syncStates(client: DynamoDBClient, tableName: string, clock: Clock): SyncStates {
    const key = { TableName: tableName, Key: marshall({ id: STATE_ID }) };

    async function take(holder: string): Promise<SyncState | undefined> {
        const now = clock.now();
        try {
            const { Attributes } = await client.send(
                new UpdateItemCommand({
                    ...key,
                    UpdateExpression: "SET holder = :holder, lease_until = :until ADD revision :one",
                    ConditionExpression: "attribute_not_exists(holder) OR holder = :holder OR lease_until < :now",
                    ExpressionAttributeValues: marshall({
                        ":holder": holder,
                        ":until": now + LEASE_MS,
                        ":now": now,
                        ":one": 1,
                    }),
                    ReturnValues: "ALL_OLD",
                }),
            );
            return stateOf(Attributes && unmarshall(Attributes));
        } catch (error) {
            if (error instanceof ConditionalCheckFailedException) return undefined;
            throw error;
        }
    }

    /** Changes the state as its holder, who has the lease for as long again. */
    async function update(holder: string, set: Record<string, unknown>): Promise<void> {
        const fields = Object.entries({ ...set, lease_until: clock.now() + LEASE_MS });
        await client.send(
            new UpdateItemCommand({
                ...key,
                UpdateExpression: `SET ${fields.map(([field]) => `${field} = :${field}`).join(", ")}`,
                ConditionExpression: "holder = :holder",
                ExpressionAttributeValues: marshall({
                    ":holder": holder,
                    ...Object.fromEntries(fields.map(([field, value]) => [`:${field}`, value])),
                }),
            }),
        );
    }

    async function release(holder: string): Promise<void> {
        await client.send(
            new UpdateItemCommand({
                ...key,
                UpdateExpression: "REMOVE holder, lease_until",
                ConditionExpression: "holder = :holder",
                ExpressionAttributeValues: marshall({ ":holder": holder }),
            }),
        );
    }

    async function taken(holder: string, waitMs: number): Promise<SyncState> {
        const deadline = clock.now() + waitMs;
        for (;;) {
            const found = await take(holder);
            if (found !== undefined) return found;
            if (clock.now() >= deadline)
                throw new SyncError(
                    SyncFailure.Busy,
                    `Another sync of the catalogue runs, and did not end within ${Math.round(waitMs / 1_000)} s. Try again later.`,
                );
            await clock.sleep(jittered(POLL_MS));
        }
    }

    return {
        async read() {
            const { Item } = await client.send(new GetItemCommand({ ...key, ConsistentRead: true }));
            return stateOf(Item && unmarshall(Item));
        },
        async exclusively(holder, waitMs, work) {
            const found = await taken(holder, waitMs);
            const lost = new AbortController();
            const lose = (error: unknown) => {
                if (error instanceof ConditionalCheckFailedException)
                    lost.abort(new SyncError(SyncFailure.LeaseLost, "Another sync of the catalogue took over."));
            };
            // A renewal that fails for another reason is tried again before the lease lapses.
            const renewal = setInterval(() => void update(holder, {}).catch(lose), RENEWAL_MS);
            try {
                return await work({ found, signal: lost.signal, save: (state) => update(holder, state) });
            } finally {
                clearInterval(renewal);
                await release(holder).catch(lose);
            }
        },
    };
}

function stateOf(item: Record<string, unknown> = {}): SyncState {
    return {
        revision: Number(item.revision ?? 0),
        is_held: item.holder !== undefined,
        is_ingestion_pending: item.is_ingestion_pending === true,
        policies_hash: typeof item.policies_hash === "string" ? item.policies_hash : null,
    };
}
