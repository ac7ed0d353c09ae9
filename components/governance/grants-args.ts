import type * as pulumi from "@pulumi/pulumi";
import type { TableColumn } from "../catalog/table-columns";

/** What a grant lets a principal do, in a word. Never more than the word says, and never Lake Formation's `ALL`. */
export const GrantAccess = {
    /** See it, and read its rows. */
    Read: "read",
    /** Read, and add and remove rows; on a database: create tables in it and change its description. */
    Write: "write",
    /** Write, and change or remove the table or the database itself. */
    Own: "own",
} as const;
export type GrantAccess = (typeof GrantAccess)[keyof typeof GrantAccess];

/** What an expression of LF-tags selects. */
export const TaggedResource = {
    /** Databases that carry the tags. */
    Database: "DATABASE",
    /** Tables and columns that carry the tags, or have them from their database or table. */
    Table: "TABLE",
} as const;
export type TaggedResource = (typeof TaggedResource)[keyof typeof TaggedResource];

/**
 * One grant: who (`principal`), what (`access` or `permissions`), on what (one of `table`, `tables`, `allTables`,
 * `onDatabase`, `tags` and `dataLocation`).
 */
export interface LakeGrantArgs {
    /** Name of the grantee in `principals`. */
    principal: string;
    /** What the principal may do. Give this or `permissions`. */
    access?: GrantAccess;
    /**
     * Lake Formation's own permissions, such as `SELECT` and `DESCRIBE`, in place of `access`. `ALL` is not taken: it
     * grows with the service, and the provider sees it as a change on every deployment.
     */
    permissions?: string[];
    /** Name in `databases` of the database that holds the tables. Default: the one of `databaseName`. */
    database?: string;
    /** True for a grant on the database itself, not on what is in it. */
    onDatabase?: boolean;
    /** The table or view. */
    table?: string;
    /** Several tables or views. */
    tables?: string[];
    /** True for every table of the database, those of tomorrow too. */
    allTables?: boolean;
    /** The only columns to read. Partition keys can't be filtered and are not named. Default: all but personal ones. */
    columns?: string[];
    /** Columns to leave out, beside the personal ones. Default: none. */
    excludedColumns?: string[];
    /**
     * True to grant columns with personal data as well. Access that can't leave them out (`write`, `own`, all tables)
     * or doesn't (`tags` that ask for no `sensitivity`, or for `personal`) is refused without. Default: false.
     */
    includePersonalColumns?: boolean;
    /**
     * The only rows to read, as a condition on the table's columns: `instance_id = '…'`. The columns that it names need
     * not be readable. https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html
     */
    rows?: string;
    /** Name in `locations` of an S3 location where the principal may create tables. */
    dataLocation?: string;
    /**
     * LF-tags that the resource must carry: of each key, one of the values. Columns, tables and databases to come are
     * granted as soon as they carry them.
     */
    tags?: Record<string, string[]>;
    /** What `tags` selects. Default: `TABLE`. */
    taggedResource?: TaggedResource;
    /** True to let the principal pass the permissions on. Default: false. */
    grantOption?: boolean;
    /**
     * True where the location is registered in hybrid mode: Lake Formation's permissions hold there for those only who
     * have opted in. Default: false.
     */
    optIn?: boolean;
}

/** A table or a view that grants name. */
export interface GrantTableArgs {
    /** Its columns, without partition keys. */
    columns: TableColumn[];
    /** Its partition keys. Default: none. */
    partitionKeys?: TableColumn[];
    /** True for a view. Default: false. */
    isView?: boolean;
}

/** Arguments of LakeGrants. */
export interface LakeGrantsArgs {
    /** Database that holds the tables of grants that name no other. */
    databaseName: pulumi.Input<string>;
    /** More databases, by the name that grants call them. Default: none. */
    databases?: Record<string, pulumi.Input<string>>;
    /**
     * Grantees, by the name that grants call them: the ARN of an IAM role or user, of a user or group of a SAML provider
     * or of IAM Identity Center, of a QuickSight user or group, of an organization or organizational unit, or the 12
     * digits of an account. A name is part of the names of resources, so it stays when the ARN changes.
     */
    principals: Record<string, pulumi.Input<string>>;
    /** The grants, by a key that says what they are for, such as `analysts-read-contacts`. */
    grants: Record<string, LakeGrantArgs>;
    /**
     * ARNs of S3 locations that are registered with Lake Formation, by the name that grants call them; exactly as
     * registered. Default: none.
     */
    locations?: Record<string, pulumi.Input<string>>;
    /**
     * LF-tags over and above the lake's own: the values of each key. A grant by a tag that is neither is refused.
     * Default: the lake's own `domain` and `sensitivity`.
     */
    lfTags?: Record<string, string[]>;
    /**
     * Tables and views over and above the lake's own, by name, or as `database.table` for those of a database in
     * `databases`. A grant on any other is refused. Default: none.
     */
    tables?: Record<string, GrantTableArgs>;
    /**
     * Lake Formation's administrators. A grant to one of them is refused: what they have by their office mixes with
     * what is granted, and neither can be told apart or revoked. Default: none.
     */
    admins?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * How many grants are made at a time. Lake Formation refuses changes to a catalogue that it is changing already;
     * the provider tries again for a while. Default: 1.
     */
    maxParallelGrants?: number;
    /** The `CROSS_ACCOUNT_VERSION` of the account's settings: grants that need a newer one are refused. Default: 4. */
    crossAccountVersion?: number;
    /** Account that owns the catalogue. Default: the account of the provider. */
    accountId?: pulumi.Input<string>;
}
