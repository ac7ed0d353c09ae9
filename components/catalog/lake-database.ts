import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../problems";
import { type CatalogLocation, prefixProblems, s3Uri } from "../support/location";
import { catalogNameProblems } from "./names";

/** Arguments of a LakeDatabase. */
export interface LakeDatabaseArgs {
    /**
     * Name of the database: lower-case letters, digits and "_", as Athena wants it. Default: the component's name, with
     * "_" for "-".
     */
    databaseName?: string;
    /** What the database holds, for whoever browses the catalogue. */
    description?: pulumi.Input<string>;
    /** Where tables go whose creator names no place. Default: none. */
    location?: CatalogLocation;
    /** Tags of the database. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A Glue database of the lake. It is created with the table permissions that the account's Lake Formation settings say
 * at that moment: give those settings as `dependsOn`, which is passed on to the database.
 */
export class LakeDatabase extends pulumi.ComponentResource {
    /** Name of the database; resolves once it exists. */
    readonly databaseName: pulumi.Output<string>;
    /** The Glue database. */
    readonly database: aws.glue.CatalogDatabase;

    constructor(name: string, args: LakeDatabaseArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const databaseName = args.databaseName ?? name.toLowerCase().replaceAll("-", "_");
        refuse("LakeDatabase", name, [
            ...catalogNameProblems("databaseName", databaseName),
            ...prefixProblems("location.prefix", args.location?.prefix),
        ]);
        super("lakefront:index:LakeDatabase", name, args, opts);
        this.database = new aws.glue.CatalogDatabase(
            `${name}-database`,
            {
                name: databaseName,
                description: args.description,
                locationUri: args.location && s3Uri(args.location),
                tags: args.tags,
            },
            { parent: this, dependsOn: opts?.dependsOn },
        );
        this.databaseName = pulumi.all([databaseName, this.database.urn]).apply(([known]) => known);
        this.registerOutputs({ databaseName: this.databaseName, database: this.database });
    }
}
