import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface KnowledgeArgs {
    key: aws.kms.Key;
    documents: aws.s3.Bucket;
    /** Where in the bucket the documents of this subject are. */
    prefix: string;
    endpointId: pulumi.Input<string>;
}

/** One subject: a collection that is reached by its VPC endpoint and by Bedrock, and what fills it. */
export class Knowledge extends pulumi.ComponentResource {
    readonly id: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;

    constructor(
        name: string,
        { key, documents, prefix, endpointId }: KnowledgeArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("support:knowledge:Knowledge", name, {}, opts);
        const parent = { parent: this };
        const { accountId } = aws.getCallerIdentityOutput({}, parent);
        const { region } = aws.getRegionOutput({}, parent);
        const embedding = pulumi.interpolate`arn:aws:bedrock:${region}::foundation-model/amazon.titan-embed-text-v2:0`;
        const encryption = new aws.opensearch.ServerlessSecurityPolicy(
            `${name}-key`,
            {
                name: `${name}-key`,
                type: "encryption",
                policy: key.arn.apply((KmsARN) =>
                    JSON.stringify({
                        Rules: [{ Resource: [`collection/${name}`], ResourceType: "collection" }],
                        KmsARN,
                        AWSOwnedKey: false,
                    }),
                ),
            },
            parent,
        );
        const network = new aws.opensearch.ServerlessSecurityPolicy(
            `${name}-net`,
            {
                name: `${name}-net`,
                type: "network",
                policy: pulumi.output(endpointId).apply((endpoint) =>
                    JSON.stringify([
                        {
                            Description: "The VPC",
                            Rules: [
                                { ResourceType: "collection", Resource: [`collection/${name}`] },
                                { ResourceType: "dashboard", Resource: [`collection/${name}`] },
                            ],
                            AllowFromPublic: false,
                            SourceVPCEs: [endpoint],
                        },
                        {
                            Description: "Bedrock",
                            Rules: [{ ResourceType: "collection", Resource: [`collection/${name}`] }],
                            AllowFromPublic: false,
                            SourceServices: ["bedrock.amazonaws.com"],
                        },
                    ]),
                ),
            },
            parent,
        );
        const collection = new aws.opensearch.ServerlessCollection(
            name,
            { name, type: "VECTORSEARCH" },
            { parent: this, dependsOn: [encryption, network], protect: true },
        );
        const role = new aws.iam.Role(
            `${name}-retrieval`,
            {
                assumeRolePolicy: pulumi.jsonStringify({
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Effect: "Allow",
                            Principal: { Service: "bedrock.amazonaws.com" },
                            Action: "sts:AssumeRole",
                            Condition: {
                                StringEquals: { "aws:SourceAccount": accountId },
                                ArnLike: {
                                    "aws:SourceArn": pulumi.interpolate`arn:aws:bedrock:${region}:${accountId}:knowledge-base/*`,
                                },
                            },
                        },
                    ],
                }),
            },
            parent,
        );
        const policy = new aws.iam.RolePolicy(
            `${name}-retrieval`,
            {
                role: role.id,
                policy: aws.iam.getPolicyDocumentOutput(
                    {
                        statements: [
                            { actions: ["bedrock:InvokeModel"], resources: [embedding] },
                            { actions: ["aoss:APIAccessAll"], resources: [collection.arn] },
                            {
                                actions: ["s3:ListBucket"],
                                resources: [documents.arn],
                                conditions: [
                                    { test: "StringEquals", variable: "aws:ResourceAccount", values: [accountId] },
                                    { test: "StringLike", variable: "s3:prefix", values: [`${prefix}/*`] },
                                ],
                            },
                            {
                                actions: ["s3:GetObject"],
                                resources: [pulumi.interpolate`${documents.arn}/${prefix}/*`],
                            },
                            { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.arn] },
                        ],
                    },
                    parent,
                ).json,
            },
            parent,
        );
        const access = new aws.opensearch.ServerlessAccessPolicy(
            `${name}-data`,
            {
                name: `${name}-data`,
                type: "data",
                policy: pulumi.jsonStringify([
                    {
                        Rules: [
                            {
                                ResourceType: "index",
                                Resource: [`index/${name}/*`],
                                Permission: [
                                    "aoss:CreateIndex",
                                    "aoss:DescribeIndex",
                                    "aoss:ReadDocument",
                                    "aoss:WriteDocument",
                                    "aoss:UpdateIndex",
                                ],
                            },
                            {
                                ResourceType: "collection",
                                Resource: [`collection/${name}`],
                                Permission: ["aoss:DescribeCollectionItems"],
                            },
                        ],
                        Principal: [role.arn],
                    },
                ]),
            },
            parent,
        );
        const base = new aws.bedrock.AgentKnowledgeBase(
            name,
            {
                name,
                roleArn: role.arn,
                knowledgeBaseConfiguration: {
                    type: "VECTOR",
                    vectorKnowledgeBaseConfiguration: {
                        embeddingModelArn: embedding,
                        embeddingModelConfiguration: {
                            bedrockEmbeddingModelConfiguration: { dimensions: 1024, embeddingDataType: "FLOAT32" },
                        },
                    },
                },
                storageConfiguration: {
                    type: "OPENSEARCH_SERVERLESS",
                    opensearchServerlessConfiguration: {
                        collectionArn: collection.arn,
                        vectorIndexName: "documents",
                        fieldMapping: { vectorField: "vector", textField: "text", metadataField: "metadata" },
                    },
                },
            },
            { parent: this, dependsOn: [access, policy] },
        );
        new aws.bedrock.AgentDataSource(
            name,
            {
                knowledgeBaseId: base.id,
                name: "documents",
                dataDeletionPolicy: "DELETE",
                dataSourceConfiguration: {
                    type: "S3",
                    s3Configuration: { bucketArn: documents.arn, inclusionPrefixes: [`${prefix}/`] },
                },
                vectorIngestionConfiguration: {
                    chunkingConfiguration: {
                        chunkingStrategy: "FIXED_SIZE",
                        fixedSizeChunkingConfiguration: { maxTokens: 300, overlapPercentage: 20 },
                    },
                },
                serverSideEncryptionConfiguration: { kmsKeyArn: key.arn },
            },
            parent,
        );
        this.id = base.id;
        this.arn = base.arn;
        this.registerOutputs({ id: this.id, arn: this.arn });
    }
}
