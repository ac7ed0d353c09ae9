import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import type { PolicyStatement } from "../lake/policy-document";
import type { EmbeddingArgs } from "./embedding-models";
import { VECTOR_FIELDS } from "./index-mapping";

/** Kinds of vector stores. */
export const VectorStoreKind = {
    OpenSearchServerless: "OPENSEARCH_SERVERLESS",
    S3Vectors: "S3_VECTORS",
} as const;
export type VectorStoreKind = (typeof VectorStoreKind)[keyof typeof VectorStoreKind];

/**
 * A vector index, as a KnowledgeBase takes it. A VectorCollection and an S3VectorStore each give one, so that one replaces
 * the other; an index from elsewhere is written by hand.
 */
export interface VectorStoreOutputs {
    /** Which service it lies in. */
    kind: VectorStoreKind;
    /** What the vectors are; the index was made for just this. Default: Titan V2, 1024 dimensions, float. */
    embedding?: EmbeddingArgs;
    /** Name of the index. Resolves once the index can be used. */
    indexName: pulumi.Input<string>;
    /** ARN of the collection that holds the index. OpenSearch Serverless only. */
    collectionArn?: pulumi.Input<string>;
    /** Name of that collection, which data access policies go by. OpenSearch Serverless only. */
    collectionName?: string;
    /** ARN of the index. S3 Vectors only. */
    indexArn?: pulumi.Input<string>;
    /** ARN of the KMS key that the vectors are encrypted with, which the reader needs as well. S3 Vectors only. */
    keyArn?: pulumi.Input<string>;
}

/** What of a store is missing. */
export function storeProblems(property: string, store: VectorStoreOutputs): string[] {
    const needed: readonly (keyof VectorStoreOutputs)[] =
        store.kind === VectorStoreKind.S3Vectors ? ["indexArn"] : ["collectionArn", "collectionName"];
    return needed
        .filter((name) => store[name] === undefined)
        .map((name) => `${property}.${name} is missing: a store of kind ${store.kind} is known by it.`);
}

/** Where a knowledge base keeps its vectors, in the provider's words. */
export function storageConfiguration(store: VectorStoreOutputs) {
    if (store.kind === VectorStoreKind.S3Vectors) {
        return { type: store.kind, s3VectorsConfiguration: { indexArn: given(store.indexArn) } };
    }
    return {
        type: store.kind,
        opensearchServerlessConfiguration: {
            collectionArn: given(store.collectionArn),
            vectorIndexName: store.indexName,
            fieldMapping: VECTOR_FIELDS,
        },
    };
}

/** The ARNs of a store, resolved. */
export interface StoreArns {
    readonly kind: VectorStoreKind;
    readonly collectionArn: string | undefined;
    readonly indexArn: string | undefined;
    readonly keyArn: string | undefined;
}

/** The store's ARNs, for the policy of the knowledge base's role. */
export function storeArns(store: VectorStoreOutputs): pulumi.Output<StoreArns> {
    return pulumi.output({
        kind: store.kind,
        collectionArn: store.collectionArn,
        indexArn: store.indexArn,
        keyArn: store.keyArn,
    });
}

/**
 * What the role of a knowledge base may do in its store. In OpenSearch Serverless that is a door only: what lies behind it
 * is up to a data access policy.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/kb-permissions.html
 */
export function storeStatements(arns: StoreArns, { region }: Place): PolicyStatement[] {
    if (arns.kind === VectorStoreKind.OpenSearchServerless) {
        return [{ sid: "ReachCollection", actions: ["aoss:APIAccessAll"], resources: one(arns.collectionArn) }];
    }
    return [
        {
            sid: "UseVectors",
            actions: [
                "s3vectors:DeleteVectors",
                "s3vectors:GetIndex",
                "s3vectors:GetVectors",
                "s3vectors:PutVectors",
                "s3vectors:QueryVectors",
            ],
            resources: one(arns.indexArn),
        },
        ...(arns.keyArn === undefined
            ? []
            : [
                  {
                      sid: "UseVectorKey",
                      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
                      resources: [arns.keyArn],
                      conditions: { StringEquals: { "kms:ViaService": [`s3vectors.${region}.amazonaws.com`] } },
                  },
              ]),
    ];
}

function one(arn: string | undefined): string[] {
    return arn === undefined ? [] : [arn];
}

function given(value: pulumi.Input<string> | undefined): pulumi.Input<string> {
    if (value === undefined) throw new pulumi.RunError("the vector store has no ARN");
    return value;
}
