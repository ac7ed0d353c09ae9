import type { Cell, QueryEngine } from "../query/types";

/** What became of everything sent to one feed. Every document sent is in exactly one of landed, superseded, duplicates and quarantined. */
export interface FeedAccount {
    /** Documents put into the stream; undefined if nobody counted. */
    readonly sent: number | undefined;
    /** Contacts, each by its newest version; or agent events, each once. */
    readonly landed: number;
    /** Versions of a contact that a newer one replaced. They are kept, but the latest view doesn't show them. */
    readonly superseded: number;
    /** Documents that came again with nothing changed. */
    readonly duplicates: number;
    /** Contacts with more than one version: they changed after they had been sent once. */
    readonly updated: number;
    readonly quarantined: readonly QuarantineReason[];
}

export interface QuarantineReason {
    readonly reason: string;
    readonly documents: number;
}

export interface Account {
    readonly contactRecords: FeedAccount;
    readonly agentEvents: FeedAccount;
}

/** Documents put into each feed's stream. */
export type Sent = Readonly<Partial<Record<keyof Account, number>>>;

/**
 * A version of a contact is what AWS could have sent only once: instance, contact, time of update and content. A document is told from its
 * repeats by `ingest_sequence`, its place in the stream; a row written twice, after delivery was cut off half-way, has the same one.
 */
const CONTACT_RECORDS = `
WITH versions AS (
    SELECT instance_id, contact_id, last_update_ts, md5(to_utf8(raw_json)) AS content, count(DISTINCT ingest_sequence) AS documents
    FROM contact_records
    GROUP BY 1, 2, 3, 4
),
contacts AS (
    SELECT instance_id, contact_id, count(*) AS versions, sum(documents) AS documents
    FROM versions
    GROUP BY 1, 2
)
SELECT
    (SELECT count(*) FROM contact_records_latest) AS landed,
    coalesce(sum(versions), 0) AS versions,
    coalesce(sum(documents), 0) AS documents,
    count_if(versions > 1) AS updated
FROM contacts`;

const AGENT_EVENTS = `
SELECT
    (SELECT count(*) FROM agent_events_distinct) AS landed,
    count(DISTINCT ingest_sequence) AS documents
FROM agent_events`;

const QUARANTINED = `
SELECT table_name, reason, count(*) AS documents
FROM (SELECT DISTINCT table_name, reason, shard_id, sequence_number, document_index FROM quarantined_records) AS refused
GROUP BY 1, 2
ORDER BY 3 DESC, 2`;

/** Counts what the lake holds, feed by feed. */
export async function accountFor(engine: QueryEngine, sent: Sent = {}): Promise<Account> {
    // One at a time: each may use all the memory that a question is allowed.
    const contacts = await engine.query(CONTACT_RECORDS);
    const events = await engine.query(AGENT_EVENTS);
    const refused = await engine.query(QUARANTINED);
    const [landed = 0, versions = 0, documents = 0, updated = 0] = numbers(contacts.rows[0]);
    const [eventsLanded = 0, eventDocuments = 0] = numbers(events.rows[0]);
    const reasons = (table: string): QuarantineReason[] =>
        refused.rows
            .filter(([name]) => name === table)
            .map(([, reason, count]) => ({ reason: String(reason), documents: Number(count) }));
    return {
        contactRecords: {
            sent: sent.contactRecords,
            landed,
            superseded: versions - landed,
            duplicates: documents - versions,
            updated,
            quarantined: reasons("contact_records"),
        },
        agentEvents: {
            sent: sent.agentEvents,
            landed: eventsLanded,
            superseded: 0,
            duplicates: eventDocuments - eventsLanded,
            updated: 0,
            quarantined: reasons("agent_events"),
        },
    };
}

export function quarantinedTotal({ quarantined }: FeedAccount): number {
    return quarantined.reduce((sum, { documents }) => sum + documents, 0);
}

/** Documents that the lake knows what became of. */
export function accountedFor(feed: FeedAccount): number {
    return feed.landed + feed.superseded + feed.duplicates + quarantinedTotal(feed);
}

/** Documents sent of which the lake knows nothing, yet; negative if it holds more than was sent. Undefined if nobody counted what was sent. */
export function missing(feed: FeedAccount): number | undefined {
    return feed.sent === undefined ? undefined : feed.sent - accountedFor(feed);
}

/** Whether everything sent is accounted for. */
export function isSettled(account: Account): boolean {
    return [account.contactRecords, account.agentEvents].every((feed) => (missing(feed) ?? 0) === 0);
}

function numbers(row: readonly Cell[] | undefined): number[] {
    return (row ?? []).map(Number);
}
