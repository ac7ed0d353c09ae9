import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { deletionGuard } from "../lake/deletion-guard";
import { refuse } from "../problems";
import { type CatalogLocation, folder, prefixProblems, s3Uri } from "../support/location";
import { claimLocation } from "./claimed-locations";
import {
    type IcebergPartitionArgs,
    type IcebergSortArgs,
    layoutProblems,
    partitionFields,
    sortFields,
} from "./iceberg-layout";
import { icebergFields, icebergTypeProblems, isNested } from "./iceberg-types";
import { catalogNameProblems } from "./names";
import { catalogColumns, schemaShape, shapeProblems, type TableColumn } from "./table-columns";

/** Arguments of an IcebergTable. */
export interface IcebergTableArgs {
    /** Database that holds the table. */
    databaseName: pulumi.Input<string>;
    /**
     * Name of the table: lower-case letters, digits and "_". Default: the schema's name, or the component's with "_"
     * for "-".
     */
    tableName?: string;
    /** One of the lake's own schemas, as in `contact_records`; its partition keys become columns. Instead of `columns`. */
    schema?: string;
    /**
     * Columns, with Glue's types; `tinyint`, `smallint`, `char` and `varchar` are no types of Iceberg's. All of them may
     * be null. Instead of `schema`.
     */
    columns?: TableColumn[];
    /** How rows are laid out in partitions. Default: by the schema's partition keys as they are; without a schema, not. */
    partitions?: IcebergPartitionArgs[];
    /** Columns by which engines sort rows within files, first the coarsest. Compaction by sorting needs it. Default: none. */
    sortBy?: IcebergSortArgs[];
    /** What the table holds. Default: the schema's description. */
    description?: string;
    /** Folder of the table, which must be its own: a prefix is required. */
    location: CatalogLocation;
    /**
     * Iceberg's table properties, as in `write.parquet.compression-codec`:
     * https://iceberg.apache.org/docs/latest/configuration/#table-properties. Default: none but a `comment`.
     */
    properties?: Record<string, pulumi.Input<string>>;
    /**
     * Sends later changes of columns, partitions, sort order and properties in the program to the table. Only for a
     * table that no engine alters, of simple columns, to which columns are added at the end: ids of columns are their
     * places. Default: false, for what Athena, Spark or Firehose changed must not be undone by a deployment; change the
     * table by `ALTER TABLE`.
     */
    updateFromProgram?: boolean;
    /**
     * Lets Pulumi delete or replace the table. Takes effect only when the stack's setting `lakefront:allowDeletion` is
     * true as well. Default: false, for without its catalogue entry nobody knows which files are the table.
     */
    allowDeletion?: boolean;
}

/**
 * An Iceberg table (format version 2) in the Glue catalogue. Glue writes its first metadata; from then on the engines
 * own it, and a deployment leaves alone what they changed.
 */
export class IcebergTable extends pulumi.ComponentResource {
    /** Name of the table; resolves once it exists. */
    readonly tableName: pulumi.Output<string>;
    /** Folder of the table, `s3://bucket/prefix/`. */
    readonly location: pulumi.Output<string>;
    /** The Glue table. */
    readonly table: aws.glue.CatalogTable;

    constructor(name: string, args: IcebergTableArgs, opts?: pulumi.ComponentResourceOptions) {
        const tableName = args.tableName ?? args.schema ?? name.toLowerCase().replaceAll("-", "_");
        refuse("IcebergTable", name, tableProblems(name, tableName, args));
        super("lakefront:index:IcebergTable", name, args, opts);
        this.location = s3Uri(args.location);
        this.table = createTable(name, tableName, args, this, opts?.dependsOn);
        this.tableName = pulumi.all([tableName, this.table.urn]).apply(([known]) => known);
        this.registerOutputs({ tableName: this.tableName, location: this.location, table: this.table });
    }
}

/** Where Glue shows what the metadata says; to write it would put the table back to an earlier metadata file. */
const WRITTEN_BY_ENGINES = ["parameters", "storageDescriptor"];
const WRITTEN_AFTER_CREATION = [...WRITTEN_BY_ENGINES, "openTableFormatInput"];

/** What a table looks like, with the defaults of its schema filled in. */
interface IcebergShape {
    readonly description?: string;
    readonly columns: TableColumn[];
    readonly partitions: IcebergPartitionArgs[];
    readonly sortBy: IcebergSortArgs[];
}

function shapeOf(args: IcebergTableArgs): IcebergShape {
    const schema = args.schema === undefined ? undefined : schemaShape(args.schema);
    return {
        description: args.description ?? schema?.description,
        columns: schema ? [...schema.columns, ...schema.partitionKeys] : (args.columns ?? []),
        partitions: args.partitions ?? schema?.partitionKeys.map(({ name }) => ({ column: name })) ?? [],
        sortBy: args.sortBy ?? [],
    };
}

function createTable(
    name: string,
    tableName: string,
    args: IcebergTableArgs,
    parent: IcebergTable,
    dependsOn: pulumi.ComponentResourceOptions["dependsOn"],
): aws.glue.CatalogTable {
    const shape = shapeOf(args);
    return new aws.glue.CatalogTable(
        `${name}-table`,
        {
            databaseName: args.databaseName,
            name: tableName,
            openTableFormatInput: {
                icebergInput: {
                    metadataOperation: "CREATE",
                    version: "2",
                    icebergTableInput: tableInput(args, shape, parent.location),
                },
            },
            // The provider sends the format's input alone, and Glue makes the columns out of it. These tell whoever
            // reads the program, such as a policy or the local deployment, what they are and which are personal.
            storageDescriptor: { location: parent.location, columns: catalogColumns(shape.columns) },
        },
        {
            parent,
            dependsOn,
            // Two entries over the same files can't stand side by side.
            deleteBeforeReplace: true,
            ignoreChanges: args.updateFromProgram === true ? WRITTEN_BY_ENGINES : WRITTEN_AFTER_CREATION,
            ...deletionGuard(args.allowDeletion).data,
        },
    );
}

function tableInput(args: IcebergTableArgs, shape: IcebergShape, location: pulumi.Output<string>) {
    return {
        // Some engines join paths with a slash of their own, and to S3 two slashes are another place than one.
        location: location.apply((uri) => uri.replace(/\/$/, "")),
        schema: {
            schemaId: 0,
            type: "struct",
            fields: icebergFields(shape.columns).map((field) => ({ ...field, type: JSON.stringify(field.type) })),
        },
        ...(shape.partitions.length > 0 && {
            partitionSpec: { specId: 0, fields: partitionFields(shape.columns, shape.partitions) },
        }),
        ...(shape.sortBy.length > 0 && {
            // 0 is Iceberg's id of no order at all.
            sortOrder: { orderId: 1, fields: sortFields(shape.columns, shape.sortBy) },
        }),
        properties: { ...(shape.description !== undefined && { comment: shape.description }), ...args.properties },
    };
}

function tableProblems(name: string, tableName: string, args: IcebergTableArgs): string[] {
    const problems = [
        ...catalogNameProblems("tableName", tableName),
        ...shapeProblems(args),
        ...prefixProblems("location.prefix", args.location.prefix),
        ...(folder(args.location.prefix) === ""
            ? [
                  `location.prefix is empty: an Iceberg table has its folder to itself, for example "iceberg/${tableName}/".`,
              ]
            : claimLocation(`IcebergTable "${name}"`, args.location, true)),
    ];
    if (problems.length > 0) return problems;
    const { columns, partitions, sortBy } = shapeOf(args);
    const types = icebergTypeProblems(columns);
    if (types.length > 0) return types;
    return [...layoutProblems(columns, partitions, sortBy), ...updateProblems(args, columns)];
}

function updateProblems(args: IcebergTableArgs, columns: TableColumn[]): string[] {
    const nested = columns.filter(({ type }) => isNested(type)).map((column) => column.name);
    return args.updateFromProgram === true && nested.length > 0
        ? [
              `updateFromProgram is true, and ${nested.join(", ")} hold other values, whose ids would move with a new column: leave it out, and change the table by ALTER TABLE.`,
          ]
        : [];
}
