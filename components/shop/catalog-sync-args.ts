import type * as pulumi from "@pulumi/pulumi";
import type { ComponentArgs, OperationArgs } from "../support/component-args";
import type { EventStreamReference, ShopFunctionArgs, ShopKnowledgeBase } from "./references";

/** The catalogue that is kept in step: outputs of a ProductCatalog. */
export interface SyncedCatalog {
    /** Bucket with the files and the documents. */
    bucketName: pulumi.Input<string>;
    /** Name of the products table. */
    tableName: pulumi.Input<string>;
    /** ARN of the KMS key of the bucket and the table. */
    keyArn: pulumi.Input<string>;
}

/** A catalogue file that the program deploys: outputs of a ProductCatalog. */
export interface DeployedCatalogFile {
    /** Key of the file in the catalogue's bucket. */
    key: pulumi.Input<string>;
    /** Hash over all that is deployed: when it changes, the sync runs. */
    contentHash: pulumi.Input<string>;
}

/** Arguments of a CatalogSync. */
export interface CatalogSyncArgs extends OperationArgs, ComponentArgs {
    /**
     * Start of the names of the function and the queues; 1 to 40 lower-case letters, digits and inner hyphens. Default: the
     * component's name.
     */
    physicalName?: string;
    /** The catalogue. */
    catalog: SyncedCatalog;
    /**
     * The file to load at deployment; the deployment fails when the sync does. Default: none; the sync then runs only
     * when files are uploaded to `catalog/`.
     */
    deployed?: DeployedCatalogFile;
    /** Knowledge base that is told of changes. Default: none; documents are then written and no job is started. */
    knowledgeBase?: ShopKnowledgeBase;
    /** Stream that the report of each sync is written to. Default: none. */
    events?: EventStreamReference;
    /** Share of bad rows, from 0 to 1, that a sync bears before it refuses the file. Default: 0. */
    rejectThreshold?: number;
    /**
     * Share of the products on sale, from 0 to 1, that one file may take from sale; a file that takes more is refused as
     * a whole. Up to 5 products may always go, unless this is 0 or nothing would be left on sale. Whoever invokes the
     * function with `"allow_removals": true` overrules it for that run. Default: 0.2.
     */
    removalThreshold?: number;
    /** The shop's policy, output of an OrderStore: prices in another currency are refused. Default: any currency. */
    shopPolicyJson?: pulumi.Input<string>;
    /**
     * Whether this component owns the bucket's notifications. S3 keeps one set of them for a bucket and the last writer
     * wins, so say false if the program has its own and send it to the queue. Default: true.
     */
    ownNotifications?: boolean;
    /** Default: 1024 MB. */
    syncFunction?: ShopFunctionArgs;
    /**
     * ARN of the KMS key for the queues, the log group and the function's environment. Its policy must let
     * `logs.<region>.amazonaws.com` and `s3.amazonaws.com` use it. Default: a key of its own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Whether the key and the log group may be deleted by a `destroy`; the stack setting `lakefront:allowDeletion` must
     * say so as well. Default: false.
     */
    allowDeletion?: boolean;
}
