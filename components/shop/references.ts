import type * as pulumi from "@pulumi/pulumi";

/** A DynamoDB table that a component works with. */
export interface TableReference {
    /** Name of the table, in the component's account and Region. */
    name: pulumi.Input<string>;
    /** ARN of the KMS key that encrypts the table. */
    keyArn: pulumi.Input<string>;
}

/** The Kinesis stream that carries the shop's events into the lake: outputs of a ShopFeed. */
export interface EventStreamReference {
    /** Name of the stream. */
    streamName: pulumi.Input<string>;
    /** ARN of the stream. */
    streamArn: pulumi.Input<string>;
    /** ARN of the KMS key that encrypts the stream. */
    keyArn: pulumi.Input<string>;
}

/** A Bedrock knowledge base with the shop's documents: outputs of a KnowledgeBase. */
export interface ShopKnowledgeBase {
    /** Id of the knowledge base. */
    id: pulumi.Input<string>;
    /** ARN of the knowledge base. */
    arn: pulumi.Input<string>;
    /** Id of the data source that reads `documents/products/`. */
    productDataSourceId: pulumi.Input<string>;
    /** Id of the data source that reads `policies/`. */
    policyDataSourceId: pulumi.Input<string>;
}

/** The most that each table, and each index of one, takes: beyond it, requests are throttled. A bound to its cost. */
export interface TableThroughputArgs {
    /** Read request units a second: each is 4 KB. Default: no bound. */
    maxReadUnits?: number;
    /** Write request units a second: each is 1 KB. Default: no bound. */
    maxWriteUnits?: number;
}

/** How much a function of the shop may use. */
export interface ShopFunctionArgs {
    /** Memory in MB, 128 to 10240. Default: what the component says for this function. */
    memoryMegabytes?: number;
    /** Executions kept for this function alone, and the most it may have. Default: none kept, no bound. */
    reservedConcurrency?: number;
}
