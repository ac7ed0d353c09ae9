import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";

/** The sample shop's policies and answers. */
export const POLICIES = resolve(__dirname, "../../samples/policies");

/** Puts the sample shop's policies where a deployment puts a `policyFolder`. */
export async function uploadPolicies(s3: S3Client, bucket: string): Promise<void> {
    const files = readdirSync(POLICIES).filter((file) => file.endsWith(".md"));
    await Promise.all(
        files.map((file) =>
            s3.send(
                new PutObjectCommand({
                    Bucket: bucket,
                    Key: `policies/${file}`,
                    Body: readFileSync(join(POLICIES, file)),
                }),
            ),
        ),
    );
}
