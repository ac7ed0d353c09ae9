import { createReadStream } from "node:fs";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { SyncReport } from "../../functions/shop/catalog/sync/report";
import { SyncTrigger } from "../../functions/shop/catalog/sync/report";
import type { DeployedShop } from "../assistant";
import { lambda, s3 } from "../clients";
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
 * @throws `SyncFailed` with the function's own words
 */
export async function syncCatalog(
    { connection }: Deployment,
    { catalogSyncFunction }: DeployedShop,
    source: CatalogSource,
): Promise<SyncReport> {
    const { Payload, FunctionError } = await lambda(connection).send(
        new InvokeCommand({
            FunctionName: catalogSyncFunction,
            Payload: JSON.stringify({ source, trigger: SyncTrigger.Command }),
        }),
    );
    const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString("utf8") || "null");
    if (FunctionError !== undefined) {
        const message = isRecord(answer) && typeof answer.errorMessage === "string" ? answer.errorMessage : "";
        throw new SyncFailed(message || "The sync ended without saying why.");
    }
    if (!isReport(answer)) throw new SyncFailed("The sync answered with something else than a report.");
    return answer;
}

function isReport(value: unknown): value is SyncReport {
    return isRecord(value) && typeof value.sync_id === "string" && Array.isArray(value.rejected);
}
