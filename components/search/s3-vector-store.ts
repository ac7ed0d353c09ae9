import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "../account";
import { deletionGuard } from "../lake/deletion-guard";
import type { PolicyStatement } from "../lake/policy-document";
import { choiceProblem, refuse } from "../problems";
import { after } from "../support/arns";
import type { ComponentArgs } from "../support/component-args";
import { serviceKey } from "../support/service-key";
import { type EmbeddingArgs, EmbeddingDataType, embeddingOf, embeddingProblems } from "./embedding-models";
import { indexNameFor } from "./index-mapping";
import { VectorStoreKind, type VectorStoreOutputs } from "./vector-store";

const LONGEST_NAME = 63;
const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/**
 * What Bedrock stores beside each vector. As filterable metadata an ordinary page is over the limit of 2 KB, and its
 * ingestion fails: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html
 */
const NON_FILTERABLE_KEYS = ["AMAZON_BEDROCK_TEXT", "AMAZON_BEDROCK_METADATA"];

/** How the distance of two vectors is measured. */
export const DistanceMetric = {
    Cosine: "cosine",
    Euclidean: "euclidean",
} as const;
export type DistanceMetric = (typeof DistanceMetric)[keyof typeof DistanceMetric];

/** Arguments of an S3VectorStore. */
export interface S3VectorStoreArgs extends ComponentArgs {
    /** Name of the vector bucket, 3 to 63 characters. Default: the component's name. Changing it replaces the bucket. */
    vectorBucketName?: string;
    /** The vectors that the index is made for; float only. Default: Titan V2, 1024 dimensions. */
    embedding?: EmbeddingArgs;
    /** How near two vectors are. Default: `cosine`, which suits all embedding models here. */
    distanceMetric?: DistanceMetric;
    /**
     * ARN of the KMS key of the vectors; its policy must let `indexing.s3vectors.amazonaws.com` decrypt. Default: a key
     * of its own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Whether a `destroy` may delete bucket, vectors and key; the stack setting `lakefront:allowDeletion` must say so as
     * well. Default: false: they are protected.
     */
    allowDeletion?: boolean;
}

/**
 * A vector store in S3 Vectors: paid by use, next to nothing when idle. It searches by meaning alone, not by words, and
 * ignores the filters `startsWith` and `stringContains`; a VectorCollection gives the same outputs where these are needed.
 *
 * Bedrock allows 1 KB of own metadata and 35 keys for each vector here. Nothing of an index can be changed, so its name
 * follows what it is.
 */
export class S3VectorStore extends pulumi.ComponentResource {
    /** What a KnowledgeBase takes as its store. */
    readonly store: VectorStoreOutputs;
    /** Name of the index. Resolves once the index is there. */
    readonly indexName: pulumi.Output<string>;
    /** ARN of the index. */
    readonly indexArn: pulumi.Output<string>;
    /** ARN of the key. */
    readonly keyArn: pulumi.Output<string>;
    /** The vector bucket. */
    readonly vectorBucket: aws.s3.VectorsVectorBucket;
    /** The index. */
    readonly index: aws.s3.VectorsIndex;

    constructor(name: string, args: S3VectorStoreArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        refuse("S3VectorStore", name, problemsOf(name, args));
        super("lakefront:index:S3VectorStore", name, args, opts);
        const bucketName = args.vectorBucketName ?? name;
        const place = placeOf(args, this);

        this.keyArn = createKey(name, bucketName, args, place, this);
        this.vectorBucket = createBucket(name, bucketName, args, this.keyArn, this);
        this.index = createIndex(name, bucketName, args, this.vectorBucket, this);
        this.indexName = after(this.index, this.index.indexName);
        this.indexArn = this.index.indexArn;
        this.store = {
            kind: VectorStoreKind.S3Vectors,
            embedding: args.embedding,
            indexName: this.indexName,
            indexArn: this.indexArn,
            keyArn: this.keyArn,
        };
        this.registerOutputs({
            store: this.store,
            indexName: this.indexName,
            indexArn: this.indexArn,
            keyArn: this.keyArn,
            vectorBucket: this.vectorBucket,
            index: this.index,
        });
    }
}

function problemsOf(name: string, args: S3VectorStoreArgs): string[] {
    const bucketName = args.vectorBucketName ?? name;
    const property = args.vectorBucketName === undefined ? "the component's name" : "vectorBucketName";
    return [
        ...(BUCKET_NAME.test(bucketName)
            ? []
            : [
                  `${property} is "${bucketName}": a vector bucket's name takes 3 to 63 lower-case letters, digits and inner hyphens, for example "shop-vectors".`,
              ]),
        ...embeddingProblems("embedding", args.embedding),
        ...(args.embedding?.dataType === EmbeddingDataType.Binary
            ? [
                  'embedding.dataType is "BINARY": S3 Vectors stores FLOAT32 only; use a VectorCollection for binary vectors.',
              ]
            : []),
        ...choiceProblem("distanceMetric", args.distanceMetric, DistanceMetric),
    ];
}

function createKey(
    name: string,
    bucketName: string,
    args: S3VectorStoreArgs,
    place: pulumi.Output<Place>,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    return serviceKey(
        name,
        {
            kmsKeyArn: args.kmsKeyArn,
            alias: bucketName,
            description: `Encrypts the vectors of the bucket ${bucketName}`,
            services: place.apply((at) => [indexingKeyStatement(at, bucketName)]),
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        place,
        parent,
    );
}

/**
 * Lets S3 Vectors keep the index of one bucket, which it does in the background and in nobody's name.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-data-encryption.html
 */
export function indexingKeyStatement({ partition, region, accountId }: Place, bucketName: string): PolicyStatement {
    const bucketArn = `arn:${partition}:s3vectors:${region}:${accountId}:bucket/${bucketName}`;
    return {
        sid: "VectorIndexing",
        principals: { Service: ["indexing.s3vectors.amazonaws.com"] },
        actions: ["kms:Decrypt"],
        resources: ["*"],
        conditions: {
            StringEquals: { "aws:SourceAccount": [accountId] },
            ArnLike: { "aws:SourceArn": [bucketArn, `${bucketArn}/*`] },
        },
    };
}

function createBucket(
    name: string,
    bucketName: string,
    args: S3VectorStoreArgs,
    keyArn: pulumi.Output<string>,
    parent: pulumi.Resource,
): aws.s3.VectorsVectorBucket {
    const guard = deletionGuard(args.allowDeletion);
    return new aws.s3.VectorsVectorBucket(
        `${name}-bucket`,
        {
            vectorBucketName: bucketName,
            encryptionConfigurations: [{ sseType: "aws:kms", kmsKeyArn: keyArn }],
            forceDestroy: guard.allowed,
            tags: args.tags,
        },
        // The name is taken until the bucket before is gone.
        { parent, deleteBeforeReplace: true, ...guard.irreplaceable },
    );
}

function createIndex(
    name: string,
    bucketName: string,
    args: S3VectorStoreArgs,
    bucket: aws.s3.VectorsVectorBucket,
    parent: pulumi.Resource,
): aws.s3.VectorsIndex {
    const definition = {
        dataType: "float32",
        dimension: embeddingOf(args.embedding).dimensions,
        distanceMetric: args.distanceMetric ?? DistanceMetric.Cosine,
        metadataConfiguration: { nonFilterableMetadataKeys: NON_FILTERABLE_KEYS },
    };
    return new aws.s3.VectorsIndex(
        `${name}-index`,
        {
            vectorBucketName: bucket.vectorBucketName,
            indexName: indexNameFor(bucketName, definition, LONGEST_NAME),
            ...definition,
            tags: args.tags,
        },
        { parent },
    );
}
