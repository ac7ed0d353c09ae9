import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "../account";
import { policyJson, trustPolicy } from "../lake/policy-document";
import { choiceProblem, rangeProblem, refuse } from "../problems";
import { folder, prefixProblems } from "../support/location";
import { createServiceRole } from "../support/service-role";
import { CompactionStrategy, type TableOptimizersArgs } from "./optimizer-args";
import { type OptimizerType, optimizerStatements } from "./optimizer-policy";
import { wantedOptimizers } from "./optimizer-settings";

/**
 * The upkeep of one Iceberg table by Glue: joins small files, deletes what failed writes left behind and, if asked,
 * forgets old snapshots.
 *
 * On a location that is registered with Lake Formation the role needs grants as well, which are the caller's: `ALTER`,
 * `DESCRIBE`, `INSERT` and `DELETE` on the table, and `DATA_LOCATION_ACCESS` on the location
 * (https://docs.aws.amazon.com/glue/latest/dg/optimization-prerequisites.html). Runs fail until it has them; to have no
 * such run, give a role of your own that has them already.
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
        const wanted = wantedOptimizers(args);
        const types = wanted.map(({ type }) => type);
        const role =
            args.roleArn === undefined
                ? createRole(name, args, types, place, this)
                : { arn: pulumi.output(args.roleArn), ready: [] };
        this.roleArn = role.arn;
        this.optimizers = {};
        for (const { type, settings } of wanted) {
            this.optimizers[type] = new aws.glue.CatalogTableOptimizer(
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
            );
        }
        this.registerOutputs({ roleArn: this.roleArn, optimizers: this.optimizers });
    }
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
        ...(wantedOptimizers(args).length === 0
            ? [
                  "compaction and orphanFileDeletion are off and snapshotRetention is not given: nothing is left to do; leave the component out.",
              ]
            : []),
    ];
}
