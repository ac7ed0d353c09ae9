import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn, namesOwnKey } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, isOneOf } from "../../lib/truth";

type Shape = aws.s3tables.TableBucketArgs & aws.s3.VectorsVectorBucketArgs;

const vectorBuckets: readonly string[] = types.vectorBucket;

/** Both services take `aws:kms` only with a key: there is no AWS managed one to fall back to. */
export const s3TablesVectorsEncrypted = requirementRule({
    name: "s3-tables-vectors-encrypted",
    group: "encryption-at-rest",
    description: "S3 table buckets and vector buckets encrypt by default with a KMS key of one's own.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Set encryptionConfiguration.sseAlgorithm of a table bucket, or encryptionConfigurations[0].sseType of a vector bucket, to aws:kms with a kmsKeyArn; a vector bucket is replaced by that.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-encryption.html",
    types: [...types.tableBucket, ...types.vectorBucket],
    settings: { kmsKeyArn },
    requires: ({ type, props }: Resource<Shape>, { kmsKeyArn }) => [
        vectorBuckets.includes(type)
            ? byKms(props.first("encryptionConfigurations"), "sseType", kmsKeyArn)
            : byKms(props.child("encryptionConfiguration"), "sseAlgorithm", kmsKeyArn),
    ],
});

/** Table buckets and vector buckets call the algorithm by different names. */
function byKms<Encryption extends { readonly kmsKeyArn?: unknown }>(
    encryption: Properties<Encryption>,
    algorithm: keyof Encryption & string,
    key: string,
): Requirement {
    const path = encryption.pathTo(algorithm);
    return {
        kept: allOf(isOneOf(encryption.text(algorithm), ["aws:kms"]), namesOwnKey(encryption, "kmsKeyArn")),
        otherwise: `${path} is not aws:kms with a key of your own.`,
        remedy: encryptWith(key, encryption, "kmsKeyArn", { [path]: "aws:kms" }),
    };
}
