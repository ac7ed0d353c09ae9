import type { PolicyStatement } from "../lake/policy-document";
import { bucketKeyStatement, streamWriteStatements, tableKeyStatement } from "../support/data-statements";
import { CatalogFolder } from "./catalog-files";

/** What the sync's role is about. */
export interface CatalogSyncFacts {
    readonly region: string;
    readonly bucketArn: string;
    readonly tableArn: string;
    /** Key of the bucket and the table. */
    readonly catalogKeyArn: string;
    readonly queueArn: string;
    /** The queue of uploads that were given up on. */
    readonly failedQueueArn: string;
    /** Key of both queues. */
    readonly queueKeyArn: string;
    readonly knowledgeBaseArn?: string;
    readonly events?: { readonly streamArn: string; readonly keyArn: string };
}

/** The least that the sync needs: reads files, writes products, documents and reports, and starts jobs. */
export function catalogSyncStatements(facts: CatalogSyncFacts): PolicyStatement[] {
    const { region, bucketArn, tableArn, catalogKeyArn } = facts;
    return [
        {
            sid: "Products",
            actions: ["dynamodb:BatchWriteItem", "dynamodb:GetItem", "dynamodb:Scan", "dynamodb:UpdateItem"],
            resources: [tableArn],
        },
        tableKeyStatement([catalogKeyArn], region),
        {
            // Without it S3 answers 403, and not 404, for a file that isn't there.
            sid: "ListCatalog",
            actions: ["s3:ListBucket"],
            resources: [bucketArn],
        },
        {
            sid: "ReadFiles",
            actions: ["s3:GetObject", "s3:GetObjectVersion"],
            resources: [CatalogFolder.Uploads, CatalogFolder.Deployed].map((folder) => `${bucketArn}/${folder}*`),
        },
        {
            sid: "WriteDocuments",
            actions: ["s3:PutObject", "s3:DeleteObject"],
            resources: [`${bucketArn}/${CatalogFolder.Documents}*`],
        },
        { sid: "WriteReports", actions: ["s3:PutObject"], resources: [`${bucketArn}/${CatalogFolder.Reports}*`] },
        bucketKeyStatement([catalogKeyArn], region),
        {
            sid: "ReadQueue",
            actions: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
            resources: [facts.queueArn],
        },
        { sid: "PutAside", actions: ["sqs:SendMessage"], resources: [facts.failedQueueArn] },
        {
            // To read the one queue; both to send to the other.
            sid: "UseQueueKey",
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: [facts.queueKeyArn],
            conditions: { StringEquals: { "kms:ViaService": [`sqs.${region}.amazonaws.com`] } },
        },
        ...jobStatements(facts),
        ...(facts.events ? streamWriteStatements(facts.events) : []),
    ];
}

function jobStatements({ knowledgeBaseArn }: CatalogSyncFacts): PolicyStatement[] {
    if (knowledgeBaseArn === undefined) return [];
    return [
        {
            sid: "IngestDocuments",
            actions: ["bedrock:GetIngestionJob", "bedrock:ListIngestionJobs", "bedrock:StartIngestionJob"],
            resources: [knowledgeBaseArn],
        },
    ];
}

/** Lets S3 send notifications of one bucket of this account to the queue. */
export function notificationStatement(accountId: string, bucketArn: string): PolicyStatement {
    return {
        sid: "UploadsOfTheCatalogue",
        principals: { Service: ["s3.amazonaws.com"] },
        actions: ["sqs:SendMessage"],
        conditions: fromBucket(accountId, bucketArn),
    };
}

/** Lets S3 encrypt those notifications: https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html */
export function notificationKeyStatement(accountId: string, bucketArn: string): PolicyStatement {
    return {
        sid: "NotificationsToQueue",
        principals: { Service: ["s3.amazonaws.com"] },
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        conditions: fromBucket(accountId, bucketArn),
    };
}

function fromBucket(accountId: string, bucketArn: string) {
    return {
        StringEquals: { "aws:SourceAccount": [accountId] },
        ArnEquals: { "aws:SourceArn": [bucketArn] },
    };
}
