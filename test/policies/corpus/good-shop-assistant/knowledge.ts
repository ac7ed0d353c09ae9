import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { trustOf } from "../parts";

const EMBEDDING = "arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0";

/** What the assistant knows: products, found by words and by meaning, and policies, found by meaning. */
export function knowledgeBases(key: aws.kms.Key, documents: aws.s3.Bucket): aws.bedrock.AgentKnowledgeBase[] {
    return [products(key, documents), policies(key, documents)];
}

function products(key: aws.kms.Key, documents: aws.s3.Bucket): aws.bedrock.AgentKnowledgeBase {
    const COLLECTION = "products";
    const resources = [`collection/${COLLECTION}`];
    const encryption = new aws.opensearch.ServerlessSecurityPolicy("products-key", {
        name: "products-key",
        type: "encryption",
        policy: key.arn.apply((KmsARN) =>
            JSON.stringify({
                Rules: [{ ResourceType: "collection", Resource: resources }],
                AWSOwnedKey: false,
                KmsARN,
            }),
        ),
    });
    const network = new aws.opensearch.ServerlessSecurityPolicy("products-network", {
        name: "products-network",
        type: "network",
        policy: JSON.stringify([
            {
                Description: "Bedrock alone",
                Rules: [{ ResourceType: "collection", Resource: resources }],
                AllowFromPublic: false,
                SourceServices: ["bedrock.amazonaws.com"],
            },
        ]),
    });
    const collection = new aws.opensearch.ServerlessCollection(
        "products",
        { name: COLLECTION, type: "VECTORSEARCH", standbyReplicas: "ENABLED" },
        { dependsOn: [encryption, network], protect: true },
    );
    const { role, policy } = reader("products", key, documents, "documents/products/", [
        { actions: ["aoss:APIAccessAll"], resources: [collection.arn] },
    ]);
    const access = new aws.opensearch.ServerlessAccessPolicy("products-documents", {
        name: "products-documents",
        type: "data",
        policy: role.arn.apply((arn) =>
            JSON.stringify([
                {
                    Rules: [
                        {
                            ResourceType: "index",
                            Resource: [`index/${COLLECTION}/products`],
                            Permission: [
                                "aoss:DescribeIndex",
                                "aoss:ReadDocument",
                                "aoss:WriteDocument",
                                "aoss:UpdateIndex",
                            ],
                        },
                    ],
                    Principal: [arn],
                },
            ]),
        ),
    });
    const base = knowledgeBase(
        "products",
        role,
        {
            type: "OPENSEARCH_SERVERLESS",
            opensearchServerlessConfiguration: {
                collectionArn: collection.arn,
                vectorIndexName: "products",
                fieldMapping: { vectorField: "vector", textField: "text", metadataField: "metadata" },
            },
        },
        [policy, access],
    );
    dataSource("products", base, key, documents, "documents/products/");
    return base;
}

function policies(key: aws.kms.Key, documents: aws.s3.Bucket): aws.bedrock.AgentKnowledgeBase {
    const bucket = new aws.s3.VectorsVectorBucket(
        "policies",
        {
            vectorBucketName: "shop-policies",
            encryptionConfigurations: [{ sseType: "aws:kms", kmsKeyArn: key.arn }],
        },
        { protect: true },
    );
    const index = new aws.s3.VectorsIndex("policies", {
        vectorBucketName: bucket.vectorBucketName,
        indexName: "policies",
        dataType: "float32",
        dimension: 1024,
        distanceMetric: "cosine",
        metadataConfiguration: { nonFilterableMetadataKeys: ["AMAZON_BEDROCK_TEXT", "AMAZON_BEDROCK_METADATA"] },
    });
    const { role, policy } = reader("policies", key, documents, "policies/", [
        {
            actions: [
                "s3vectors:GetIndex",
                "s3vectors:QueryVectors",
                "s3vectors:PutVectors",
                "s3vectors:GetVectors",
                "s3vectors:DeleteVectors",
            ],
            resources: [index.indexArn],
        },
    ]);
    const base = knowledgeBase(
        "policies",
        role,
        { type: "S3_VECTORS", s3VectorsConfiguration: { indexArn: index.indexArn } },
        [policy],
    );
    dataSource("policies", base, key, documents, "policies/");
    return base;
}

/** Reads one folder of documents, turns them into vectors by one model, and does beside this what the store needs. */
function reader(
    name: string,
    key: aws.kms.Key,
    documents: aws.s3.Bucket,
    prefix: string,
    statements: aws.types.input.iam.GetPolicyDocumentStatementArgs[],
): { role: aws.iam.Role; policy: aws.iam.RolePolicy } {
    const role = new aws.iam.Role(`${name}-knowledge`, {
        assumeRolePolicy: trustOf(
            "bedrock.amazonaws.com",
            "arn:aws:bedrock:eu-central-1:111122223333:knowledge-base/*",
        ),
    });
    const policy = new aws.iam.RolePolicy(`${name}-knowledge`, {
        role: role.id,
        policy: aws.iam.getPolicyDocumentOutput({
            statements: [
                { actions: ["bedrock:InvokeModel"], resources: [EMBEDDING] },
                {
                    actions: ["s3:ListBucket"],
                    resources: [documents.arn],
                    conditions: [{ test: "StringLike", variable: "s3:prefix", values: [`${prefix}*`] }],
                },
                { actions: ["s3:GetObject"], resources: [pulumi.interpolate`${documents.arn}/${prefix}*`] },
                { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.arn] },
                ...statements,
            ],
        }).json,
    });
    return { role, policy };
}

function knowledgeBase(
    name: string,
    role: aws.iam.Role,
    storageConfiguration: aws.types.input.bedrock.AgentKnowledgeBaseStorageConfiguration,
    dependsOn: pulumi.Resource[],
): aws.bedrock.AgentKnowledgeBase {
    return new aws.bedrock.AgentKnowledgeBase(
        name,
        {
            name,
            roleArn: role.arn,
            knowledgeBaseConfiguration: {
                type: "VECTOR",
                vectorKnowledgeBaseConfiguration: {
                    embeddingModelArn: EMBEDDING,
                    embeddingModelConfiguration: {
                        bedrockEmbeddingModelConfiguration: { dimensions: 1024, embeddingDataType: "FLOAT32" },
                    },
                },
            },
            storageConfiguration,
        },
        { dependsOn },
    );
}

function dataSource(
    name: string,
    base: aws.bedrock.AgentKnowledgeBase,
    key: aws.kms.Key,
    documents: aws.s3.Bucket,
    prefix: string,
): void {
    new aws.bedrock.AgentDataSource(name, {
        knowledgeBaseId: base.id,
        name,
        dataDeletionPolicy: "DELETE",
        dataSourceConfiguration: {
            type: "S3",
            s3Configuration: { bucketArn: documents.arn, inclusionPrefixes: [prefix] },
        },
        vectorIngestionConfiguration: { chunkingConfiguration: { chunkingStrategy: "NONE" } },
        serverSideEncryptionConfiguration: { kmsKeyArn: key.arn },
    });
}
