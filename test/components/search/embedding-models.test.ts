import { expect } from "chai";
import {
    EmbeddingDataType,
    EmbeddingModel,
    embeddingOf,
    embeddingProblems,
} from "../../../components/search/embedding-models";
import { indexNameFor, indexSchema } from "../../../components/search/index-mapping";

describe("embedding models", () => {
    it("are Titan V2 with 1024 floats unless chosen", () => {
        expect(embeddingOf()).to.deep.equal({
            model: "amazon.titan-embed-text-v2:0",
            dimensions: 1024,
            dataType: "FLOAT32",
            takesDimensions: true,
        });
    });

    it("are told their dimensions only when they have a choice", () => {
        const told = Object.values(EmbeddingModel).filter((model) => embeddingOf({ model }).takesDimensions);
        expect(told).to.deep.equal([EmbeddingModel.TitanTextV2, EmbeddingModel.NovaMultimodal]);
    });

    for (const model of Object.values(EmbeddingModel)) {
        it(`give what they give by themselves: ${model}`, () => {
            expect(embeddingProblems("embedding", { model })).to.deep.equal([]);
            expect(embeddingOf({ model }).dimensions).to.be.within(256, 3072);
        });
    }

    it("are refused with the dimensions that there are", () => {
        expect(embeddingProblems("embedding", { dimensions: 768 })).to.deep.equal([
            "embedding.dimensions is 768: amazon.titan-embed-text-v2:0 gives 1024, 512, 256.",
        ]);
    });

    it("are refused for binary vectors that they don't give", () => {
        const problems = embeddingProblems("embedding", {
            model: EmbeddingModel.NovaMultimodal,
            dataType: EmbeddingDataType.Binary,
        });
        expect(problems.join()).to.include("gives FLOAT32 only");
    });
});

describe("the mapping of an index", () => {
    it("is what Bedrock takes: faiss, hnsw, l2, the text searchable and the metadata not", () => {
        expect(indexSchema(embeddingOf({ dimensions: 512 }))).to.deep.equal({
            settings: { index: { knn: true, "knn.algo_param.ef_search": 512 } },
            mappings: {
                properties: {
                    "bedrock-knowledge-base-default-vector": {
                        type: "knn_vector",
                        dimension: 512,
                        method: {
                            name: "hnsw",
                            engine: "faiss",
                            space_type: "l2",
                            parameters: { m: 16, ef_construction: 512 },
                        },
                    },
                    AMAZON_BEDROCK_TEXT_CHUNK: { type: "text", index: true },
                    AMAZON_BEDROCK_METADATA: { type: "text", index: false },
                },
            },
        });
    });

    it("measures bits where vectors are binary", () => {
        const { mappings } = indexSchema(embeddingOf({ dataType: EmbeddingDataType.Binary }));
        expect(mappings.properties["bedrock-knowledge-base-default-vector"]).to.deep.include({ data_type: "binary" });
        expect(JSON.stringify(mappings)).to.include('"hamming"').and.not.to.include('"l2"');
    });

    it("decides the index's name, and nothing else does", () => {
        const name = (dimensions: number) => indexNameFor("shop", indexSchema(embeddingOf({ dimensions })), 63);
        expect(name(1024)).to.equal(name(1024)).and.not.to.equal(name(512));
        expect(name(1024)).to.match(/^shop-[0-9a-f]{12}$/);
    });

    it("leaves the name within the limit", () => {
        expect(indexNameFor("a".repeat(80), {}, 63)).to.have.length.at.most(63);
    });
});
