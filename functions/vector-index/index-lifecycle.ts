import { type Clock, errorName, type Patience, persist, statusOf } from "../shared/deployment";

/** The index operations of one collection. Each rejects with the SDK's error. */
export interface IndexApi {
    create(indexName: string, schema: IndexSchema): Promise<void>;
    /** Rejects with 404 when there is none. */
    get(indexName: string): Promise<void>;
    delete(indexName: string): Promise<void>;
}

/** Settings and mapping, as OpenSearch takes them. */
export type IndexSchema = Readonly<Record<string, unknown>>;

export const IndexAction = { Create: "create", Update: "update", Delete: "delete" } as const;
export type IndexAction = (typeof IndexAction)[keyof typeof IndexAction];

export interface IndexRequest {
    readonly action: IndexAction;
    readonly indexName: string;
    readonly schema: IndexSchema;
}

export interface IndexResult {
    readonly index_name: string;
    readonly status: "created" | "existed" | "deleted" | "absent";
}

/** A data access policy takes seconds to minutes to be known everywhere; until then calls are refused. */
export const INDEX_PATIENCE: Patience = { total: 300_000, firstPause: 1_000, longestPause: 15_000 };

/** An index that answers once may not answer the next time: other nodes learn of it later. */
const ANSWERS_IN_A_ROW = 3;
const PAUSE_BETWEEN_ANSWERS_MS = 2_000;

/**
 * Carries one step of an index's life out: made and answering at the end of a creation, gone at the end of a deletion.
 * The name of an index follows its mapping, so an update has nothing to change and only makes sure of it.
 */
export function carryOut(request: IndexRequest, api: IndexApi, clock: Clock): Promise<IndexResult> {
    return request.action === IndexAction.Delete ? remove(request, api, clock) : ensure(request, api, clock);
}

async function ensure({ indexName, schema }: IndexRequest, api: IndexApi, clock: Clock): Promise<IndexResult> {
    const status = await persist(
        async () => {
            if (await exists(indexName, api)) return "existed" as const;
            await api.create(indexName, schema);
            return "created" as const;
        },
        isPassing,
        INDEX_PATIENCE,
        clock,
    );
    await untilAnswering(indexName, api, clock);
    return { index_name: indexName, status };
}

async function untilAnswering(indexName: string, api: IndexApi, clock: Clock): Promise<void> {
    let inARow = 0;
    while (inARow < ANSWERS_IN_A_ROW) {
        if (inARow > 0) await clock.sleep(PAUSE_BETWEEN_ANSWERS_MS);
        let failures = 0;
        await persist(
            () =>
                api.get(indexName).catch((error: unknown) => {
                    failures++;
                    throw error;
                }),
            isPassing,
            INDEX_PATIENCE,
            clock,
        );
        inARow = failures > 0 ? 1 : inARow + 1;
    }
}

async function remove({ indexName }: IndexRequest, api: IndexApi, clock: Clock): Promise<IndexResult> {
    const status = await persist(
        () =>
            api.delete(indexName).then(
                () => "deleted" as const,
                (error: unknown) => {
                    if (isAbsent(error)) return "absent" as const;
                    throw error;
                },
            ),
        isPassing,
        INDEX_PATIENCE,
        clock,
    );
    return { index_name: indexName, status };
}

async function exists(indexName: string, api: IndexApi): Promise<boolean> {
    try {
        await api.get(indexName);
        return true;
    } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
    }
}

function isAbsent(error: unknown): boolean {
    return statusOf(error) === 404 || errorName(error) === "ResourceNotFoundException";
}

/** Refused while a policy spreads, not found while a collection or an index does, in conflict with its own first try. */
function isPassing(error: unknown): boolean {
    const status = statusOf(error);
    return status === undefined
        ? isAbsent(error) || isConnection(error)
        : [401, 403, 404, 409, 429].includes(status) || status >= 500;
}

function isConnection(error: unknown): boolean {
    return ["TimeoutError", "ECONNRESET", "NetworkingError"].includes(errorName(error));
}
