import type * as aws from "@pulumi/aws";
import { s3Uri } from "../support/location";
import { CompactionStrategy, type TableOptimizersArgs } from "./optimizer-args";
import { OptimizerType } from "./optimizer-policy";

/** An optimizer that is on, with its settings in Glue's terms. */
export interface WantedOptimizer {
    readonly type: OptimizerType;
    readonly settings: Omit<aws.types.input.glue.CatalogTableOptimizerConfiguration, "enabled" | "roleArn">;
}

/** The optimizers that are on, in the order of their work: join files, forget snapshots, delete what is left over. */
export function wantedOptimizers(args: TableOptimizersArgs): WantedOptimizer[] {
    return [...compaction(args), ...retention(args), ...orphanFileDeletion(args)];
}

function compaction({ compaction: wanted = {} }: TableOptimizersArgs): WantedOptimizer[] {
    if (wanted.enabled === false) return [];
    const icebergConfiguration = {
        strategy: wanted.strategy ?? CompactionStrategy.BinPack,
        minInputFiles: wanted.minInputFiles ?? 100,
        deleteFileThreshold: wanted.deleteFileThreshold ?? 1,
    };
    return [{ type: OptimizerType.Compaction, settings: { compactionConfiguration: { icebergConfiguration } } }];
}

function retention({ snapshotRetention: wanted }: TableOptimizersArgs): WantedOptimizer[] {
    if (wanted === undefined) return [];
    const icebergConfiguration = {
        snapshotRetentionPeriodInDays: wanted.days,
        numberOfSnapshotsToRetain: wanted.snapshotsToKeep ?? 1,
        cleanExpiredFiles: wanted.deleteFiles ?? true,
        runRateInHours: wanted.everyHours ?? 24,
    };
    return [{ type: OptimizerType.Retention, settings: { retentionConfiguration: { icebergConfiguration } } }];
}

function orphanFileDeletion({ orphanFileDeletion: wanted = {}, location }: TableOptimizersArgs): WantedOptimizer[] {
    if (wanted.enabled === false) return [];
    const icebergConfiguration = {
        orphanFileRetentionPeriodInDays: wanted.days ?? 7,
        // With a slash at its end: without it a folder whose name starts alike would be looked through too.
        location: s3Uri(location),
        runRateInHours: wanted.everyHours ?? 24,
    };
    return [
        {
            type: OptimizerType.OrphanFileDeletion,
            settings: { orphanFileDeletionConfiguration: { icebergConfiguration } },
        },
    ];
}
