import { once } from "./once";
import type { Quarantine } from "./quarantine";

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

/** Host names of buckets resolve only on AWS itself. */
function isCustomEndpoint(): boolean {
    return (process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL) !== undefined;
}
