import { createReadStream } from "node:fs";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { SyncReport } from "../../functions/shop/catalog/sync/report";
import { SyncTrigger } from "../../functions/shop/catalog/sync/report";
import type { DeployedShop } from "../assistant";
import { type AwsConnection, lambda, s3 } from "../clients";
import type { Deployment } from "../deployment";
import { isRecord } from "../is-record";

/** A catalogue in the shop's bucket. */
export interface CatalogSource {
    readonly bucket: string;
    readonly key: string;
}

/** The sync ran and failed: the shop is as it was, or the message tells what isn't. */
export class SyncFailed extends Error {
    override readonly name = "SyncFailed";

    constructor(
        message: string,
        /** The rejected rows, or the removals that were refused, where they are why. */
        readonly rejection?: Rejection,
    ) {
        super(message);
    }
}

/** What was wrong with a file, as the sync's report under `reports/` has it. */
export interface Rejection extends Pick<SyncReport, "rejected" | "warnings" | "refused_ids" | "source"> {
    readonly report_key: string;
}

const UPLOADS = "catalog/";
const DEPLOYED = "deployed/";

/**
 * Puts a catalogue file into the shop's bucket.
 *
 * @param isToStart whether the upload itself starts a sync, as anybody's does. Otherwise its name is none of a catalogue file,
 * so that it doesn't: whoever uploaded it starts the sync.
 */
export async function upload(
    deployment: Deployment,
    { catalogBucket: bucket }: DeployedShop,
    file: string,
    isToStart: boolean,
    now: Date = new Date(),
): Promise<CatalogSource> {
    const stamp = now.toISOString().replace(/[:.]/g, "-");
    const extension = /\.jsonl?(\.gz)?$/.exec(file)?.[0] ?? ".jsonl";
    const key = isToStart ? `${UPLOADS}${stamp}${extension}` : `${UPLOADS}by-command/${stamp}${extension}.upload`;
    await s3(deployment.connection).send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: createReadStream(file) }),
    );
    return { bucket, key };
}

/** @throws Error if the program deploys no catalogue file. */
export function deployedCatalog({ resources }: Deployment, { catalogBucket: bucket }: DeployedShop): CatalogSource {
    const keys = resources
        .filter(({ type, inputs }) => type.startsWith("aws:s3/bucketObject") && inputs.bucket === bucket)
        .map(({ inputs }) => String(inputs.key));
    const key = keys.find((each) => each.startsWith(DEPLOYED));
    if (key === undefined) throw new Error("The program deploys no catalogue file: name one by --file.");
    return { bucket, key };
}

/**
 * Runs the shop's own sync over a catalogue, and waits for its report.
 *
 * @param allow_removals whether products are taken from sale however many they are
 * @throws `SyncFailed` with the function's own words
 */
export async function syncCatalog(
    { connection }: Deployment,
    { catalogSyncFunction }: DeployedShop,
    source: CatalogSource,
    allow_removals = false,
): Promise<SyncReport> {
    const { Payload, FunctionError } = await lambda(connection).send(
        new InvokeCommand({
            FunctionName: catalogSyncFunction,
            Payload: JSON.stringify({ source, trigger: SyncTrigger.Command, allow_removals }),
        }),
    );
    const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString("utf8") || "null");
    if (FunctionError !== undefined) {
        const message = isRecord(answer) && typeof answer.errorMessage === "string" ? answer.errorMessage : "";
        const rejection = await rejectionOf(connection, source.bucket, message);
        throw new SyncFailed(message || "The sync ended without saying why.", rejection);
    }
    if (!isReport(answer)) throw new SyncFailed("The sync answered with something else than a report.");
    return answer;
}

/** The function fails in words alone, which name its report. */
async function rejectionOf(connection: AwsConnection, Bucket: string, message: string): Promise<Rejection | undefined> {
    const [report_key] = /\breports\/[\w-]+\.json\b/.exec(message) ?? [];
    if (report_key === undefined) return undefined;
    const { Body } = await s3(connection).send(new GetObjectCommand({ Bucket, Key: report_key }));
    const report: Omit<Rejection, "report_key"> = JSON.parse((await Body?.transformToString()) ?? "");
    return { ...report, report_key };
}

function isReport(value: unknown): value is SyncReport {
    return isRecord(value) && typeof value.sync_id === "string" && Array.isArray(value.rejected);
}
