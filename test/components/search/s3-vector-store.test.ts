import { expect } from "chai";
import { EmbeddingDataType } from "../../../components/search/embedding-models";
import { DistanceMetric, S3VectorStore, type S3VectorStoreArgs } from "../../../components/search/s3-vector-store";
import { evaluateProgram, type TestEvaluation, type TestOptions } from "../../support/evaluate";
import { statement } from "../contact/policy";
import { refusalOf } from "../refusal";

const BUCKET = "aws:s3/vectorsVectorBucket:VectorsVectorBucket";
const INDEX = "aws:s3/vectorsIndex:VectorsIndex";
const good: S3VectorStoreArgs = {
    accountId: "111122223333",
    region: "us-east-1",
    partition: "aws",
    tags: { Team: "shop" },
};

function store(changes: S3VectorStoreArgs = {}, options?: TestOptions): Promise<TestEvaluation> {
    return evaluateProgram(() => void new S3VectorStore("vectors", { ...good, ...changes }), options);
}

describe("S3VectorStore", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await store();
    });

    it("is a protected bucket under its own key", () => {
        const { inputs, protect } = standard.one(BUCKET);
        expect(inputs).to.deep.include({
            vectorBucketName: "vectors",
            encryptionConfigurations: [{ sseType: "aws:kms", kmsKeyArn: standard.one("aws:kms/key:Key").outputs.arn }],
            forceDestroy: false,
        });
        expect(protect).to.equal(true);
    });

    it("lets the indexing of this one bucket decrypt with the key", () => {
        const bucket = "arn:aws:s3vectors:us-east-1:111122223333:bucket/vectors";
        expect(statement(standard.one("aws:kms/key:Key"), "VectorIndexing")).to.deep.include({
            Principal: { Service: "indexing.s3vectors.amazonaws.com" },
            Action: "kms:Decrypt",
            Condition: {
                StringEquals: { "aws:SourceAccount": "111122223333" },
                ArnLike: { "aws:SourceArn": [bucket, `${bucket}/*`] },
            },
        });
    });

    it("keeps what Bedrock writes beside a vector out of the filters, where it would be too long", () => {
        expect(standard.one(INDEX).inputs).to.deep.include({
            dataType: "float32",
            dimension: 1024,
            distanceMetric: "cosine",
            metadataConfiguration: { nonFilterableMetadataKeys: ["AMAZON_BEDROCK_TEXT", "AMAZON_BEDROCK_METADATA"] },
        });
    });

    it("names another index when anything of it changes", async () => {
        const others = [
            await store({ embedding: { dimensions: 256 } }),
            await store({ distanceMetric: DistanceMetric.Euclidean }),
        ];
        const names = [standard, ...others].map(({ one }) => one(INDEX).inputs.indexName);
        expect(new Set(names).size).to.equal(3);
    });

    it("empties itself for a deletion that both keys allow", async () => {
        const { one } = await store({ allowDeletion: true }, { config: { "lakefront:allowDeletion": "true" } });
        expect(one(BUCKET)).to.include({ protect: false });
        expect(one(BUCKET).inputs.forceDestroy).to.equal(true);
    });

    it("can be previewed before anything exists", async () => {
        const preview = await store({}, { preview: true });
        expect(preview.registrations.length).to.equal(standard.registrations.length);
    });

    it("refuses binary vectors and names that S3 doesn't take", async () => {
        const message = await refusalOf(
            () =>
                void new S3VectorStore("vectors", {
                    ...good,
                    vectorBucketName: "Vectors_1",
                    embedding: { dataType: EmbeddingDataType.Binary },
                }),
        );
        expect(message).to.include('vectorBucketName is "Vectors_1"').and.to.include("S3 Vectors stores FLOAT32 only");
    });
});
