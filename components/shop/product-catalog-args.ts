import type * as pulumi from "@pulumi/pulumi";
import type { LifecycleArgs } from "../lake/lifecycle";
import type { ComponentArgs } from "../support/component-args";
import type { TableThroughputArgs } from "./references";

/** Arguments of a ProductCatalog. */
export interface ProductCatalogArgs extends ComponentArgs {
    /**
     * Start of the names of the bucket and the table; 1 to 30 lower-case letters, digits and inner hyphens. Default: the
     * component's name.
     */
    physicalName?: string;
    /** Name of the bucket, unique in all of AWS. Default: `<physicalName>-catalog-<account>-<region>`. */
    bucketName?: string;
    /**
     * Path of a catalogue file to deploy, `.json`, `.jsonl` or either with `.gz`: it becomes an object under `deployed/`, and a
     * CatalogSync loads it. Default: none; files then come by upload to `catalog/`.
     */
    catalogFile?: string;
    /**
     * Path of a folder with the shop's policies and answers, as Markdown: each file becomes an object under
     * `policies/`, with its `.metadata.json` if there is one beside it. Default: none.
     */
    policyFolder?: string;
    /** Bucket that takes the access logs of this one, in the same Region. Default: none are written. */
    accessLogBucketName?: pulumi.Input<string>;
    /** The most that the products table takes. Default: no bound. */
    throughput?: TableThroughputArgs;
    /**
     * ARN of the SNS topic that alarms tell when the products table holds requests back or fails, for example that of an
     * AlarmTopic. Default: there are no alarms.
     */
    alarmTopicArn?: pulumi.Input<string>;
    /** How objects age. Default: replaced versions are deleted after 90 days, reports of syncs after 400. */
    lifecycle?: LifecycleArgs;
    /** ARN of the KMS key for the bucket and the table. Default: a key of its own. */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Whether bucket, table and key may be deleted by a `destroy`; the stack setting `lakefront:allowDeletion` must
     * say so as well. Default: false: they are protected, and kept when their code goes.
     */
    allowDeletion?: boolean;
}
