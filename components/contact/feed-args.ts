import type * as pulumi from "@pulumi/pulumi";
import type { ComponentArgs } from "../support/component-args";
import type { FeedLocation } from "../support/location";
import type { ContactDataKind } from "./kinds";

/** How a Kinesis stream gets its capacity. */
export const StreamMode = {
    /** AWS adds and removes capacity; the better choice while the volume is not known. */
    OnDemand: "onDemand",
    /** A fixed number of shards, each 1 MB/s or 1,000 records/s in; cheaper below about 1 MB/s. */
    Provisioned: "provisioned",
} as const;
export type StreamMode = (typeof StreamMode)[keyof typeof StreamMode];

/** A Kinesis stream that exists already and that Connect already writes to. */
export interface ExistingStream {
    /** Name of the stream, in the feed's account and Region. */
    name: pulumi.Input<string>;
    /** ARN of the KMS key that encrypts the stream. */
    keyArn: pulumi.Input<string>;
}

/** The Kinesis stream of a feed. */
export interface FeedStreamArgs {
    /** A stream to read instead of making one; the other settings are then not allowed. */
    existing?: ExistingStream;
    /** Default: `onDemand`. */
    mode?: StreamMode;
    /** Number of shards of a provisioned stream. Default: 1. */
    shardCount?: number;
    /**
     * Hours for which records stay readable, 168 to 8760: a broken reader can be mended and replayed within them.
     * Default: 168 (7 days).
     */
    retentionHours?: number;
}

/** How the delivery stream collects records before it writes an object. */
export interface FeedDeliveryArgs {
    /** Buffer size in MB, 64 to 128; Firehose asks for 64 at least when it converts to Parquet. Default: 128. */
    bufferMegabytes?: number;
    /** Buffer time in seconds, 60 to 900: the longer, the fewer and bigger the objects. Default: 900. */
    bufferSeconds?: number;
    /**
     * Size in MB of a batch handed to the function, 1 to 3. Default: 1, since the answer is larger than the input and
     * may not pass 6 MB.
     */
    batchMegabytes?: number;
    /** Seconds for which a batch collects, 60 to 900. Default: 60. */
    batchSeconds?: number;
    /** How often a batch is sent again after the function failed, 0 to 300. Default: 3. */
    retries?: number;
    /** Seconds for which a write to a partition is tried again, 0 to 7200. Default: 300. */
    partitionRetrySeconds?: number;
}

/** The Lambda function that turns documents into rows. */
export interface FeedFunctionArgs {
    /** Memory in MB, 128 to 10240. Default: 512. */
    memoryMegabytes?: number;
    /** Seconds before a batch counts as failed, 1 to 300 (Firehose waits no longer). Default: 60. */
    timeoutSeconds?: number;
    /** Executions kept for this function alone, and the most it may have. Default: none kept, no bound. */
    reservedConcurrency?: number;
    /**
     * Environment variables over and above those that the feed sets. No secrets: they are readable to whoever may
     * describe the function.
     */
    environment?: Record<string, pulumi.Input<string>>;
}

/** When people are told that a feed falls behind or loses something. */
export interface FeedAlarmArgs {
    /** ARN of the SNS topic that alarms are sent to. Default: a topic of the feed's own. */
    topicArn?: pulumi.Input<string>;
    /** Age in seconds of the oldest unread record that is too old. Default: 1800. */
    iteratorAgeSeconds?: number;
    /** Age in seconds of the oldest undelivered record that is too old. Default: twice the buffer time and 300 more. */
    freshnessSeconds?: number;
    /** Records put into quarantine within 5 minutes that are too many. Default: 1. */
    quarantinedRecords?: number;
}

/** An Amazon Connect instance whose data the feed carries. */
export interface FeedInstance {
    /** Id of the instance, a UUID; or the output of an instance made in the same program. */
    id: pulumi.Input<string>;
    /** Short name of the instance, unique in the feed: it names the child resource, so it stays as it is for life. */
    alias: string;
    /**
     * Whether the feed tells the instance to write to its stream. False for an instance whose storage is configured
     * elsewhere. Default: true.
     */
    wire?: boolean;
    /**
     * Id of a storage association of this kind that already points at the feed's stream: it is imported instead of
     * created, since an instance takes one of each kind.
     */
    associationId?: string;
}

/** Arguments of a ContactFeed. */
export interface ContactFeedArgs extends ComponentArgs {
    /** What the feed carries. */
    kind: ContactDataKind;
    /**
     * Name of the stream, the delivery stream and the function, which takes `-transform` behind it; 1 to 50 letters,
     * digits, "-" and "_". Default: the component's name.
     */
    physicalName?: string;
    /** Glue database of the table that the rows land in. */
    databaseName: pulumi.Input<string>;
    /** Glue table that the rows land in: it must exist before the first record, so give the output of the table. */
    tableName: pulumi.Input<string>;
    /**
     * Where the rows land, as Parquet. Default prefix: the kind's folder, as in `contact_records/`. Must be the
     * location of the table.
     */
    curated: FeedLocation;
    /** Where the untouched source records are kept. Default prefix: the kind's folder. */
    raw: FeedLocation;
    /** Where documents go that can't be read, with the reason beside the bytes. Default prefix: `quarantine/`. */
    quarantine: FeedLocation;
    /** Default: an on-demand stream with 7 days of retention. */
    stream?: FeedStreamArgs;
    /** Default: Firehose's largest buffers, 128 MB or 900 s. */
    delivery?: FeedDeliveryArgs;
    /** Default: 512 MB and 60 s. */
    transform?: FeedFunctionArgs;
    /** Default: a topic of its own and the thresholds described there. */
    alarms?: FeedAlarmArgs;
    /** Instances that write to the stream. Default: none; wire them elsewhere. */
    instances?: FeedInstance[];
    /**
     * ARN of the KMS key for the stream, the log groups, the function's environment and the topic. Its policy must let
     * `logs.<region>.amazonaws.com`, `cloudwatch.amazonaws.com` and `connect.amazonaws.com` use it. Default: a key of
     * the feed's own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * ARN of the KMS key that encrypts the account's Glue Data Catalog, if one does: the delivery stream must decrypt
     * the table's columns with it. Default: none.
     */
    catalogKeyArn?: pulumi.Input<string>;
    /**
     * Whether Lake Formation decides who sees the table, as it does once its settings no longer leave that to IAM: the
     * delivery stream's role is then granted to describe the table, without which Firehose refuses to be created. Give
     * the LakeSettings as `dependsOn`. Default: false.
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
