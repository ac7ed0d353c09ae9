import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { choiceProblem, refuse } from "../problems";
import { type CatalogLocation, prefixProblems, s3Uri } from "../support/location";
import { claimLocation } from "./claimed-locations";
import { catalogNameProblems } from "./names";
import type { PartitionProjection } from "./partition-projection";
import { projectionParameters, projectionsProblems } from "./projection-parameters";
import { catalogColumns, schemaShape, shapeProblems, type TableColumn, type TableShape } from "./table-columns";
import { storageFacts, TableFormat } from "./table-format";

/** Arguments of a LakeTable. */
export interface LakeTableArgs {
    /** Database that holds the table. */
    databaseName: pulumi.Input<string>;
    /**
     * Name of the table: lower-case letters, digits and "_". Default: the schema's name, or the component's with "_"
     * for "-".
     */
    tableName?: string;
    /**
     * One of the lake's own schemas: `contact_records`, `agent_events` or `quarantined_records`. Instead of `columns`.
     */
    schema?: string;
    /** Columns of the rows, without the partition keys. Instead of `schema`. */
    columns?: TableColumn[];
    /** Keys of the folders in which the objects lie, outermost first. Instead of `schema`. Default: none. */
    partitionKeys?: TableColumn[];
    /** What the table holds. Default: the schema's description. */
    description?: string;
    /** Where the rows lie. */
    location: CatalogLocation;
    /** Default: `parquet`. */
    format?: TableFormat;
    /**
     * How Athena works out the values of each partition key; all keys or none. Default: none, so that partitions have
     * to be registered.
     */
    projections?: Record<string, PartitionProjection>;
    /** Parameters of the Glue table over and above those that the component sets; one given here wins. */
    parameters?: Record<string, pulumi.Input<string>>;
}

/**
 * A Glue table over objects in the lake. The catalogue entry alone: deleting it leaves the objects where they are.
 */
export class LakeTable extends pulumi.ComponentResource {
    /** Name of the table; resolves once it exists. */
    readonly tableName: pulumi.Output<string>;
    /** Where the rows lie, `s3://bucket/prefix/`. */
    readonly location: pulumi.Output<string>;
    /** The Glue table. */
    readonly table: aws.glue.CatalogTable;

    constructor(name: string, args: LakeTableArgs, opts?: pulumi.ComponentResourceOptions) {
        const tableName = args.tableName ?? args.schema ?? name.toLowerCase().replaceAll("-", "_");
        refuse("LakeTable", name, tableProblems(name, tableName, args));
        super("lakefront:index:LakeTable", name, args, opts);
        const shape = shapeOf(args);
        const format = storageFacts(args.format ?? TableFormat.Parquet);
        this.location = s3Uri(args.location);

        this.table = new aws.glue.CatalogTable(
            `${name}-table`,
            {
                databaseName: args.databaseName,
                name: tableName,
                description: args.description ?? shape.description,
                tableType: "EXTERNAL_TABLE",
                parameters: parametersOf(args, shape, this.location),
                partitionKeys: catalogColumns(shape.partitionKeys),
                storageDescriptor: {
                    location: this.location,
                    inputFormat: format.inputFormat,
                    outputFormat: format.outputFormat,
                    serDeInfo: {
                        serializationLibrary: format.serializationLibrary,
                        parameters: format.serdeParameters,
                    },
                    columns: catalogColumns(shape.columns),
                },
            },
            // Two entries of one name can't stand side by side while the new one is made.
            { parent: this, dependsOn: opts?.dependsOn, deleteBeforeReplace: true },
        );
        this.tableName = pulumi.all([tableName, this.table.urn]).apply(([known]) => known);
        this.registerOutputs({ tableName: this.tableName, location: this.location, table: this.table });
    }
}

function tableProblems(name: string, tableName: string, args: LakeTableArgs): string[] {
    const problems = [
        ...catalogNameProblems("tableName", tableName),
        ...shapeProblems(args),
        ...prefixProblems("location.prefix", args.location.prefix),
        ...choiceProblem("format", args.format, TableFormat),
        ...claimLocation(`LakeTable "${name}"`, args.location, false),
    ];
    if (problems.length > 0) return problems;
    const keys = shapeOf(args).partitionKeys.map((key) => key.name);
    return projectionsProblems(keys, args.projections ?? {});
}

function shapeOf(args: LakeTableArgs): TableShape {
    const own = { columns: args.columns ?? [], partitionKeys: args.partitionKeys ?? [] };
    return (args.schema === undefined ? undefined : schemaShape(args.schema)) ?? own;
}

function parametersOf(
    args: LakeTableArgs,
    shape: TableShape,
    location: pulumi.Output<string>,
): pulumi.Output<Record<string, string>> {
    const keys = shape.partitionKeys.map((key) => key.name);
    const format = storageFacts(args.format ?? TableFormat.Parquet);
    return pulumi.all([location, args.parameters ?? {}]).apply(
        ([uri, given]): Record<string, string> => ({
            EXTERNAL: "TRUE",
            ...format.tableParameters,
            ...projectionParameters(keys, args.projections ?? {}, uri),
            ...given,
        }),
    );
}
