import type * as pulumi from "@pulumi/pulumi";

/** LF-tags of a table. */
export interface TableTagsArgs {
    /** Tags of the table, which its columns have too, unless they carry a value of their own. Default: the database's. */
    lfTags?: Record<string, string>;
    /** Tags of single columns, by column. Default: the table's. */
    columns?: Record<string, Record<string, string>>;
}

/** Arguments of LakeTags. */
export interface LakeTagsArgs {
    /** Database whose tables are tagged. */
    databaseName: pulumi.Input<string>;
    /**
     * LF-tags over and above the lake's own, `domain` and `sensitivity`: the values of each key, in lower case, as Lake
     * Formation keeps them. Values for one of the lake's own keys are added to it. Default: none.
     */
    lfTags?: Record<string, string[]>;
    /**
     * Whether the tags themselves are created. An account has each tag once, so set it to false where another stack
     * creates them. Default: true.
     */
    createTags?: boolean;
    /**
     * Tags of the database, which its tables have too, unless they carry a value of their own. Give `sensitivity:
     * "personal"`: what nobody has classified yet then counts as personal, while with `internal` a grant by tags reads
     * every new table and each of its columns. Default: none.
     */
    database?: Record<string, string>;
    /**
     * Names of the lake's own tables and views that are in the database: tagged with their domain, and as personal where
     * they are. Default: none.
     */
    schemas?: string[];
    /** Tags of other tables, by table. Default: none. */
    tables?: Record<string, TableTagsArgs>;
}
