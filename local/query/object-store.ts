import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";

export interface StoredObject {
    readonly key: string;
    /** Changes whenever the content does. */
    readonly etag: string;
    readonly size: number;
}

/** Where the lake's files are. */
export interface ObjectStore {
    /** All objects whose key begins with the prefix; none if the bucket doesn't exist. */
    list(bucket: string, prefix: string): AsyncIterable<StoredObject>;
    /** The object's bytes, or undefined if it has gone since it was listed. */
    get(bucket: string, key: string): Promise<Uint8Array | undefined>;
}

/** S3, or what answers for it. */
export function s3ObjectStore(client: S3Client): ObjectStore {
    return {
        async *list(bucket, prefix) {
            let continuationToken: string | undefined;
            do {
                const page = await client
                    .send(
                        new ListObjectsV2Command({
                            Bucket: bucket,
                            Prefix: prefix,
                            ContinuationToken: continuationToken,
                        }),
                    )
                    .catch(ignoring("NoSuchBucket"));
                for (const { Key, ETag, Size } of page?.Contents ?? []) {
                    if (Key !== undefined) {
                        yield { key: Key, etag: ETag ?? "", size: Size ?? 0 };
                    }
                }
                continuationToken = page?.NextContinuationToken;
            } while (continuationToken !== undefined);
        },
        async get(bucket, key) {
            const object = await client
                .send(new GetObjectCommand({ Bucket: bucket, Key: key }))
                .catch(ignoring("NoSuchKey"));
            return object?.Body?.transformToByteArray();
        },
    };
}

function ignoring(errorName: string): (error: unknown) => undefined {
    return (error) => {
        if (error instanceof Error && error.name === errorName) {
            return undefined;
        }
        throw error;
    };
}
