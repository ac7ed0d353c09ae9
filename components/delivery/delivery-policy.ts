import type { PolicyStatement } from "../lake/policy-document";

/** A bucket that the delivery stream writes to, with the prefixes it writes under. */
export interface DeliveryTarget {
    readonly bucketArn: string;
    readonly keyArn: string;
    readonly prefixes: readonly string[];
}

/** What the delivery stream's role is about. */
export interface DeliveryPolicyFacts {
    readonly partition: string;
    readonly region: string;
    readonly accountId: string;
    readonly streamArn: string;
    readonly streamKeyArn: string;
    readonly functionArn: string;
    readonly logGroupArn: string;
    readonly databaseName: string;
    readonly tableName: string;
    /** Key of the account's Data Catalog, if it has one. */
    readonly catalogKeyArn?: string;
    readonly targets: readonly DeliveryTarget[];
}

/**
 * The least that the delivery stream needs: read the stream, call the function, read the table's columns, write the
 * objects and the errors. After https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html.
 */
export function deliveryStatements(facts: DeliveryPolicyFacts): PolicyStatement[] {
    const buckets = facts.targets.map((target) => target.bucketArn);
    const glue = `arn:${facts.partition}:glue:${facts.region}:${facts.accountId}`;
    return [
        {
            sid: "ReadStream",
            actions: ["kinesis:DescribeStream", "kinesis:GetShardIterator", "kinesis:GetRecords", "kinesis:ListShards"],
            resources: [facts.streamArn],
        },
        {
            sid: "DecryptStream",
            actions: ["kms:Decrypt"],
            resources: [facts.streamKeyArn],
            conditions: { StringEquals: { "kms:EncryptionContext:aws:kinesis:arn": [facts.streamArn] } },
        },
        {
            sid: "Transform",
            actions: ["lambda:InvokeFunction", "lambda:GetFunctionConfiguration"],
            resources: [facts.functionArn, `${facts.functionArn}:*`],
        },
        {
            sid: "ReadTable",
            actions: ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"],
            resources: [
                `${glue}:catalog`,
                `${glue}:database/${facts.databaseName}`,
                `${glue}:table/${facts.databaseName}/${facts.tableName}`,
            ],
        },
        ...decryptCatalog(facts),
        {
            sid: "ListBuckets",
            actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
            resources: unique(buckets),
        },
        {
            sid: "WriteObjects",
            actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
            resources: unique(
                facts.targets.flatMap((target) => target.prefixes.map((prefix) => `${target.bucketArn}/${prefix}*`)),
            ),
        },
        {
            sid: "EncryptObjects",
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: unique(facts.targets.map((target) => target.keyArn)),
            conditions: {
                StringEquals: { "kms:ViaService": [`s3.${facts.region}.amazonaws.com`] },
                // A bucket with a bucket key gives its own ARN as the context, one without gives each object's.
                StringLike: {
                    "kms:EncryptionContext:aws:s3:arn": unique(buckets.flatMap((bucket) => [bucket, `${bucket}/*`])),
                },
            },
        },
        {
            sid: "WriteLog",
            actions: ["logs:PutLogEvents"],
            resources: [`${facts.logGroupArn}:log-stream:*`],
        },
    ];
}

function decryptCatalog({ catalogKeyArn, region }: DeliveryPolicyFacts): PolicyStatement[] {
    if (catalogKeyArn === undefined) return [];
    return [
        {
            sid: "DecryptCatalog",
            actions: ["kms:Decrypt"],
            resources: [catalogKeyArn],
            conditions: { StringEquals: { "kms:ViaService": [`glue.${region}.amazonaws.com`] } },
        },
    ];
}

function unique(values: readonly string[]): string[] {
    return [...new Set(values)];
}
