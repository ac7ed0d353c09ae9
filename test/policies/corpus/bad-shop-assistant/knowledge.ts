import * as aws from "@pulumi/aws";
import { trustOf } from "./parts";

const MODEL = "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v1";

/** A collection and dashboards that the internet reaches, read and rearranged by a role that any account's Bedrock takes on. */
export function knowledge(): aws.bedrock.AgentKnowledgeBase {
    const documents = new aws.s3.Bucket("knowledge", { forceDestroy: true });
    const encryption = new aws.opensearch.ServerlessSecurityPolicy("encryption", {
        name: "catalog",
        type: "encryption",
        policy: JSON.stringify({
            Rules: [{ ResourceType: "collection", Resource: ["collection/catalog"] }],
            AWSOwnedKey: true,
        }),
    });
    const network = new aws.opensearch.ServerlessSecurityPolicy("network", {
        name: "catalog",
        type: "network",
        policy: JSON.stringify([
            {
                Rules: [
                    { ResourceType: "collection", Resource: ["collection/catalog"] },
                    { ResourceType: "dashboard", Resource: ["collection/catalog"] },
                ],
                AllowFromPublic: true,
            },
        ]),
    });
    const collection = new aws.opensearch.ServerlessCollection(
        "catalog",
        { name: "catalog", type: "VECTORSEARCH" },
        { dependsOn: [encryption, network] },
    );
    // The second statement is right, and the first makes it worthless.
    const role = new aws.iam.Role("knowledge", {
        assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                ...JSON.parse(trustOf("bedrock.amazonaws.com")).Statement,
                {
                    Effect: "Allow",
                    Principal: { Service: "bedrock.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: {
                        StringEquals: { "aws:SourceAccount": "111122223333" },
                        ArnLike: { "aws:SourceArn": "arn:aws:bedrock:us-east-1:111122223333:knowledge-base/*" },
                    },
                },
            ],
        }),
    });
    new aws.iam.RolePolicy("knowledge", {
        role: role.id,
        policy: aws.iam.getPolicyDocumentOutput({
            statements: [
                { actions: ["bedrock:InvokeModel"], resources: [MODEL] },
                { actions: ["aoss:APIAccessAll"], resources: [collection.arn] },
                { actions: ["s3:*"], resources: ["*"] },
            ],
        }).json,
    });
    new aws.opensearch.ServerlessAccessPolicy("knowledge", {
        name: "catalog",
        type: "data",
        policy: role.arn.apply((arn) =>
            JSON.stringify([
                {
                    Rules: [
                        { ResourceType: "index", Resource: ["index/catalog/*"], Permission: ["aoss:*"] },
                        { ResourceType: "collection", Resource: ["collection/catalog"], Permission: ["aoss:*"] },
                    ],
                    Principal: [arn],
                },
            ]),
        ),
    });
    const base = new aws.bedrock.AgentKnowledgeBase("catalog", {
        name: "catalog",
        roleArn: role.arn,
        knowledgeBaseConfiguration: {
            type: "VECTOR",
            vectorKnowledgeBaseConfiguration: { embeddingModelArn: MODEL },
        },
        storageConfiguration: {
            type: "OPENSEARCH_SERVERLESS",
            opensearchServerlessConfiguration: {
                collectionArn: collection.arn,
                vectorIndexName: "product-catalog",
                fieldMapping: { vectorField: "product-details", textField: "text", metadataField: "metadata" },
            },
        },
    });
    new aws.bedrock.AgentDataSource("catalog", {
        knowledgeBaseId: base.id,
        name: "catalog",
        dataSourceConfiguration: { type: "S3", s3Configuration: { bucketArn: documents.arn } },
    });
    new aws.s3.VectorsVectorBucket("vectors", { vectorBucketName: "shop-vectors" });
    return base;
}
