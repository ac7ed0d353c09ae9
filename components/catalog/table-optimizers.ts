import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "../account";
import { createServiceRole } from "../contact/service-role";
import { policyJson, trustPolicy } from "../lake/policy-document";
import { choiceProblem, rangeProblem, refuse } from "../problems";
import { folder, prefixProblems, s3Uri } from "../support/location";
import { CompactionStrategy, type TableOptimizersArgs } from "./optimizer-args";
import { OptimizerType, optimizerStatements } from "./optimizer-policy";

type OptimizerSettings = Omit<aws.types.input.glue.CatalogTableOptimizerConfiguration, "enabled" | "roleArn">;

/**
 * The upkeep of one Iceberg table by Glue: joins small files, deletes what failed writes left behind and, if asked,
 * forgets old snapshots.
 *
 * On a location that is registered with Lake Formation the role needs grants as well, which are the caller's: `ALTER`,
 * `DESCRIBE`, `INSERT` and `DELETE` on the table, and `DATA_LOCATION_ACCESS` on the location
 * (https://docs.aws.amazon.com/glue/latest/dg/optimization-prerequisites.html).
 */
export class TableOptimizers extends pulumi.ComponentResource {
    /** ARN of the role that the optimizers act as: the grantee on a registered location. */
    readonly roleArn: pulumi.Output<string>;
    /** The optimizers by type: `compaction`, `retention`, `orphan_file_deletion`. */
    readonly optimizers: Record<string, aws.glue.CatalogTableOptimizer>;

    constructor(name: string, args: TableOptimizersArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse("TableOptimizers", name, argsProblems(args));
        super("lakefront:index:TableOptimizers", name, args, opts);
        const place = placeOf(args, this);
        const wanted = settingsOf(args);
        const role =
            args.roleArn === undefined
                ? createRole(name, args, Object.keys(wanted).filter(isOptimizerType), place, this)
                : { arn: pulumi.output(args.roleArn), ready: [] };
        this.roleArn = role.arn;
        this.optimizers = Object.fromEntries(
            Object.entries(wanted).map(([type, settings]) => [
                type,
                new aws.glue.CatalogTableOptimizer(
                    `${name}-${type.replaceAll("_", "-")}`,
                    {
                        catalogId: place.apply(({ accountId }) => accountId),
                        databaseName: args.databaseName,
                        tableName: args.tableName,
                        type,
                        configuration: { enabled: true, roleArn: role.arn, ...settings },
                    },
                    // A table has one optimizer of a type: the old one goes before the new one comes.
                    { parent: this, dependsOn: role.ready, deleteBeforeReplace: true },
                ),
            ]),
        );
        this.registerOutputs({ roleArn: this.roleArn, optimizers: this.optimizers });
    }
}

/** The settings of each optimizer that is on. */
function settingsOf(args: TableOptimizersArgs): Partial<Record<OptimizerType, OptimizerSettings>> {
    const { compaction = {}, snapshotRetention, orphanFileDeletion = {} } = args;
    return {
        ...(compaction.enabled !== false && {
            [OptimizerType.Compaction]: {
                compactionConfiguration: {
                    icebergConfiguration: {
                        strategy: compaction.strategy ?? CompactionStrategy.BinPack,
                        minInputFiles: compaction.minInputFiles ?? 100,
                        deleteFileThreshold: compaction.deleteFileThreshold ?? 1,
                    },
                },
            },
        }),
        ...(snapshotRetention !== undefined && {
            [OptimizerType.Retention]: {
                retentionConfiguration: {
                    icebergConfiguration: {
                        snapshotRetentionPeriodInDays: snapshotRetention.days,
                        numberOfSnapshotsToRetain: snapshotRetention.snapshotsToKeep ?? 1,
                        cleanExpiredFiles: snapshotRetention.deleteFiles ?? true,
                        runRateInHours: snapshotRetention.everyHours ?? 24,
                    },
                },
            },
        }),
        ...(orphanFileDeletion.enabled !== false && {
            [OptimizerType.OrphanFileDeletion]: {
                orphanFileDeletionConfiguration: {
                    icebergConfiguration: {
                        orphanFileRetentionPeriodInDays: orphanFileDeletion.days ?? 7,
                        // With a slash at its end: without it a folder whose name starts alike would be looked through too.
                        location: s3Uri(args.location),
                        runRateInHours: orphanFileDeletion.everyHours ?? 24,
                    },
                },
            },
        }),
    };
}

function isOptimizerType(type: string): type is OptimizerType {
    return Object.values<string>(OptimizerType).includes(type);
}

function createRole(
    name: string,
    args: TableOptimizersArgs,
    types: OptimizerType[],
    place: pulumi.Output<Place>,
    parent: pulumi.Resource,
) {
    const { arn, policy } = createServiceRole(
        `${name}-role`,
        {
            description: "Glue keeps an Iceberg table in order as this role.",
            // Glue names the account that it acts for. AWS documents no ARN for optimizers to narrow this to.
            trust: place.apply(({ accountId }) =>
                trustPolicy(["glue.amazonaws.com"], { StringEquals: { "aws:SourceAccount": [accountId] } }),
            ),
            policy: pulumi
                .output({
                    place,
                    databaseName: args.databaseName,
                    tableName: args.tableName,
                    bucketName: args.location.bucketName,
                    keyArn: args.keyArn,
                    catalogKeyArn: args.catalogKeyArn,
                })
                .apply((facts) =>
                    policyJson(optimizerStatements({ ...facts, types, prefix: folder(args.location.prefix) })),
                ),
            tags: args.tags,
        },
        parent,
    );
    return { arn, ready: [policy] };
}

function argsProblems(args: TableOptimizersArgs): string[] {
    const { compaction = {}, snapshotRetention, orphanFileDeletion = {}, location } = args;
    const many = Number.MAX_SAFE_INTEGER;
    return [
        ...prefixProblems("location.prefix", location.prefix),
        ...(folder(location.prefix) === ""
            ? [
                  'location.prefix is empty: files of others would be deleted; give the table\'s folder, for example "iceberg/orders/".',
              ]
            : []),
        ...choiceProblem("compaction.strategy", compaction.strategy, CompactionStrategy),
        ...rangeProblem("compaction.minInputFiles", compaction.minInputFiles, 2, many),
        ...rangeProblem("compaction.deleteFileThreshold", compaction.deleteFileThreshold, 1, many),
        ...rangeProblem("snapshotRetention.days", snapshotRetention?.days, 1, many),
        ...rangeProblem("snapshotRetention.snapshotsToKeep", snapshotRetention?.snapshotsToKeep, 1, many),
        ...rangeProblem("snapshotRetention.everyHours", snapshotRetention?.everyHours, 3, 168),
        ...rangeProblem("orphanFileDeletion.days", orphanFileDeletion.days, 3, many),
        ...rangeProblem("orphanFileDeletion.everyHours", orphanFileDeletion.everyHours, 3, 168),
        ...(Object.keys(settingsOf(args)).length === 0
            ? [
                  "compaction and orphanFileDeletion are off and snapshotRetention is not given: nothing is left to do; leave the component out.",
              ]
            : []),
    ];
}
