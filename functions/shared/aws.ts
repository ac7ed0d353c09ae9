import type { Quarantine } from "./quarantine";
import { type SourceStream, sourceStream } from "./source-stream";

/**
 * The quarantine in S3. The client is loaded with the first bad document: most batches have none, and so most cold starts
 * don't pay for it.
 *
 * @param prefix of the keys, ending in `/`.
 */
export function s3Quarantine(bucket: string, prefix: string): Quarantine {
    const client = once(async () => {
        const { PutObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
        const s3 = new S3Client({ forcePathStyle: isCustomEndpoint() });
        return (key: string, body: string) =>
            s3.send(
                new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: "application/x-ndjson" }),
            );
    });
    return {
        async keep({ key, body }) {
            const put = await client();
            await put(`${prefix}${key}`, body);
        },
    };
}

/** The Kinesis stream that a feed reads from. */
export function kinesisSource(streamName: string): SourceStream {
    const client = once(async () => {
        const { KinesisClient, PutRecordsCommand } = await import("@aws-sdk/client-kinesis");
        const { NodeHttpHandler } = await import("@smithy/node-http-handler");
        // This client speaks HTTP/2 by default. For one call now and then that gains nothing, a session doesn't live through
        // the freeze between invocations, and the local emulator can't verify the signature of an HTTP/2 request.
        return { kinesis: new KinesisClient({ requestHandler: new NodeHttpHandler() }), PutRecordsCommand };
    });
    return sourceStream(
        async (documents) => {
            const { kinesis, PutRecordsCommand } = await client();
            const { Records = [] } = await kinesis.send(
                new PutRecordsCommand({
                    StreamName: streamName,
                    Records: documents.map(({ text, partitionKey }) => ({
                        Data: Buffer.from(text),
                        PartitionKey: partitionKey,
                    })),
                }),
            );
            return documents.map((_, index) => Records[index]?.ErrorCode === undefined && Records[index] !== undefined);
        },
        (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    );
}

/** Host names of buckets resolve only on AWS itself. */
function isCustomEndpoint(): boolean {
    return (process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL) !== undefined;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
    let made: Promise<T> | undefined;
    return () => {
        made ??= make();
        return made;
    };
}
