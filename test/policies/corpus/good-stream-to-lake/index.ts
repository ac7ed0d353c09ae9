import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKey, logGroup, logStore, store, trustOf } from "../parts";

const key = dataKey("lake", ["logs.eu-central-1.amazonaws.com", "lakeformation.amazonaws.com"]);
const logs = logStore("access-logs", key);
const lake = store("lake", { key, logs });
const results = store("results", { key, logs });

const stream = new aws.kinesis.Stream(
    "events",
    {
        streamModeDetails: { streamMode: "ON_DEMAND" },
        retentionPeriod: 168,
        encryptionType: "KMS",
        kmsKeyId: key.arn,
    },
    { protect: true },
);
const deliveryLogs = logGroup("/aws/kinesisfirehose/events", "delivery-logs", key);
const deliveryStream = new aws.cloudwatch.LogStream("delivery-stream", { name: "S3", logGroupName: deliveryLogs.name });
const delivery = new aws.iam.Role("delivery-role", { assumeRolePolicy: trustOf("firehose.amazonaws.com") });
new aws.iam.RolePolicy("delivery-policy", {
    role: delivery.id,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: [
                    "kinesis:DescribeStream",
                    "kinesis:GetShardIterator",
                    "kinesis:GetRecords",
                    "kinesis:ListShards",
                ],
                Resource: stream.arn,
            },
            {
                Effect: "Allow",
                Action: [
                    "s3:AbortMultipartUpload",
                    "s3:GetBucketLocation",
                    "s3:ListBucket",
                    "s3:ListBucketMultipartUploads",
                    "s3:PutObject",
                ],
                Resource: [lake.arn, pulumi.interpolate`${lake.arn}/events/*`],
            },
            { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: key.arn },
            { Effect: "Allow", Action: "logs:PutLogEvents", Resource: pulumi.interpolate`${deliveryLogs.arn}:*` },
        ],
    }),
});
new aws.kinesis.FirehoseDeliveryStream("events", {
    destination: "extended_s3",
    kinesisSourceConfiguration: { kinesisStreamArn: stream.arn, roleArn: delivery.arn },
    extendedS3Configuration: {
        bucketArn: lake.arn,
        roleArn: delivery.arn,
        kmsKeyArn: key.arn,
        prefix: "events/!{timestamp:yyyy/MM/dd}/",
        errorOutputPrefix: "events-errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/",
        bufferingInterval: 300,
        bufferingSize: 64,
        compressionFormat: "GZIP",
        cloudwatchLoggingOptions: {
            enabled: true,
            logGroupName: deliveryLogs.name,
            logStreamName: deliveryStream.name,
        },
    },
});

const access = new aws.iam.Role("location-role", { assumeRolePolicy: trustOf("lakeformation.amazonaws.com") });
new aws.iam.RolePolicy("location-policy", {
    role: access.id,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
                Resource: pulumi.interpolate`${lake.arn}/*`,
            },
            { Effect: "Allow", Action: "s3:ListBucket", Resource: lake.arn },
            { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: key.arn },
        ],
    }),
});
const location = new aws.lakeformation.Resource("location", {
    arn: lake.arn,
    roleArn: access.arn,
    useServiceLinkedRole: false,
    hybridAccessEnabled: false,
});
const settings = new aws.lakeformation.DataLakeSettings("settings", {
    admins: ["arn:aws:iam::111122223333:role/lake-admin"],
    createDatabaseDefaultPermissions: [],
    createTableDefaultPermissions: [],
    allowExternalDataFiltering: false,
    allowFullTableExternalDataAccess: false,
    parameters: { CROSS_ACCOUNT_VERSION: "4" },
});
new aws.glue.DataCatalogEncryptionSettings("catalog", {
    dataCatalogEncryptionSettings: {
        encryptionAtRest: { catalogEncryptionMode: "SSE-KMS", sseAwsKmsKeyId: key.arn },
        connectionPasswordEncryption: { returnConnectionPasswordEncrypted: true, awsKmsKeyId: key.arn },
    },
});
const tag = new aws.lakeformation.LfTag("domain", { key: "domain", values: ["events"] }, { dependsOn: settings });
const database = new aws.glue.CatalogDatabase(
    "events",
    { name: "events", locationUri: pulumi.interpolate`s3://${lake.bucket}/events/` },
    { dependsOn: [settings, location] },
);
new aws.lakeformation.ResourceLfTags("events-tags", {
    database: { name: database.name },
    lfTags: [{ key: tag.key, value: "events" }],
});
const table = new aws.glue.CatalogTable("clicks", {
    databaseName: database.name,
    name: "clicks",
    tableType: "EXTERNAL_TABLE",
    parameters: { classification: "json", "projection.enabled": "true" },
    storageDescriptor: {
        location: pulumi.interpolate`s3://${lake.bucket}/events/`,
        inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        serDeInfo: { serializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
        columns: [
            { name: "page", type: "string" },
            { name: "at", type: "timestamp" },
        ],
    },
});
new aws.lakeformation.Permissions("analyst", {
    principal: "arn:aws:iam::111122223333:role/analyst",
    permissions: ["SELECT"],
    tableWithColumns: { databaseName: database.name, name: table.name, columnNames: ["page", "at"] },
});
new aws.athena.Workgroup("questions", {
    name: "questions",
    configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: 10 * 1024 ** 3,
        resultConfiguration: {
            outputLocation: pulumi.interpolate`s3://${results.bucket}/questions/`,
            encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: key.arn },
        },
    },
});
