import { choiceProblem } from "../problems";

/** Models of Bedrock that turn text into vectors. */
export const EmbeddingModel = {
    /** Amazon Titan Text Embeddings V2: 1024, 512 or 256 dimensions, float or binary. */
    TitanTextV2: "amazon.titan-embed-text-v2:0",
    /** Amazon Titan Text Embeddings (G1): 1536 dimensions, float. */
    TitanTextV1: "amazon.titan-embed-text-v1",
    /** Cohere Embed English V3: 1024 dimensions, float or binary. */
    CohereEnglishV3: "cohere.embed-english-v3",
    /** Cohere Embed Multilingual V3: 1024 dimensions, float or binary. */
    CohereMultilingualV3: "cohere.embed-multilingual-v3",
    /** Amazon Nova Multimodal Embeddings: 3072, 1024, 384 or 256 dimensions, float. */
    NovaMultimodal: "amazon.nova-2-multimodal-embeddings-v1:0",
} as const;
export type EmbeddingModel = (typeof EmbeddingModel)[keyof typeof EmbeddingModel];

/** How the numbers of a vector are stored. */
export const EmbeddingDataType = {
    Float32: "FLOAT32",
    /** One bit a dimension: a thirty-second of the room, for a little of the precision. OpenSearch only. */
    Binary: "BINARY",
} as const;
export type EmbeddingDataType = (typeof EmbeddingDataType)[keyof typeof EmbeddingDataType];

/** How text becomes vectors. Index and knowledge base both follow from it. */
export interface EmbeddingArgs {
    /** The model. Default: Amazon Titan Text Embeddings V2. */
    model?: EmbeddingModel;
    /** Length of a vector. Default: what the model gives by itself, 1024 for Titan V2. */
    dimensions?: number;
    /** How its numbers are stored. Default: `FLOAT32`. */
    dataType?: EmbeddingDataType;
}

/** An embedding with every choice made. */
export interface Embedding {
    readonly model: EmbeddingModel;
    readonly dimensions: number;
    readonly dataType: EmbeddingDataType;
    /** Whether the model lets itself be told how long its vectors are, and refuses a call that tells it otherwise. */
    readonly takesDimensions: boolean;
}

interface ModelFacts {
    /** The first is the default. */
    readonly dimensions: readonly number[];
    readonly binary: boolean;
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-supported.html */
const MODELS: Readonly<Record<EmbeddingModel, ModelFacts>> = {
    [EmbeddingModel.TitanTextV2]: { dimensions: [1024, 512, 256], binary: true },
    [EmbeddingModel.TitanTextV1]: { dimensions: [1536], binary: false },
    [EmbeddingModel.CohereEnglishV3]: { dimensions: [1024], binary: true },
    [EmbeddingModel.CohereMultilingualV3]: { dimensions: [1024], binary: true },
    [EmbeddingModel.NovaMultimodal]: { dimensions: [3072, 1024, 384, 256], binary: false },
};

/** The embedding that the arguments stand for; judge them with `embeddingProblems` first. */
export function embeddingOf(args: EmbeddingArgs = {}): Embedding {
    const model = args.model ?? EmbeddingModel.TitanTextV2;
    const { dimensions } = MODELS[model];
    const [standard = 0] = dimensions;
    return {
        model,
        dimensions: args.dimensions ?? standard,
        dataType: args.dataType ?? EmbeddingDataType.Float32,
        takesDimensions: dimensions.length > 1,
    };
}

/** What of an embedding can't be had, with what could. */
export function embeddingProblems(property: string, args: EmbeddingArgs = {}): string[] {
    const problems = [
        ...choiceProblem(`${property}.model`, args.model, EmbeddingModel),
        ...choiceProblem(`${property}.dataType`, args.dataType, EmbeddingDataType),
    ];
    if (problems.length > 0) return problems;
    const { model, dimensions, dataType } = embeddingOf(args);
    const facts = MODELS[model];
    return [
        ...(facts.dimensions.includes(dimensions)
            ? []
            : [`${property}.dimensions is ${dimensions}: ${model} gives ${facts.dimensions.join(", ")}.`]),
        ...(dataType === EmbeddingDataType.Binary && !facts.binary
            ? [`${property}.dataType is "BINARY": ${model} gives FLOAT32 only.`]
            : []),
    ];
}
