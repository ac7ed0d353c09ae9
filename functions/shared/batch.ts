import { atMost } from "./concurrency";
import { type FirehoseRecord, type FirehoseResponse, Outcome, type TransformedRecord } from "./firehose";
import { maximumResponseBytes } from "./limits";
import type { TableMapping } from "./mapping";
import { metricsLine } from "./metrics";
import { Notes, total } from "./notes";
import { planRecord, type RecordPlan } from "./plan";
import { type Quarantine, quarantineObject } from "./quarantine";
import type { SourceStream, StreamDocument } from "./source-stream";

/** What a transform needs of the world. */
export interface Surroundings {
    readonly quarantine: Quarantine;
    readonly source: SourceStream;
    readonly metricNamespace: string;
    /** Takes one line of log, without its newline. */
    log(line: string): void;
    /** Milliseconds since 1970. */
    now(): number;
}

const parallelWrites = 8;

/**
 * Transforms one batch. Every document ends in exactly one place: delivered, put back to the stream, in the quarantine, or,
 * where writing there failed, in the record that Firehose puts under its error prefix.
 */
export async function transformBatch(
    mapping: TableMapping,
    records: readonly FirehoseRecord[],
    surroundings: Surroundings,
): Promise<FirehoseResponse> {
    const notes = new Notes();
    const plans = records.map((record) => planRecord(mapping, record, notes));
    const isDelivered = fitting(plans);
    const toPutBack = plans.filter((plan) => plan.readable.length > 0 && !isDelivered.has(plan));
    const failed = new Map<RecordPlan, string>([
        ...(await quarantineRefused(plans, surroundings.quarantine)),
        ...(await putBack(toPutBack, surroundings.source)),
    ]);
    const counts = { documents: 0, landed: 0, reput: 0, quarantined: 0, failed: 0 };
    const answers = plans.map((plan): TransformedRecord => {
        const { readable, refused, record } = plan;
        counts.documents += readable.length + refused.length;
        if (failed.has(plan)) {
            counts.failed += readable.length + refused.length;
            return { recordId: record.recordId, result: Outcome.ProcessingFailed, data: record.data };
        }
        counts.quarantined += refused.length;
        if (plan.partition === undefined || !isDelivered.has(plan)) {
            counts.reput += readable.length;
            return { recordId: record.recordId, result: Outcome.Dropped, data: "" };
        }
        counts.landed += readable.length;
        return {
            recordId: record.recordId,
            result: Outcome.Ok,
            data: plan.rows,
            metadata: { partitionKeys: { ...plan.partition } },
        };
    });
    surroundings.log(
        metricsLine({
            namespace: surroundings.metricNamespace,
            table: mapping.table,
            at: surroundings.now(),
            metrics: {
                Documents: counts.documents,
                Landed: counts.landed,
                Quarantined: counts.quarantined,
                Reput: counts.reput,
                Failed: counts.failed,
                UnknownKeys: total(notes.unknownKeys),
                UnreadableValues: total(notes.unreadableValues),
            },
            unknownKeys: notes.unknownKeys,
            unreadableValues: notes.unreadableValues,
            errors: [...failed.values()],
        }),
    );
    return { records: answers };
}

/** The records that can be delivered as they are: those of one partition, as many of them as the answer has room for. */
function fitting(plans: readonly RecordPlan[]): Set<RecordPlan> {
    const delivered = new Set<RecordPlan>();
    let size = 0;
    for (const plan of plans) {
        if (plan.partition === undefined) {
            continue;
        }
        if (size + plan.rows.length <= maximumResponseBytes) {
            size += plan.rows.length;
            delivered.add(plan);
        }
    }
    return delivered;
}

async function quarantineRefused(
    plans: readonly RecordPlan[],
    quarantine: Quarantine,
): Promise<(readonly [RecordPlan, string])[]> {
    const withRefusals = plans.filter(({ refused }) => refused.length > 0);
    const errors = await atMost(parallelWrites, withRefusals, async (plan) => {
        try {
            await quarantine.keep(quarantineObject(plan.origin, plan.refused));
            return undefined;
        } catch (error) {
            return `quarantine: ${errorName(error)}`;
        }
    });
    return withRefusals.flatMap((plan, index) => {
        const error = errors[index];
        return error === undefined ? [] : [[plan, error] as const];
    });
}

async function putBack(plans: readonly RecordPlan[], source: SourceStream): Promise<(readonly [RecordPlan, string])[]> {
    if (plans.length === 0) {
        return [];
    }
    const documents: (StreamDocument & { readonly plan: RecordPlan })[] = plans.flatMap((plan) =>
        plan.readable.map((text) => ({
            plan,
            text,
            partitionKey: plan.record.kinesisRecordMetadata?.partitionKey ?? plan.record.recordId,
        })),
    );
    try {
        const refused = await source.put(documents);
        return refused.flatMap((index) => {
            const plan = documents[index]?.plan;
            return plan === undefined ? [] : [[plan, "stream: refused after several attempts"] as const];
        });
    } catch (error) {
        return plans.map((plan) => [plan, `stream: ${errorName(error)}`] as const);
    }
}

/** The name only: a message may quote what was written. */
function errorName(error: unknown): string {
    return error instanceof Error ? error.name : typeof error;
}
