import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { shopTypes } from "./shop-types";

export const NAMES = {
    bucket: "every-type-111122223333",
    replica: "every-type-replica-111122223333",
    logs: "every-type-logs-111122223333",
    alias: "alias/every-type",
    stream: "every-type-provisioned",
    function: "every-type",
    logGroup: "/aws/lambda/every-type",
    topic: "every-type",
    queue: "every-type",
    database: "every_type",
} as const;

const ACCOUNT = "111122223333";
const BLOCK_ALL = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
};

function allow(statement: Record<string, pulumi.Input<unknown>>): pulumi.Output<string> {
    return pulumi.jsonStringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}

/** The source of a function that writes one object to the bucket it is told, and says what came of it. */
const FUNCTION_SOURCE = "exports.handler = async (event) => { console.log('called'); return { got: event.say }; };\n";

export function writeFunction(directory: string): string {
    const path = join(directory, "function");
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "index.js"), FUNCTION_SOURCE);
    return path;
}

function encryption(parent: pulumi.Resource) {
    const root = `arn:aws:iam::${ACCOUNT}:root`;
    const key = new aws.kms.Key(
        "key",
        {
            description: "of the test",
            enableKeyRotation: true,
            policy: allow({ Principal: { AWS: root }, Action: "kms:*", Resource: "*" }),
            tags: { purpose: "test" },
        },
        { parent },
    );
    new aws.kms.Alias("alias", { name: NAMES.alias, targetKeyId: key.keyId }, { parent });
    return key;
}

function replication(parent: pulumi.Resource, bucket: aws.s3.Bucket, versioning: aws.s3.BucketVersioning) {
    const region = "eu-west-1";
    const replica = new aws.s3.Bucket("replica", { bucket: NAMES.replica, region }, { parent });
    const status = { status: "Enabled" };
    const kept = new aws.s3.BucketVersioning(
        "replica-versioning",
        { bucket: replica.id, region, versioningConfiguration: status },
        { parent },
    );
    const trust = allow({ Principal: { Service: "s3.amazonaws.com" }, Action: "sts:AssumeRole" });
    const role = new aws.iam.Role("replication-role", { assumeRolePolicy: trust }, { parent });
    new aws.s3.BucketReplicationConfig(
        "replication",
        {
            bucket: bucket.id,
            role: role.arn,
            rules: [
                {
                    id: "all",
                    priority: 0,
                    status: "Enabled",
                    filter: { prefix: "copied/" },
                    deleteMarkerReplication: status,
                    destination: { bucket: replica.arn },
                },
            ],
        },
        { parent, dependsOn: [versioning, kept] },
    );
}

function storage(parent: pulumi.Resource, key: aws.kms.Key) {
    const logs = new aws.s3.Bucket("logs", { bucket: NAMES.logs }, { parent });
    const bucket = new aws.s3.Bucket(
        "bucket",
        { bucket: NAMES.bucket, objectLockEnabled: true, tags: { purpose: "test" } },
        { parent },
    );
    const side = { parent, dependsOn: [logs] };
    new aws.s3.BucketOwnershipControls(
        "ownership",
        { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
        side,
    );
    new aws.s3.BucketPublicAccessBlock("public-access-block", { bucket: bucket.id, ...BLOCK_ALL }, side);
    const versioning = new aws.s3.BucketVersioning(
        "versioning",
        { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
        side,
    );
    const byDefault = { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn };
    new aws.s3.BucketServerSideEncryptionConfiguration(
        "encryption",
        {
            bucket: bucket.id,
            rules: [
                {
                    bucketKeyEnabled: true,
                    blockedEncryptionTypes: ["SSE-C"],
                    applyServerSideEncryptionByDefault: byDefault,
                },
            ],
        },
        side,
    );
    const everything = [bucket.arn, pulumi.interpolate`${bucket.arn}/*`];
    const insecure = { Bool: { "aws:SecureTransport": "false" } };
    new aws.s3.BucketPolicy(
        "policy",
        {
            bucket: bucket.id,
            policy: allow({
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: everything,
                Condition: insecure,
            }),
        },
        side,
    );
    new aws.s3.BucketLifecycleConfiguration(
        "lifecycle",
        {
            bucket: bucket.id,
            rules: [
                {
                    id: "abort",
                    status: "Enabled",
                    filter: {},
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                    noncurrentVersionExpiration: { noncurrentDays: 30, newerNoncurrentVersions: 2 },
                },
                {
                    id: "cool-down",
                    status: "Enabled",
                    filter: { and: { prefix: "old/", tags: { cold: "yes" } } },
                    transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
                },
            ],
        },
        side,
    );
    new aws.s3.BucketLogging(
        "logging",
        {
            bucket: bucket.id,
            targetBucket: logs.id,
            targetPrefix: "bucket/",
            targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
        },
        side,
    );
    new aws.s3.BucketObjectLockConfiguration(
        "object-lock",
        { bucket: bucket.id, rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } } },
        { parent, dependsOn: [versioning] },
    );
    replication(parent, bucket, versioning);
    new aws.s3.BucketObjectv2("object", { bucket: bucket.id, key: "a/b.txt", content: "hello" }, side);
    return bucket;
}

function identity(parent: pulumi.Resource, bucket: aws.s3.Bucket) {
    const trust = allow({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
    const role = new aws.iam.Role("role", { assumeRolePolicy: trust, tags: { purpose: "test" } }, { parent });
    const read = allow({ Action: "s3:GetObject", Resource: pulumi.interpolate`${bucket.arn}/*` });
    new aws.iam.RolePolicy("inline", { role: role.name, policy: read }, { parent });
    const list = allow({ Action: "s3:ListBucket", Resource: bucket.arn });
    const policy = new aws.iam.Policy("managed", { policy: list }, { parent });
    new aws.iam.RolePolicyAttachment("attachment", { role: role.name, policyArn: policy.arn }, { parent });
    return role;
}

function compute(parent: pulumi.Resource, role: aws.iam.Role, key: aws.kms.Key, bucket: aws.s3.Bucket, path: string) {
    const group = new aws.cloudwatch.LogGroup(
        "log-group",
        { name: NAMES.logGroup, retentionInDays: 30, kmsKeyId: key.arn },
        { parent },
    );
    new aws.cloudwatch.LogStream("log-stream", { logGroupName: group.name, name: "one" }, { parent });
    const code = new aws.lambda.Function(
        "function",
        {
            name: NAMES.function,
            role: role.arn,
            runtime: "nodejs22.x",
            handler: "index.handler",
            architectures: ["arm64"],
            memorySize: 512,
            timeout: 60,
            environment: { variables: { A: "1" } },
            code: new pulumi.asset.FileArchive(path),
            loggingConfig: { logFormat: "JSON", logGroup: group.name },
            tracingConfig: { mode: "Active" },
            reservedConcurrentExecutions: 5,
        },
        { parent },
    );
    const permission = new aws.lambda.Permission(
        "permission",
        {
            function: code.name,
            action: "lambda:InvokeFunction",
            principal: "s3.amazonaws.com",
            sourceArn: bucket.arn,
            sourceAccount: ACCOUNT,
        },
        { parent },
    );
    new aws.s3.BucketNotification(
        "notification",
        {
            bucket: bucket.id,
            eventbridge: true,
            lambdaFunctions: [
                { lambdaFunctionArn: code.arn, events: ["s3:ObjectCreated:Put"], filterPrefix: "inbox/" },
            ],
        },
        { parent, dependsOn: [permission] },
    );
}

function messaging(parent: pulumi.Resource, key: aws.kms.Key) {
    const topic = new aws.sns.Topic("topic", { name: NAMES.topic, kmsMasterKeyId: key.id }, { parent });
    const publish = { Principal: { Service: "cloudwatch.amazonaws.com" }, Action: "sns:Publish", Resource: topic.arn };
    new aws.sns.TopicPolicy("topic-policy", { arn: topic.arn, policy: allow(publish) }, { parent });
    const queue = new aws.sqs.Queue(
        "queue",
        { name: NAMES.queue, kmsMasterKeyId: key.id, messageRetentionSeconds: 1_209_600 },
        { parent },
    );
    const send = { Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: queue.arn };
    new aws.sqs.QueuePolicy("queue-policy", { queueUrl: queue.url, policy: allow(send) }, { parent });
    new aws.sns.TopicSubscription(
        "subscription",
        { topic: topic.arn, protocol: "sqs", endpoint: queue.arn },
        { parent },
    );
}

function catalog(parent: pulumi.Resource) {
    const location = `s3://${NAMES.bucket}/table/`;
    const database = new aws.glue.CatalogDatabase(
        "database",
        { name: NAMES.database, locationUri: location },
        { parent },
    );
    new aws.glue.CatalogTable(
        "table",
        {
            name: "table",
            databaseName: database.name,
            tableType: "EXTERNAL_TABLE",
            parameters: { EXTERNAL: "TRUE", "projection.enabled": "true" },
            partitionKeys: [{ name: "event_date", type: "date" }],
            storageDescriptor: {
                location,
                columns: [{ name: "a", type: "array<struct<b:string>>", comment: "nested" }],
                serDeInfo: { serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
            },
        },
        { parent },
    );
    new aws.glue.CatalogTable(
        "view",
        {
            name: "view",
            databaseName: database.name,
            tableType: "VIRTUAL_VIEW",
            viewOriginalText: "/* Presto View: e30= */",
            parameters: { presto_view: "true" },
            storageDescriptor: { columns: [{ name: "a", type: "string" }] },
        },
        { parent },
    );
}

/** What the catalogue may hold and the emulator can't: links, Iceberg tables, and what is done with them. */
function catalogOfOthers(parent: pulumi.Resource): void {
    const target = { catalogId: "444455556666", databaseName: "sales" };
    const databaseName = NAMES.database;
    new aws.glue.CatalogDatabase("link", { name: "sales", targetDatabase: target }, { parent });
    new aws.glue.CatalogTable(
        "table-link",
        { name: "orders", databaseName, targetTable: { ...target, name: "orders" } },
        { parent },
    );
    const iceberg = new aws.glue.CatalogTable(
        "iceberg",
        {
            name: "iceberg",
            databaseName,
            openTableFormatInput: { icebergInput: { metadataOperation: "CREATE", version: "2" } },
        },
        { parent },
    );
    const configuration = { enabled: true, roleArn: `arn:aws:iam::${ACCOUNT}:role/upkeep` };
    new aws.glue.CatalogTableOptimizer(
        "optimizer",
        { catalogId: ACCOUNT, databaseName, tableName: iceberg.name, type: "compaction", configuration },
        { parent },
    );
    new aws.glue.DataQualityRuleset("ruleset", { name: "rules", ruleset: "Rules = [ RowCount > 0 ]" }, { parent });
}

class Everything extends pulumi.ComponentResource {
    constructor(name: string) {
        super("lakefront:index:Everything", name);
    }
}

/** A program with a resource of every type that is carried out, and some that are only recorded. */
export function everyType(functionPath: string, shopFunctionPath: string): () => Record<string, unknown> {
    return () => {
        const parent = new Everything("everything");
        const key = encryption(parent);
        const bucket = storage(parent, key);
        const role = identity(parent, bucket);
        new aws.kinesis.Stream(
            "stream",
            {
                name: NAMES.stream,
                shardCount: 2,
                retentionPeriod: 168,
                encryptionType: "KMS",
                kmsKeyId: key.arn,
                tags: { purpose: "test" },
            },
            { parent },
        );
        new aws.kinesis.Stream("on-demand", { streamModeDetails: { streamMode: "ON_DEMAND" } }, { parent });
        compute(parent, role, key, bucket, functionPath);
        messaging(parent, key);
        catalog(parent);
        new aws.cloudwatch.MetricAlarm(
            "alarm",
            { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 },
            { parent },
        );
        new aws.athena.Workgroup("workgroup", {}, { parent });
        catalogOfOthers(parent);
        shopTypes(parent, shopFunctionPath);
        return { keyArn: key.arn, roleName: role.name };
    };
}
