import {
    DeleteObjectsCommand,
    GetObjectCommand,
    PutObjectCommand,
    paginateListObjectsV2,
    type S3Client,
} from "@aws-sdk/client-s3";
import { documentKeys, metadataFile, PRODUCT_DOCUMENTS, type ProductDocument } from "../document";
import { hashOf } from "../hash";
import { eachBounded, inParts } from "./bounded";

/** Where the shop's policies and answers to frequent questions lie. */
export const POLICY_DOCUMENTS = "policies/";
/** Where catalogue files are uploaded. */
export const UPLOADS = "catalog/";
/** Where reports of rejected rows are put. */
export const REPORTS = "reports/";

/** As many as there are sockets: far below what S3 takes for one prefix, and a put is mostly waiting. */
const PUTS_AT_ONCE = 64;
const DELETES_AT_ONCE = 4;
/** The most that one request takes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const DELETE_KEYS = 1_000;

/** Where a catalogue file lies. */
export interface SourceObject {
    readonly bucket: string;
    readonly key: string;
    /** Default: the version that is current when it is read. */
    readonly version_id?: string;
}

/** An upload as a listing shows it. */
export interface Upload {
    readonly key: string;
    /** Milliseconds since 1970. */
    readonly modified: number;
    /** Another one after the object was written again. */
    readonly etag: string;
}

/** The catalogue's bucket as the sync sees it. */
export interface CatalogBucket {
    read(source: SourceObject): Promise<AsyncIterable<Uint8Array>>;
    /** The catalogue file that was uploaded last; within one second, S3's unit, the last by name. */
    newestUpload(): Promise<Upload | undefined>;
    documentKeys(): Promise<ReadonlySet<string>>;
    /** A hash of all policies: another one after any of them was changed. Null if there are none. */
    policiesHash(): Promise<string | null>;
    write(documents: readonly { id: string; document: ProductDocument }[], signal: AbortSignal): Promise<void>;
    delete(keys: readonly string[], signal: AbortSignal): Promise<void>;
    writeReport(syncId: string, report: unknown): Promise<string>;
}

export function catalogBucket(client: S3Client, bucket: string): CatalogBucket {
    const put = (Key: string, Body: string, ContentType: string) =>
        client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType }));

    async function* list(Prefix: string) {
        for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix }))
            yield* Contents;
    }

    return {
        async read({ bucket: Bucket, key: Key, version_id: VersionId }) {
            const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
            if (Body === undefined) throw new Error(`The object ${Key} has no content.`);
            return chunksOf(Body.transformToWebStream());
        },
        async newestUpload() {
            let newest: Upload | undefined;
            for await (const { Key = "", LastModified, ETag = "" } of list(UPLOADS)) {
                const modified = LastModified?.getTime() ?? 0;
                if (isCatalogFile(Key) && (newest === undefined || modified >= newest.modified))
                    newest = { key: Key, modified, etag: ETag };
            }
            return newest;
        },
        async documentKeys() {
            const keys = new Set<string>();
            for await (const { Key } of list(PRODUCT_DOCUMENTS)) if (Key !== undefined) keys.add(Key);
            return keys;
        },
        async policiesHash() {
            const found: string[] = [];
            for await (const { Key, ETag } of list(POLICY_DOCUMENTS)) found.push(`${Key} ${ETag}`);
            return found.length === 0 ? null : hashOf(found);
        },
        async write(documents, signal) {
            const objects = documents.flatMap(({ id, document }) => {
                const keys = documentKeys(id);
                return [
                    { key: keys.metadata, body: metadataFile(document), type: "application/json" },
                    { key: keys.text, body: document.text, type: "text/plain; charset=utf-8" },
                ];
            });
            await eachBounded(PUTS_AT_ONCE, objects, signal, async ({ key, body, type }) => {
                await put(key, body, type);
            });
        },
        delete: (keys, signal) =>
            eachBounded(DELETES_AT_ONCE, inParts(DELETE_KEYS, keys), signal, async (part) => {
                const { Errors = [] } = await client.send(
                    new DeleteObjectsCommand({
                        Bucket: bucket,
                        Delete: { Objects: part.map((Key) => ({ Key })), Quiet: true },
                    }),
                );
                const [first] = Errors;
                if (first !== undefined)
                    throw new Error(`${Errors.length} documents could not be deleted: ${first.Code} for ${first.Key}.`);
            }),
        async writeReport(syncId, report) {
            const key = `${REPORTS}${syncId}.json`;
            await put(key, JSON.stringify(report), "application/json");
            return key;
        },
    };
}

/** Whether an upload of that name is a catalogue file. */
export function isCatalogFile(key: string): boolean {
    return /\.jsonl?(\.gz)?$/.test(key);
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
    const reader = stream.getReader();
    try {
        for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read())
            if (value !== undefined) yield value;
    } finally {
        await reader.cancel();
    }
}
