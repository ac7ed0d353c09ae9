import { randomUUID } from "node:crypto";
import {
    type BedrockAgentClient,
    ConflictException,
    GetIngestionJobCommand,
    type IngestionJob,
    IngestionJobStatus,
    ListIngestionJobsCommand,
    StartIngestionJobCommand,
    ThrottlingException,
} from "@aws-sdk/client-bedrock-agent";
import type { Clock } from "../../../shared/deployment";
import { SyncError, SyncFailure } from "./failure";
import { jittered } from "./jitter";

/** A knowledge base, and the data sources that the sync keeps up to date. */
export interface Knowledge {
    readonly knowledgeBaseId: string;
    readonly productDataSourceId: string;
    /** Default: there are no policies to be found. */
    readonly policyDataSourceId?: string;
}

/** What one ingestion job did, in documents. */
export interface IngestionReport {
    readonly job_id: string;
    readonly status: string;
    readonly scanned: number;
    readonly indexed: number;
    readonly deleted: number;
    readonly failed: number;
}

export interface Ingestion {
    /**
     * Runs one job to its end, after any other of the knowledge base.
     *
     * @throws a `SyncError`: `busy` if another job doesn't end in time, `ingestion` for a job that fails, that takes too long,
     * or that could not index some documents
     */
    run(dataSourceId: string, signal: AbortSignal): Promise<IngestionReport>;
}

const FIRST_POLL_MS = 250;
const POLL_GROWTH = 1.6;
const MOST_POLL_MS = 10_000;
/** One call every ten seconds is allowed: https://docs.aws.amazon.com/general/latest/gr/bedrock.html */
const START_AGAIN_MS = 10_000;
const REASONS_SHOWN = 5;

const running: readonly string[] = [
    IngestionJobStatus.STARTING,
    IngestionJobStatus.IN_PROGRESS,
    IngestionJobStatus.STOPPING,
];

/** @param waitMs the most that is waited for jobs of others, and then again for the own one. */
export function ingestion(client: BedrockAgentClient, knowledge: Knowledge, waitMs: number, clock: Clock): Ingestion {
    const { knowledgeBaseId, productDataSourceId, policyDataSourceId } = knowledge;
    const dataSources = [productDataSourceId, ...(policyDataSourceId === undefined ? [] : [policyDataSourceId])];

    async function isAnyRunning(): Promise<boolean> {
        const lists = await Promise.all(
            dataSources.map((dataSourceId) =>
                client.send(
                    new ListIngestionJobsCommand({
                        knowledgeBaseId,
                        dataSourceId,
                        sortBy: { attribute: "STARTED_AT", order: "DESCENDING" },
                        maxResults: 10,
                    }),
                ),
            ),
        );
        return lists.some(({ ingestionJobSummaries = [] }) =>
            ingestionJobSummaries.some(({ status = "" }) => running.includes(status)),
        );
    }

    async function start(dataSourceId: string, signal: AbortSignal): Promise<IngestionJob> {
        const deadline = clock.now() + waitMs;
        for (;;) {
            signal.throwIfAborted();
            try {
                // A token that was used before would give back the old job: 36 characters, at least 33 are asked for.
                const command = new StartIngestionJobCommand({
                    knowledgeBaseId,
                    dataSourceId,
                    clientToken: randomUUID(),
                });
                const { ingestionJob } = await client.send(command);
                if (ingestionJob !== undefined) return ingestionJob;
                throw new SyncError(SyncFailure.Ingestion, "The knowledge base started a job without naming it.");
            } catch (error) {
                if (!(error instanceof ConflictException || error instanceof ThrottlingException)) throw error;
            }
            do {
                if (clock.now() >= deadline)
                    throw new SyncError(
                        SyncFailure.Busy,
                        `Another ingestion job of the knowledge base runs, and did not end within ${Math.round(waitMs / 1_000)} s. Try again later.`,
                    );
                signal.throwIfAborted();
                await clock.sleep(jittered(START_AGAIN_MS));
            } while (await isAnyRunning());
        }
    }

    async function ended(started: IngestionJob, signal: AbortSignal): Promise<IngestionJob> {
        const { dataSourceId, ingestionJobId } = started;
        const deadline = clock.now() + waitMs;
        let job = started;
        for (let delay = FIRST_POLL_MS; running.includes(job.status ?? ""); delay *= POLL_GROWTH) {
            if (clock.now() >= deadline)
                throw new SyncError(
                    SyncFailure.Ingestion,
                    `The ingestion job ${ingestionJobId} did not end within ${Math.round(waitMs / 1_000)} s.`,
                );
            signal.throwIfAborted();
            await clock.sleep(jittered(Math.min(delay, MOST_POLL_MS)));
            const { ingestionJob } = await client.send(
                new GetIngestionJobCommand({ knowledgeBaseId, dataSourceId, ingestionJobId }),
            );
            if (ingestionJob !== undefined) job = ingestionJob;
        }
        return job;
    }

    return {
        async run(dataSourceId, signal) {
            const job = await ended(await start(dataSourceId, signal), signal);
            const report = reportOf(job);
            if (report.status !== IngestionJobStatus.COMPLETE || report.failed > 0) throw failureOf(job, report);
            return report;
        },
    };
}

function reportOf({ ingestionJobId = "", status, statistics = {} }: IngestionJob): IngestionReport {
    return {
        job_id: ingestionJobId,
        status: status ?? "UNKNOWN",
        scanned: statistics.numberOfDocumentsScanned ?? 0,
        indexed: (statistics.numberOfNewDocumentsIndexed ?? 0) + (statistics.numberOfModifiedDocumentsIndexed ?? 0),
        deleted: statistics.numberOfDocumentsDeleted ?? 0,
        failed: statistics.numberOfDocumentsFailed ?? 0,
    };
}

function failureOf(
    { failureReasons = [] }: IngestionJob,
    { job_id, status, scanned, failed }: IngestionReport,
): SyncError {
    const reasons = failureReasons.slice(0, REASONS_SHOWN).join(" ");
    return new SyncError(
        SyncFailure.Ingestion,
        `The ingestion job ${job_id} ended as ${status}; ${failed} of ${scanned} documents could not be indexed. ${reasons || "It gave no reason."}`,
    );
}
