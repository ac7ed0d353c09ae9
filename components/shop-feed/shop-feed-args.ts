import type * as pulumi from "@pulumi/pulumi";
import type { FeedAlarmArgs, FeedDeliveryArgs, FeedFunctionArgs, FeedStreamArgs } from "../contact/feed-args";
import type { ComponentArgs } from "../support/component-args";
import type { FeedLocation } from "../support/location";

/** Arguments of a ShopFeed. */
export interface ShopFeedArgs extends ComponentArgs {
    /**
     * Name of the stream, and start of the names of the delivery streams and the function; 1 to 38 letters, digits, "-"
     * and "_". Default: the component's name.
     */
    physicalName?: string;
    /** Glue database of the tables. */
    databaseName: pulumi.Input<string>;
    /**
     * Glue tables that rows land in, by the schema's name, such as `orders`: one delivery stream each. They must exist
     * before the first record, so give the outputs of the tables. A table that is left out gets no rows.
     */
    tables: Record<string, pulumi.Input<string>>;
    /** Where rows land, as Parquet, in a folder for each table. Must be the parent of the tables' locations. */
    curated: FeedLocation;
    /** Where the untouched source records are kept, in the folder `shop_events/`. */
    raw: FeedLocation;
    /** Where documents go that can't be read, with the reason beside the bytes. Default prefix: `quarantine/`. */
    quarantine: FeedLocation;
    /** Default: an on-demand stream with 7 days of retention. */
    stream?: FeedStreamArgs;
    /** Default: Firehose's largest buffers, 128 MB or 900 s. */
    delivery?: FeedDeliveryArgs;
    /** Default: 512 MB and 60 s. */
    transform?: FeedFunctionArgs;
    /** When people are told that the feed falls behind or loses something. `topicArn` is required here. */
    alarms: FeedAlarmArgs;
    /**
     * ARN of the KMS key for the stream, the log groups and the function's environment. Its policy must let
     * `logs.<region>.amazonaws.com` use it. Default: a key of the feed's own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /** ARN of the KMS key that encrypts the account's Glue Data Catalog, if one does. Default: none. */
    catalogKeyArn?: pulumi.Input<string>;
    /**
     * Whether Lake Formation decides who sees the tables: the delivery streams' roles are then granted to describe them.
     * Give the LakeSettings as `dependsOn`. Default: false.
     */
    governedByLakeFormation?: boolean;
    /** Days for which logs are kept, one of the values that CloudWatch Logs knows. Default: 365. */
    logRetentionDays?: number;
    /**
     * Whether the stream, the key and the logs may be deleted by a `destroy`; the stack setting
     * `lakefront:allowDeletion` must say so as well. Default: false: they are protected.
     */
    allowDeletion?: boolean;
}
