import type * as pulumi from "@pulumi/pulumi";
import type { CatalogLocation } from "../support/location";

/** How compaction arranges the rows of the files that it writes. */
export const CompactionStrategy = {
    /** As they come: fewer, larger files. */
    BinPack: "binpack",
    /** By the table's sort order, which it must have: for filters on its first columns. */
    Sort: "sort",
    /** By all columns of the table's sort order at once, which it must have: for filters on any of them. */
    ZOrder: "z-order",
} as const;
export type CompactionStrategy = (typeof CompactionStrategy)[keyof typeof CompactionStrategy];

/** How small files are joined. */
export interface CompactionArgs {
    /** Default: true. */
    enabled?: boolean;
    /** Default: `binpack`. */
    strategy?: CompactionStrategy;
    /** Files that a partition must have before its files are joined. Default: 100. */
    minInputFiles?: number;
    /** Deletions that a file must have before it is written anew without the deleted rows. Default: 1. */
    deleteFileThreshold?: number;
}

/** Which snapshots are forgotten. Time travel and rollback reach no further back. */
export interface SnapshotRetentionArgs {
    /** Days for which snapshots stay. */
    days: number;
    /** Snapshots that stay however old they are. Default: 1. */
    snapshotsToKeep?: number;
    /** Also deletes the files that only forgotten snapshots use, and so the rows deleted from the table. Default: true. */
    deleteFiles?: boolean;
    /** Hours between two runs, 3 to 168. Default: 24. */
    everyHours?: number;
}

/** What happens to files in the table's folder that none of its snapshots knows: what failed writes leave behind. */
export interface OrphanFileDeletionArgs {
    /** Default: true. */
    enabled?: boolean;
    /** Days after which such a file is deleted; a write that is still under way must be done by then. 3 at least. Default: 7. */
    days?: number;
    /** Hours between two runs, 3 to 168. Default: 24. */
    everyHours?: number;
}

/** Arguments of TableOptimizers. */
export interface TableOptimizersArgs {
    /** Database that holds the table. */
    databaseName: pulumi.Input<string>;
    /** The Iceberg table, made by an IcebergTable or by an engine. Give a name that resolves once it exists. */
    tableName: pulumi.Input<string>;
    /** Folder of the table, which must be its own: what the table doesn't know there is deleted. A prefix is required. */
    location: CatalogLocation;
    /** ARN of the KMS key that encrypts the bucket. Default: no key of the account's own. */
    keyArn?: pulumi.Input<string>;
    /** ARN of the KMS key that encrypts the account's Data Catalog. Default: none. */
    catalogKeyArn?: pulumi.Input<string>;
    /** Default: on. */
    compaction?: CompactionArgs;
    /** Default: off, since it takes old snapshots away from time travel. Erasing a person's rows for good needs it. */
    snapshotRetention?: SnapshotRetentionArgs;
    /** Default: on. */
    orphanFileDeletion?: OrphanFileDeletionArgs;
    /** ARN of a role that the optimizers act as. Default: a role that may touch this table and no other. */
    roleArn?: pulumi.Input<string>;
    /** The account that the table is in. Default: looked up. */
    accountId?: pulumi.Input<string>;
    /** The Region that the table is in. Default: looked up. */
    region?: pulumi.Input<string>;
    /** The AWS partition. Default: looked up. */
    partition?: pulumi.Input<string>;
    /** Tags of the role. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
