import { readFile } from "node:fs/promises";
import { HeadObjectCommand, PutObjectCommand, ServerSideEncryption } from "@aws-sdk/client-s3";
import { s3 } from "../clients";
import type { Inputs } from "./inputs";
import type { HandlerTable, TypeHandler } from "./types";

async function contentOf(inputs: Inputs): Promise<Buffer> {
    const text = inputs.optionalText("content");
    if (text !== undefined) {
        return Buffer.from(text, "utf8");
    }
    const base64 = inputs.optionalText("contentBase64");
    if (base64 !== undefined) {
        return Buffer.from(base64, "base64");
    }
    const asset = inputs.section("source");
    const assetText = asset.optionalText("text");
    return assetText === undefined ? readFile(asset.text("path")) : Buffer.from(assetText, "utf8");
}

const bucketObject: TypeHandler = {
    async create({ inputs, connection, call, registration }) {
        const [bucket, key] = [inputs.text("bucket"), inputs.optionalText("key") ?? registration.name];
        const body = await contentOf(inputs);
        const keyId = inputs.optionalText("kmsKeyId");
        const byKey = keyId === undefined ? undefined : ServerSideEncryption.aws_kms;
        const encryption = inputs.optionalOneOf("serverSideEncryption", ServerSideEncryption) ?? byKey;
        const put = await call("PutObject", () =>
            s3(connection).send(
                new PutObjectCommand({
                    Bucket: bucket,
                    Key: key,
                    Body: body,
                    ContentType: inputs.optionalText("contentType"),
                    ServerSideEncryption: encryption,
                    SSEKMSKeyId: keyId,
                }),
            ),
        );
        return {
            id: `${bucket}/${key}`,
            outputs: {
                key,
                arn: `arn:aws:s3:::${bucket}/${key}`,
                etag: put.ETag?.replaceAll('"', "") ?? "",
                versionId: put.VersionId ?? "",
            },
        };
    },
    async verify({ inputs, connection, call, expect, registration }) {
        const [bucket, key] = [inputs.text("bucket"), inputs.optionalText("key") ?? registration.name];
        const found = await call("HeadObject", () =>
            s3(connection).send(new HeadObjectCommand({ Bucket: bucket, Key: key })),
        );
        expect("the size of the object", (await contentOf(inputs)).length, found.ContentLength);
    },
};

export const s3ObjectHandlers: HandlerTable = {
    "aws:s3/bucketObjectv2:BucketObjectv2": bucketObject,
};
