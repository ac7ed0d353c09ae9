import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { worker } from "../parts";

const account = "111122223333";
const FROM = "orders@shop.example.com";

/** What mail is sent by: a domain that signs, to servers that speak TLS. */
export function sender(): { identity: aws.sesv2.EmailIdentity; set: aws.sesv2.ConfigurationSet } {
    const set = new aws.sesv2.ConfigurationSet("orders", {
        configurationSetName: "orders",
        deliveryOptions: { tlsPolicy: "REQUIRE" },
        reputationOptions: { reputationMetricsEnabled: true },
        suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    const identity = new aws.sesv2.EmailIdentity("shop", {
        emailIdentity: "shop.example.com",
        dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
        configurationSetName: set.configurationSetName,
    });
    return { identity, set };
}

/** Tells the shopper of an order, by mail, once the table has it. */
export function orderEvents(
    key: aws.kms.Key,
    orders: aws.dynamodb.Table,
    { identity, set }: ReturnType<typeof sender>,
): void {
    const failed = queue("order-mail-lost", key);
    const mail = worker("order-mail", {
        key,
        environment: { MAIL_FROM: FROM, MAIL_CONFIGURATION_SET: set.configurationSetName },
        statements: pulumi
            .all([orders.streamArn, failed.arn, identity.arn, set.arn])
            .apply(([stream, lost, domain, rules]) => [
                {
                    Effect: "Allow",
                    Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
                    Resource: stream,
                },
                { Effect: "Allow", Action: "dynamodb:ListStreams", Resource: stream },
                { Effect: "Allow", Action: "sqs:SendMessage", Resource: lost },
                {
                    Effect: "Allow",
                    Action: "ses:SendEmail",
                    Resource: [domain, rules],
                    Condition: { StringEquals: { "ses:FromAddress": FROM } },
                },
            ]),
    });
    new aws.lambda.EventSourceMapping("order-mail", {
        eventSourceArn: orders.streamArn,
        functionName: mail.arn,
        startingPosition: "TRIM_HORIZON",
        batchSize: 10,
        functionResponseTypes: ["ReportBatchItemFailures"],
        bisectBatchOnFunctionError: true,
        maximumRecordAgeInSeconds: 12 * 3600,
        filterCriteria: {
            filters: [{ pattern: JSON.stringify({ dynamodb: { NewImage: { kind: { S: ["order"] } } } }) }],
        },
        destinationConfig: { onFailure: { destinationArn: failed.arn } },
        kmsKeyArn: key.arn,
    });
}

/** Takes in each catalogue that is uploaded, by a queue that keeps what couldn't be taken in. */
export function uploads(key: aws.kms.Key, catalog: aws.s3.Bucket, products: aws.dynamodb.Table): void {
    const failed = queue("uploads-failed", key);
    const waiting = queue("uploads", key, {
        redrivePolicy: failed.arn.apply((arn) => JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 5 })),
        visibilityTimeoutSeconds: 180,
        statements: catalog.arn.apply((arn) => [
            {
                Effect: "Allow",
                Principal: { Service: "s3.amazonaws.com" },
                Action: "sqs:SendMessage",
                Condition: { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": arn } },
            },
        ]),
    });
    new aws.sqs.RedriveAllowPolicy("uploads-failed", {
        queueUrl: failed.url,
        redriveAllowPolicy: waiting.arn.apply((arn) =>
            JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn] }),
        ),
    });
    new aws.s3.BucketNotification("uploads", {
        bucket: catalog.id,
        queues: [{ queueArn: waiting.arn, events: ["s3:ObjectCreated:*"], filterPrefix: "catalog/" }],
    });
    const sync = worker("sync-catalog", {
        key,
        environment: { PRODUCTS_TABLE: products.name, CATALOG_BUCKET: catalog.bucket },
        statements: pulumi.all([waiting.arn, catalog.arn, products.arn]).apply(([from, bucket, table]) => [
            {
                Effect: "Allow",
                Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
                Resource: from,
            },
            { Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: `${bucket}/catalog/*` },
            { Effect: "Allow", Action: ["s3:PutObject", "s3:DeleteObject"], Resource: `${bucket}/documents/*` },
            { Effect: "Allow", Action: ["dynamodb:Scan", "dynamodb:UpdateItem"], Resource: table },
        ]),
    });
    new aws.lambda.EventSourceMapping("uploads", {
        eventSourceArn: waiting.arn,
        functionName: sync.arn,
        batchSize: 1,
        functionResponseTypes: ["ReportBatchItemFailures"],
        scalingConfig: { maximumConcurrency: 2 },
    });
}

interface QueueArgs {
    redrivePolicy?: pulumi.Input<string>;
    visibilityTimeoutSeconds?: number;
    /** Who may send, beside the rule that denies requests without TLS. */
    statements?: pulumi.Input<object[]>;
}

function queue(name: string, key: aws.kms.Key, { statements = [], ...args }: QueueArgs = {}): aws.sqs.Queue {
    const made = new aws.sqs.Queue(name, { kmsMasterKeyId: key.arn, messageRetentionSeconds: 14 * 24 * 3600, ...args });
    new aws.sqs.QueuePolicy(`${name}-policy`, {
        queueUrl: made.url,
        policy: pulumi.all([made.arn, pulumi.output(statements)]).apply(([arn, more]) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Deny",
                        Principal: "*",
                        Action: "sqs:*",
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                    ...more,
                ].map((statement) => ({ ...statement, Resource: arn })),
            }),
        ),
    });
    return made;
}
