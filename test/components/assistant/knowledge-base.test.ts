import { expect } from "chai";
import { KnowledgeBase } from "../../../components/assistant/knowledge-base";
import {
    ChunkingStrategy,
    DataDeletionPolicy,
    DocumentKind,
    type KnowledgeBaseArgs,
} from "../../../components/assistant/knowledge-base-args";
import { EmbeddingModel } from "../../../components/search/embedding-models";
import { S3VectorStore } from "../../../components/search/s3-vector-store";
import { VectorCollection } from "../../../components/search/vector-collection";
import { VectorStoreKind, type VectorStoreOutputs } from "../../../components/search/vector-store";
import { evaluateProgram, type TestEvaluation, type TestOptions } from "../../support/evaluate";
import { document, statement } from "../contact/policy";
import { refusalOf } from "../refusal";

const KNOWLEDGE_BASE = "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase";
const SOURCE = "aws:bedrock/agentDataSource:AgentDataSource";
const INVOCATION = "aws:lambda/invocation:Invocation";
const PLACE = { accountId: "111122223333", region: "us-east-1", partition: "aws" };
const KEY = "arn:aws:kms:us-east-1:111122223333:key/bucket";
const s3: VectorStoreOutputs = {
    kind: VectorStoreKind.S3Vectors,
    indexName: "shop-0",
    indexArn: "arn:aws:s3vectors:us-east-1:111122223333:bucket/shop/index/shop-0",
    keyArn: "arn:aws:kms:us-east-1:111122223333:key/vectors",
};
const good: KnowledgeBaseArgs = {
    store: s3,
    dataSources: {
        products: {
            bucketName: "catalogue",
            bucketKeyArn: KEY,
            prefix: "documents/products",
            kind: DocumentKind.Products,
        },
        policies: { bucketName: "catalogue", bucketKeyArn: KEY, prefix: "policies/", kind: DocumentKind.Prose },
    },
    tags: { Team: "shop" },
    ...PLACE,
};

function knowledgeBase(changes: Partial<KnowledgeBaseArgs> = {}, options?: TestOptions): Promise<TestEvaluation> {
    return evaluateProgram(() => void new KnowledgeBase("shop", { ...good, ...changes }), options);
}

function inCollection(options?: TestOptions): Promise<TestEvaluation> {
    return evaluateProgram(() => {
        const { store } = new VectorCollection("search", { standbyReplicas: false, ...PLACE });
        new KnowledgeBase("shop", { ...good, store });
    }, options);
}

describe("KnowledgeBase", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await knowledgeBase();
    });

    describe("its role", () => {
        it("names what the account knows by a physical name, so that two stacks can have one each", async () => {
            const { named, one } = await evaluateProgram(
                () => void new KnowledgeBase("shop", { ...good, physicalName: "acme-knowledge" }),
            );
            expect(named("shop-logs").inputs.name).to.equal("/aws/vendedlogs/bedrock/knowledge-base/acme-knowledge");
            expect(named("shop-log-source").inputs.name).to.equal("acme-knowledge");
            expect(one("aws:kms/alias:Alias").inputs.name).to.equal("alias/acme-knowledge");
        });

        it("is assumed by Bedrock for this account's knowledge bases alone", () => {
            const { Statement } = document(standard.named("shop-role").inputs.assumeRolePolicy);
            expect(Statement).to.deep.equal([
                {
                    Effect: "Allow",
                    Principal: { Service: "bedrock.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: {
                        StringEquals: { "aws:SourceAccount": "111122223333" },
                        ArnLike: { "aws:SourceArn": "arn:aws:bedrock:us-east-1:111122223333:knowledge-base/*" },
                    },
                },
            ]);
        });

        it("calls one model, reads its folders, uses one index and the keys of these", () => {
            const policy = standard.named("shop-role-policy");
            expect(document(policy.inputs.policy).Statement.map(({ Sid }) => Sid)).to.deep.equal([
                "Embed",
                "UseVectors",
                "UseVectorKey",
                "ListDocuments0",
                "ReadDocuments0",
                "ListDocuments1",
                "ReadDocuments1",
                "DecryptDocuments",
                "UseTransientKey",
            ]);
            expect(statement(policy, "Embed").Resource).to.equal(
                "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0",
            );
            expect(statement(policy, "ReadDocuments0").Resource).to.equal(
                "arn:aws:s3:::catalogue/documents/products/*",
            );
            expect(statement(policy, "ListDocuments0").Condition).to.deep.equal({
                StringEquals: { "aws:ResourceAccount": "111122223333" },
                StringLike: { "s3:prefix": "documents/products/*" },
            });
            expect(statement(policy, "DecryptDocuments").Resource).to.equal(KEY);
            expect(JSON.stringify(document(policy.inputs.policy))).not.to.match(/"(Action|Resource)":"\*"/);
        });

        it("follows the partition", async () => {
            const { named } = await knowledgeBase({ partition: "aws-us-gov", region: "us-gov-west-1" });
            expect(String(named("shop-role-policy").inputs.policy)).to.include("arn:aws-us-gov:s3:::catalogue");
        });
    });

    it("waits for its role's policy", () => {
        expect(standard.one(KNOWLEDGE_BASE).dependencies).to.include(standard.named("shop-role-policy").urn);
    });

    it("keeps its vectors in the given index of S3 Vectors", () => {
        expect(standard.one(KNOWLEDGE_BASE).inputs.storageConfiguration).to.deep.equal({
            type: "S3_VECTORS",
            s3VectorsConfiguration: { indexArn: s3.indexArn },
        });
    });

    it("sends dimensions only to a model that takes them", async () => {
        const titan = JSON.stringify(standard.one(KNOWLEDGE_BASE).inputs.knowledgeBaseConfiguration);
        expect(titan).to.include('"dimensions":1024');
        const { one } = await knowledgeBase({
            store: { ...s3, embedding: { model: EmbeddingModel.CohereMultilingualV3 } },
        });
        const cohere = JSON.stringify(one(KNOWLEDGE_BASE).inputs.knowledgeBaseConfiguration);
        expect(cohere).to.include("cohere.embed-multilingual-v3").and.not.to.include("dimensions");
    });

    describe("over a collection", () => {
        let evaluation: TestEvaluation;
        before(async () => {
            evaluation = await inCollection();
        });

        it("waits for the index and for its grant", () => {
            const { dependencies } = evaluation.one(KNOWLEDGE_BASE);
            expect(dependencies).to.include.members([
                evaluation.one(INVOCATION).urn,
                evaluation.named("shop-access").urn,
                evaluation.named("shop-role-policy").urn,
            ]);
        });

        it("grants its role the documents of its one index, and no other index", () => {
            const index = JSON.parse(String(evaluation.one(INVOCATION).inputs.input)).index_name;
            const [grant] = JSON.parse(String(evaluation.named("shop-access").inputs.policy));
            expect(grant.Principal).to.deep.equal([evaluation.named("shop-role").outputs.arn]);
            expect(grant.Rules[0].Resource).to.deep.equal([`index/search/${index}`]);
            expect(grant.Rules[0].Permission).not.to.include("aoss:CreateIndex").and.not.to.include("aoss:DeleteIndex");
        });

        it("reaches that collection alone", () => {
            expect(statement(evaluation.named("shop-role-policy"), "ReachCollection")).to.deep.include({
                Action: "aoss:APIAccessAll",
                Resource: evaluation.named("search-collection").outputs.arn,
            });
        });

        it("can be previewed before anything exists", async () => {
            const preview = await inCollection({ preview: true });
            expect(preview.registrations.length).to.equal(evaluation.registrations.length);
        });
    });

    it("takes an S3VectorStore's outputs just so", async () => {
        const evaluation = await evaluateProgram(() => {
            const { store } = new S3VectorStore("vectors", PLACE);
            new KnowledgeBase("shop", { ...good, store });
        });
        const index = evaluation.one("aws:s3/vectorsIndex:VectorsIndex");
        expect(evaluation.one(KNOWLEDGE_BASE).dependencies).to.include(index.urn);
        expect(evaluation.byType("aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy")).to.deep.equal([]);
    });

    describe("its data sources", () => {
        it("never cut a product, and cut prose into overlapping chunks", () => {
            const chunking = (name: string) =>
                standard.one(SOURCE, name).inputs.vectorIngestionConfiguration as Record<string, unknown>;
            expect(chunking("shop-products")).to.deep.equal({ chunkingConfiguration: { chunkingStrategy: "NONE" } });
            expect(chunking("shop-policies")).to.deep.equal({
                chunkingConfiguration: {
                    chunkingStrategy: "FIXED_SIZE",
                    fixedSizeChunkingConfiguration: { maxTokens: 300, overlapPercentage: 20 },
                },
            });
        });

        it("cut by meaning when asked for", async () => {
            const { policies, ...others } = good.dataSources;
            const { one } = await knowledgeBase({
                dataSources: {
                    ...others,
                    policies: {
                        bucketName: "catalogue",
                        bucketKeyArn: KEY,
                        kind: DocumentKind.Prose,
                        prefix: "policies/",
                        ...policies,
                        chunking: { strategy: ChunkingStrategy.Semantic },
                        dataDeletionPolicy: DataDeletionPolicy.Delete,
                    },
                },
            });
            const { inputs } = one(SOURCE, "shop-policies");
            expect(inputs.vectorIngestionConfiguration).to.deep.equal({
                chunkingConfiguration: {
                    chunkingStrategy: "SEMANTIC",
                    semanticChunkingConfiguration: {
                        maxToken: 300,
                        bufferSize: 0,
                        breakpointPercentileThreshold: 95,
                    },
                },
            });
            expect(inputs.dataDeletionPolicy).to.equal("DELETE");
        });

        it("are replaced with the knowledge base, one gone before the next comes", () => {
            for (const source of standard.byType(SOURCE)) {
                expect(source.replaceOnChanges).to.deep.equal(["knowledgeBaseId", "dataSourceConfiguration"]);
                expect(source.deleteBeforeReplace).to.equal(true);
            }
        });

        it("leave the vectors to the store, and go before role and grants do", () => {
            for (const source of standard.byType(SOURCE)) {
                expect(source.inputs.dataDeletionPolicy).to.equal("RETAIN");
                expect(source.dependencies).to.include.members([
                    standard.named("shop-role-policy").urn,
                    standard.one(KNOWLEDGE_BASE).urn,
                ]);
            }
        });

        it("are read under the component's key", () => {
            expect(standard.one(SOURCE, "shop-products").inputs.serverSideEncryptionConfiguration).to.deep.equal({
                kmsKeyArn: standard.one("aws:kms/key:Key").outputs.arn,
            });
        });
    });

    it("gives the id of a data source by its name, and says which there are", async () => {
        const { outputs } = await evaluateProgram(() => ({
            products: new KnowledgeBase("shop", good).dataSourceId("products"),
        }));
        expect(outputs).to.deep.equal({ products: standard.one(SOURCE, "shop-products").outputs.dataSourceId });
        const message = await refusalOf(() => void new KnowledgeBase("shop", good).dataSourceId("prices"));
        expect(message).to.include("there is products, policies");
    });

    it("logs what became of each document, encrypted, and takes the delivery down before its ends", () => {
        const delivery = standard.named("shop-log-delivery");
        expect(standard.named("shop-logs").inputs).to.include({
            name: "/aws/vendedlogs/bedrock/knowledge-base/shop",
            retentionInDays: 365,
            kmsKeyId: standard.one("aws:kms/key:Key").outputs.arn,
        });
        expect(standard.named("shop-log-source").inputs).to.include({
            logType: "APPLICATION_LOGS",
            resourceArn: standard.one(KNOWLEDGE_BASE).outputs.arn,
        });
        expect(delivery.dependencies).to.include.members([
            standard.named("shop-log-source").urn,
            standard.named("shop-log-destination").urn,
        ]);
    });

    it("can be previewed before anything exists", async () => {
        const preview = await knowledgeBase({}, { preview: true });
        expect(preview.registrations.length).to.equal(standard.registrations.length);
    });

    it("refuses all wrong values at once", async () => {
        const message = await refusalOf(
            () =>
                void new KnowledgeBase("shop", {
                    ...good,
                    store: { kind: VectorStoreKind.OpenSearchServerless, indexName: "x" },
                    description: "",
                    dataSources: {
                        All: { bucketName: "catalogue", bucketKeyArn: KEY, prefix: "a/", kind: DocumentKind.Prose },
                        part: {
                            bucketName: "catalogue",
                            bucketKeyArn: KEY,
                            prefix: "a/b/",
                            kind: DocumentKind.Prose,
                            chunking: { strategy: ChunkingStrategy.FixedSize, overlapPercentage: 100 },
                        },
                    },
                }),
        );
        for (const part of [
            "store.collectionArn is missing",
            "store.collectionName is missing",
            "description has 0 characters",
            'the name "All"',
            "overlapPercentage is 100",
            "take in the same documents",
        ]) {
            expect(message).to.include(part);
        }
    });
});
