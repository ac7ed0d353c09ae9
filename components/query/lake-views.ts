import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { views as lakeViews, type ViewSchema } from "../../schemas";
import { catalogColumns, type TableColumn } from "../catalog/table-columns";
import { refuse } from "../problems";
import { hint } from "../support/nearest";
import { prestoViewText } from "./presto-view";
import { tablesRead } from "./sql-check";
import { inOrderOfUse, markedColumns, viewProblems } from "./view-plan";

/** A view: a stored query that reads like a table. */
export interface LakeViewArgs {
    /** The query, in Athena's SQL, tables named without a database. */
    sql: string;
    /**
     * The columns that the query yields, in its order, with Glue's types. One that has the name of a personal column of
     * what the query reads is personal too; mark a personal column that the query renames.
     */
    columns: TableColumn[];
    /** What the view shows. */
    description?: string;
}

/** Arguments of LakeViews. */
export interface LakeViewsArgs {
    /**
     * Database that the views are kept in and whose tables they read. It must hold the tables: give the output of a
     * LakeDatabase.
     */
    databaseName: pulumi.Input<string>;
    /**
     * Names of the lake's own views to create; those that they read are created with them. They are
     * `contact_records_latest` and `agent_events_distinct`, each also with `_deidentified` after its name for readers
     * without personal columns, and `agent_status_intervals`. Default: none.
     */
    schemas?: string[];
    /** More views, by name. Default: none. */
    views?: Record<string, LakeViewArgs>;
    /** Columns of tables that the views read, by table, over and above the lake's own tables. Default: none. */
    tables?: Record<string, TableColumn[]>;
}

/**
 * Views as code, kept in the Glue catalogue as Athena keeps those that it made itself. A view that names an unknown
 * table or column is refused when the program runs, not when somebody asks it.
 */
export class LakeViews extends pulumi.ComponentResource {
    /** Names of the views; each stands after those that it reads. */
    readonly viewNames: pulumi.Output<string[]>;
    /** The Glue tables that hold the views, by name. */
    readonly views: Record<string, aws.glue.CatalogTable>;

    constructor(name: string, args: LakeViewsArgs, opts?: pulumi.ComponentResourceOptions) {
        const views = wanted(args);
        refuse("LakeViews", name, [...schemaProblems(args.schemas ?? []), ...viewProblems(views, args.tables ?? {})]);
        super("lakefront:index:LakeViews", name, args, opts);
        this.views = {};
        const marked = markedColumns(views, args.tables ?? {});
        for (const { name: viewName, reads } of inOrderOfUse(views)) {
            const view = views[viewName];
            const columns = [...(marked[viewName] ?? [])];
            if (view) this.views[viewName] = createView(name, viewName, { ...view, columns }, reads, args, this);
        }
        this.viewNames = pulumi.output(Object.values(this.views).map((view) => view.name));
        this.registerOutputs({ viewNames: this.viewNames, views: this.views });
    }
}

function wanted(args: LakeViewsArgs): Record<string, LakeViewArgs> {
    const own = withThoseTheyRead(args.schemas ?? []);
    return {
        ...Object.fromEntries(
            own.map(({ name, sql, description, columns }) => [name, { sql, description, columns: [...columns] }]),
        ),
        ...args.views,
    };
}

function withThoseTheyRead(schemas: string[]): ViewSchema[] {
    const names = new Set(schemas);
    // A view stands after those that it reads.
    for (const { name, sql } of [...lakeViews].reverse()) {
        if (names.has(name)) tablesRead(sql).forEach((table) => void names.add(table));
    }
    return lakeViews.filter(({ name }) => names.has(name));
}

function schemaProblems(schemas: string[]): string[] {
    const known = lakeViews.map((view) => view.name);
    return schemas
        .filter((schema) => !known.includes(schema))
        .map((schema) => `schemas holds "${schema}"${hint(schema, known)}: it takes ${known.join(", ")}.`);
}

function createView(
    name: string,
    viewName: string,
    view: LakeViewArgs,
    reads: string[],
    args: LakeViewsArgs,
    views: LakeViews,
): aws.glue.CatalogTable {
    const text = pulumi
        .output(args.databaseName)
        .apply((databaseName) => prestoViewText({ sql: view.sql, databaseName, columns: view.columns }));
    return new aws.glue.CatalogTable(
        `${name}-${viewName}`,
        {
            databaseName: args.databaseName,
            name: viewName,
            description: view.description,
            tableType: "VIRTUAL_VIEW",
            // Athena takes a Glue table for a view of its own by exactly these.
            parameters: { presto_view: "true", comment: "Presto View" },
            viewOriginalText: text,
            viewExpandedText: "/* Presto View */",
            storageDescriptor: { columns: catalogColumns(view.columns) },
        },
        {
            parent: views,
            deleteBeforeReplace: true,
            dependsOn: reads.flatMap((other) => views.views[other] ?? []),
        },
    );
}
