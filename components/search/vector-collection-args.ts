import type * as pulumi from "@pulumi/pulumi";
import type { ShopFunctionArgs } from "../shop/references";
import type { ComponentArgs } from "../support/component-args";
import type { EmbeddingArgs } from "./embedding-models";

/** Arguments of a VectorCollection. */
export interface VectorCollectionArgs extends ComponentArgs {
    /**
     * Whether the collection keeps standby replicas in other zones. It has no default, for it decides the bill: with
     * them a collection costs at least two OpenSearch compute units, about 350 US dollars a month in us-east-1, without
     * them half of that, idle or not
     * ([scaling](https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-scaling.html)).
     * Changing it replaces the collection.
     */
    standbyReplicas: boolean;
    /**
     * Name of the collection, 3 to 32 characters. Default: the component's name, shortened with a hash where it is too
     * long. Changing it replaces the collection.
     */
    collectionName?: string;
    /** What the collection is for. */
    description?: string;
    /** The vectors that the index is made for. Default: Titan V2, 1024 dimensions, float. */
    embedding?: EmbeddingArgs;
    /** VPC endpoints of OpenSearch Serverless that reach the collection beside Bedrock. Default: none. */
    vpcEndpointIds?: pulumi.Input<string>[];
    /**
     * ARN of the KMS key for vectors, logs and the function's settings; its policy must let
     * `logs.<region>.amazonaws.com` use it. Default: a key of its own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /** Settings of the function that makes the index when the program is deployed. Default: 256 MB. */
    indexFunction?: ShopFunctionArgs;
    /** How long the index function's logs are kept, in days. Default: 365. */
    logRetentionDays?: number;
    /**
     * Whether a `destroy` may delete collection, key and logs; the stack setting `lakefront:allowDeletion` must say so as
     * well. Default: false: they are protected.
     */
    allowDeletion?: boolean;
}
