import { boundedName, contentHash } from "../support/content-hash";
import { type Embedding, EmbeddingDataType } from "./embedding-models";

/** The fields that Bedrock writes to, named as it names them by itself. */
export const VECTOR_FIELDS = {
    vectorField: "bedrock-knowledge-base-default-vector",
    textField: "AMAZON_BEDROCK_TEXT_CHUNK",
    metadataField: "AMAZON_BEDROCK_METADATA",
} as const;

/**
 * Settings and mapping of the index behind a knowledge base. Bedrock takes the engine `faiss` with the method `hnsw` alone
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html). The text is searchable as words as
 * well, for hybrid search; the metadata is carried along.
 */
export function indexSchema({ dimensions, dataType }: Embedding) {
    const binary = dataType === EmbeddingDataType.Binary;
    return {
        settings: { index: { knn: true, "knn.algo_param.ef_search": 512 } },
        mappings: {
            properties: {
                [VECTOR_FIELDS.vectorField]: {
                    type: "knn_vector",
                    dimension: dimensions,
                    ...(binary && { data_type: "binary" }),
                    method: {
                        name: "hnsw",
                        engine: "faiss",
                        space_type: binary ? "hamming" : "l2",
                        parameters: { m: 16, ef_construction: 512 },
                    },
                },
                [VECTOR_FIELDS.textField]: { type: "text", index: true },
                [VECTOR_FIELDS.metadataField]: { type: "text", index: false },
            },
        },
    };
}

/**
 * The name of an index, which follows what the index is: nothing of it can be changed once it is there, so another mapping
 * makes another index beside it, and the old one goes when nobody uses it any more.
 */
export function indexNameFor(base: string, definition: unknown, longest: number): string {
    const hash = contentHash(definition);
    return `${boundedName(base, longest - hash.length - 1)}-${hash}`;
}
