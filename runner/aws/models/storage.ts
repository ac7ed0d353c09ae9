import { composed, type Model, type Models, named, sideOf } from "../modelling";
import { dnsSuffixOf } from "../place";

const bucket: Model = (it) => {
    const name = it.name("bucket");
    const suffix = dnsSuffixOf(it.place.partition);
    return {
        id: name,
        outputs: {
            bucket: name,
            arn: `arn:${it.place.partition}:s3:::${name}`,
            bucketDomainName: `${name}.s3.${suffix}`,
            bucketRegionalDomainName: `${name}.s3.${it.place.region}.${suffix}`,
            bucketRegion: it.place.region,
            hostedZoneId: `Z${it.capitals(13)}`,
        },
    };
};

const key: Model = (it) => {
    const keyId = it.uuid();
    return { id: keyId, outputs: { keyId, arn: it.arn("kms", `key/${keyId}`) } };
};

const alias: Model = (it) => {
    const name = it.input("name") ?? `alias/${it.name()}`;
    const target = it.reference("targetKeyId");
    const targetKeyArn = target.startsWith("arn:") ? target : it.arn("kms", `key/${target}`);
    return { id: name, outputs: { name, arn: it.arn("kms", name), targetKeyArn } };
};

const object: Model = (it) => {
    const objectKey = it.reference("key");
    return {
        id: objectKey,
        outputs: {
            arn: `arn:${it.place.partition}:s3:::${it.reference("bucket")}/${objectKey}`,
            etag: it.hex(32),
            versionId: it.hex(32),
        },
    };
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
const table: Model = (it) => {
    const name = it.name();
    const arn = it.arn("dynamodb", `table/${name}`);
    const streamLabel = "2026-01-01T00:00:00.000";
    const stream = it.inputs.streamEnabled === true ? { streamLabel, streamArn: `${arn}/stream/${streamLabel}` } : {};
    return { id: name, outputs: { name, arn, ...stream } };
};

/** Amazon S3, Amazon DynamoDB and AWS KMS. */
export const storageModels: Models = {
    "aws:s3/bucket:Bucket": bucket,
    "aws:s3/bucketV2:BucketV2": bucket,
    "aws:s3/bucketObject:BucketObject": object,
    "aws:s3/bucketObjectv2:BucketObjectv2": object,
    "aws:s3/analyticsConfiguration:AnalyticsConfiguration": composed(":", "bucket", "name"),
    "aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration": sideOf("bucket"),
    "aws:s3/bucketAcl:BucketAcl": sideOf("bucket"),
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": sideOf("bucket"),
    "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration": composed(
        ":",
        "bucket",
        "name",
    ),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": sideOf("bucket"),
    "aws:s3/bucketLogging:BucketLogging": sideOf("bucket"),
    "aws:s3/bucketMetric:BucketMetric": composed(":", "bucket", "name"),
    "aws:s3/bucketNotification:BucketNotification": sideOf("bucket"),
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": sideOf("bucket"),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": sideOf("bucket"),
    "aws:s3/bucketPolicy:BucketPolicy": sideOf("bucket"),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": sideOf("bucket"),
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": sideOf("bucket"),
    "aws:s3/bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration": sideOf("bucket"),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": sideOf("bucket"),
    "aws:s3/bucketVersioning:BucketVersioning": sideOf("bucket"),
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": sideOf("bucket"),
    "aws:s3/inventory:Inventory": composed(":", "bucket", "name"),
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": (it) => ({ id: it.place.accountId, outputs: {} }),
    "aws:s3/accessPoint:AccessPoint": named("s3", (name) => `accesspoint/${name}`),
    "aws:dynamodb/table:Table": table,
    "aws:kms/key:Key": key,
    "aws:kms/replicaKey:ReplicaKey": key,
    "aws:kms/alias:Alias": alias,
    "aws:kms/keyPolicy:KeyPolicy": sideOf("keyId"),
    "aws:kms/grant:Grant": (it) => ({
        id: `${it.reference("keyId")}:${it.hex(64)}`,
        outputs: { grantId: it.hex(64), grantToken: it.hex(64) },
    }),
};
