import type * as pulumi from "@pulumi/pulumi";
import type { TableColumn } from "./table-columns";

/** How new the newest row of a table must be. */
export interface FreshnessArgs {
    /** Age in hours that the newest row may reach. */
    hours: number;
    /** Column with the time of a row. Default: the one that says when it arrived, if the table is of the lake's own schemas. */
    column?: string;
}

/** What is checked of a table. */
export interface TableQualityArgs {
    /** Name of the table in the catalogue; give the output of a LakeTable or an IcebergTable. Default: the key. */
    tableName?: pulumi.Input<string>;
    /** One of the lake's own schemas, whose facts become rules. Default: the key, if it is one's name. */
    schema?: string;
    /** Columns of a table without a schema. */
    columns?: TableColumn[];
    /** Columns that no row may lack, over and above those of the schema. Default: none. */
    required?: string[];
    /** Columns that together name one row, and so are never empty and never repeated together. Default: none. */
    key?: string[];
    /** Default: not checked. */
    freshness?: FreshnessArgs;
    /** Rows that there must be: no rule fails on a table that can't be read. 0 for a table that may be empty. Default: 1. */
    minRows?: number;
    /** Rules of your own in DQDL, each as in `ColumnLength "order_id" = 36`. Default: none. */
    rules?: string[];
}

/** Arguments of a LakeDataQuality. */
export interface LakeDataQualityArgs {
    /** Database that holds the tables. */
    databaseName: pulumi.Input<string>;
    /** What is checked, by table. */
    tables: Record<string, TableQualityArgs>;
    /** The start of the rulesets' names, `<namePrefix>-<key>`. Default: the component's name. */
    namePrefix?: string;
    /** Tags of the rulesets. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
