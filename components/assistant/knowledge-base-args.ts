import type * as pulumi from "@pulumi/pulumi";
import type { VectorStoreOutputs } from "../search/vector-store";
import type { ComponentArgs } from "../support/component-args";

/** Kinds of documents, which decide how they are cut into chunks. */
export const DocumentKind = {
    /** One product a document, short: never cut, so that no part is found without its id. */
    Products: "PRODUCTS",
    /** Policies, FAQs and other prose: cut into overlapping chunks. */
    Prose: "PROSE",
} as const;
export type DocumentKind = (typeof DocumentKind)[keyof typeof DocumentKind];

/** Ways to cut a document into chunks. */
export const ChunkingStrategy = {
    /** One document, one chunk. */
    None: "NONE",
    /** Chunks of a fixed length that overlap. */
    FixedSize: "FIXED_SIZE",
    /** Chunks that end where the meaning changes; costs calls of the embedding model. */
    Semantic: "SEMANTIC",
} as const;
export type ChunkingStrategy = (typeof ChunkingStrategy)[keyof typeof ChunkingStrategy];

/** What becomes of the vectors when a data source goes. */
export const DataDeletionPolicy = {
    /** They stay in the store, which goes by itself. */
    Retain: "RETAIN",
    /** They are deleted first, which needs role, store and bucket to be there still. */
    Delete: "DELETE",
} as const;
export type DataDeletionPolicy = (typeof DataDeletionPolicy)[keyof typeof DataDeletionPolicy];

/** How documents are cut. Changing it replaces the data source. */
export interface ChunkingArgs {
    /** The way of cutting. */
    strategy: ChunkingStrategy;
    /** Longest chunk, in tokens of the embedding model. Default: 300. */
    maxTokens?: number;
    /** How much of a chunk stands in the next one again, in percent, 1 to 99. `FIXED_SIZE` only. Default: 20. */
    overlapPercentage?: number;
    /** How different two sentences must be to part them, 50 to 99. `SEMANTIC` only. Default: 95. */
    breakpointPercentile?: number;
}

/** One folder of documents. */
export interface KnowledgeSourceArgs {
    /** Bucket that holds the documents. */
    bucketName: pulumi.Input<string>;
    /** ARN of the KMS key that encrypts the bucket. */
    bucketKeyArn: pulumi.Input<string>;
    /** Key prefix of the documents, as in `documents/products/`. */
    prefix: string;
    /** What kind of documents they are. */
    kind: DocumentKind;
    /** What they are, for people, up to 200 characters. */
    description?: string;
    /** How they are cut. Default: not at all for `PRODUCTS`; chunks of 300 tokens that overlap by 20 % for `PROSE`. */
    chunking?: ChunkingArgs;
    /** What becomes of the vectors when the source goes. Default: `RETAIN`. */
    dataDeletionPolicy?: DataDeletionPolicy;
}

/** Arguments of a KnowledgeBase. */
export interface KnowledgeBaseArgs extends ComponentArgs {
    /**
     * Name of the key's alias, of the log group and of the logs' delivery: letters, digits and single inner "-" and "_", 90
     * at most, unlike that of any other knowledge base in the account and Region. Default: the component's name.
     */
    physicalName?: string;
    /** Where the vectors lie: the `store` of a VectorCollection or of an S3VectorStore. */
    store: VectorStoreOutputs;
    /** The folders of documents by a name of their own, 1 to 5. Renaming one replaces it. */
    dataSources: Record<string, KnowledgeSourceArgs>;
    /** What the knowledge base knows, up to 200 characters. */
    description?: string;
    /**
     * ARN of the KMS key for documents on their way and for the logs; its policy must let `logs.<region>.amazonaws.com`
     * use it. Default: a key of its own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /** How long the logs of ingestions are kept, in days. Default: 365. */
    logRetentionDays?: number;
    /**
     * Whether a `destroy` may delete key and logs; the stack setting `lakefront:allowDeletion` must say so as well.
     * Default: false.
     */
    allowDeletion?: boolean;
}
