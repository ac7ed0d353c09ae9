import type { TableSchema, Timestamp } from "../../schemas";
import { type Draft, type Fields, objectReader } from "./fields";
import type { Notes } from "./notes";
import { dateOf, dayAfter } from "./timestamps";
import { idAfter } from "./values";

/** Why a document can't become a row. Stored in the quarantine, and stable: queries and replays select by it. */
export const Reason = {
    NotJson: "not_json",
    NotUtf8: "not_utf8",
    NotAnObject: "not_an_object",
    Empty: "empty",
    MissingContactId: "missing_contact_id",
    MissingEventId: "missing_event_id",
    MissingInstance: "missing_instance",
    MissingDate: "missing_date",
    ImpossibleDate: "impossible_date",
    UnknownTable: "unknown_table",
    MissingValue: "missing_value",
    OverSize: "over_size",
    NotMapped: "not_mapped",
} as const;
export type Reason = (typeof Reason)[keyof typeof Reason];

/** A document that was refused. `detail` names fields and limits, never a value. */
export interface Refusal {
    readonly reason: Reason;
    readonly detail: string;
}

/** The columns that the transform itself fills. */
export interface IngestColumns {
    readonly ingest_ts: Timestamp | null;
    readonly ingest_sequence: string | null;
    readonly source: string | null;
    readonly raw_json: string | null;
}

/** A document that became a row. */
export interface MappedDocument {
    readonly row: Draft<IngestColumns>;
    readonly partition: FeedPartition;
}

/** Where a row of a feed belongs: the values of its table's partition keys. */
export type FeedPartition = Readonly<Record<string, string>>;

/** A document of another table that shares the stream: another feed's business. */
export const ELSEWHERE = "elsewhere";

/** How the documents of one feed become rows of its table. Pure. */
export interface TableMapping {
    readonly table: string;
    /** What the quarantine calls the documents' table. Default: `table`. */
    readonly quarantineName?: string;
    /**
     * @param arrivedAt when the record arrived, in milliseconds since 1970: a document from later than the day after is refused.
     */
    map(
        document: Record<string, unknown>,
        arrivedAt: number,
        notes: Notes,
    ): MappedDocument | Refusal | typeof ELSEWHERE;
}

/** What every row of a feed holds. */
export interface FeedRow extends IngestColumns {
    readonly instance_arn: string | null;
}

/** What a feed's mapping needs to know besides its fields. */
export interface MappingOptions<Row> {
    readonly schema: TableSchema;
    readonly fields: Fields<Row>;
    /** The document's own id: the key that holds it, and what to say where it is missing. */
    readonly id: { readonly key: string; readonly missing: Reason; of(row: Draft<Row>): string | null | undefined };
    /** The time that decides the partition's day. */
    readonly time: { readonly key: string; of(row: Draft<Row>): Timestamp | null | undefined };
}

const instanceIdForm = /^[A-Za-z0-9-]{1,100}$/;
const instanceIdIn = idAfter(":instance/");

/** Earlier days would be errors: the service began in 2017, and no back-fill reaches further. */
const earliestDay = "2000-01-01";

/** Whether a row may be from that day: rows are kept by it, and an impossible one would never be asked for. */
export function isPossibleDay(day: string, arrivedAt: number): boolean {
    return day >= earliestDay && day <= dayAfter(arrivedAt);
}

/** Says so of a day that isn't. */
export function impossibleDay(key: string): Refusal {
    return {
        reason: Reason.ImpossibleDate,
        detail: `${key} lies before ${earliestDay}, or more than a day after the record arrived`,
    };
}

/** Makes the mapping of one feed. */
export function tableMapping<Row extends FeedRow>(options: MappingOptions<Row>): TableMapping {
    const { schema, fields, id, time } = options;
    const read = objectReader(fields, "");
    const newRow = rowFactory<Row>(schema);
    return {
        table: schema.name,
        map(document, arrivedAt, notes) {
            const row = newRow();
            read(document, row, notes);
            if (typeof id.of(row) !== "string") {
                return { reason: id.missing, detail: `${id.key} is missing` };
            }
            const arn = row.instance_arn;
            const instance = instanceIdIn(arn, notes, "InstanceARN");
            if (typeof instance !== "string" || !instanceIdForm.test(instance)) {
                return { reason: Reason.MissingInstance, detail: "InstanceARN names no instance" };
            }
            const instant = time.of(row);
            if (typeof instant !== "string") {
                return undated(document, time.key);
            }
            const day = dateOf(instant);
            if (!isPossibleDay(day, arrivedAt)) return impossibleDay(time.key);
            return { row, partition: { instance_id: instance, event_date: day } };
        },
    };
}

/** All columns exist from the start and in one order, so that all rows share one hidden class: several times faster to fill and write. */
export function rowFactory<Row>(schema: Pick<TableSchema, "columns">): () => Draft<Row> {
    const template = Object.fromEntries(Object.keys(schema.columns).map((name) => [name, undefined])) as Draft<Row>;
    return () => ({ ...template });
}

function undated(document: Record<string, unknown>, key: string): Refusal {
    const lowerCaseKey = key.toLowerCase();
    const name = Object.keys(document).find((candidate) => candidate.toLowerCase() === lowerCaseKey);
    const value = name === undefined ? null : document[name];
    return value === null || value === ""
        ? { reason: Reason.MissingDate, detail: `${key} is missing` }
        : { reason: Reason.ImpossibleDate, detail: `${key} is no possible time` };
}
