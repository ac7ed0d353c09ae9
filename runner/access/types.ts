/** A resource as a program asked for it: a `Registration`, or what a deployment recorded. */
export interface AccessResource {
    /** Type token, such as `aws:lakeformation/permissions:Permissions`. */
    type: string;
    name: string;
    urn?: string;
    inputs: Record<string, unknown>;
    outputs?: Record<string, unknown>;
}

/** Stands for a value that only the update will tell: a principal, or the text of a row filter. */
export const NOT_KNOWN = "(not known before the update)";

/** The group of everyone whom IAM policies let in: where it holds a grant, Lake Formation decides nothing. */
export const IAM_ALLOWED_PRINCIPALS = "IAM_ALLOWED_PRINCIPALS";

/** LF-tags by key, both in lower case as Lake Formation stores them. */
export type TagValues = Record<string, string>;

/** One clause for each tag key: all keys have to match, by any of their values. */
export type TagExpression = TagClause[];

export interface TagClause {
    key: string;
    /** `["*"]` matches every value. */
    values: string[];
}

/** Everything that decides who may read what, as plain data. */
export interface Governance {
    databases: GovernedDatabase[];
    tables: GovernedTable[];
    grants: Grant[];
    /** Administrators, who see all metadata and no data. Empty as well when the settings are declared elsewhere. */
    admins: string[];
    readOnlyAdmins: string[];
    locations: RegisteredLocation[];
    optIns: OptIn[];
    /** The values that the program declares for each LF-tag key. */
    tags: Record<string, string[]>;
    /** True when the program declares the account's Lake Formation settings. */
    settingsDeclared: boolean;
    /** What can't be placed: a grant on a database of unknown name, a grant by a filter that the program lacks. */
    undetermined: Undetermined[];
}

export interface GovernedDatabase {
    name: string;
    tags: TagValues;
    /** True when IAM policies decide, by the defaults or by a grant to `IAM_ALLOWED_PRINCIPALS`. */
    iamDecides: boolean;
}

export interface GovernedTable {
    database: string;
    name: string;
    /** Partition keys come last, as in a `select *`. */
    columns: GovernedColumn[];
    /** Inherited from the database where the table has no value of its own. */
    tags: TagValues;
    /** Absent for views and links, {@link NOT_KNOWN} when only the update will tell. */
    location?: string;
    /** True when IAM policies decide, by the defaults or by a grant to `IAM_ALLOWED_PRINCIPALS`. */
    iamDecides: boolean;
    isView: boolean;
    /** What a view's SQL reads of the tables that the program declares. */
    reads: ViewRead[];
    /** Set on a resource link: the table that it stands for, as `database.table`. */
    link?: string;
}

export interface ViewRead {
    /** As `database.table`. */
    table: string;
    /** Columns that the SQL may read: those that it names anywhere, or all where it says `*`. */
    columns: string[];
}

export interface GovernedColumn {
    name: string;
    type: string;
    /** By the column's parameter `personal: "true"`. */
    personal: boolean;
    /** Inherited from the table where the column has no value of its own. */
    tags: TagValues;
}

export interface RegisteredLocation {
    /** `bucket` or `bucket/prefix`; {@link NOT_KNOWN} when only the update will tell. */
    path: string;
    hybrid: boolean;
}

/** Principals whom Lake Formation governs on a location in hybrid mode. */
export interface OptIn {
    principal: string;
    on: Target;
}

/** One `aws.lakeformation.Permissions`. */
export interface Grant {
    /** Name of the resource. */
    name: string;
    urn?: string;
    principal: string;
    /** Upper case, sorted, `ALL` and `SUPER` spelt out. */
    permissions: string[];
    grantable: string[];
    on: Target;
}

/** What a grant is on. Databases in another account's catalog are named `catalog:database`. */
export type Target =
    | { kind: "catalog" }
    | { kind: "database"; database: string }
    | { kind: "table"; database: string; table: string; columns: ColumnSelection; rows: RowCondition; filter?: string }
    | { kind: "allTables"; database: string }
    | { kind: "tagPolicy"; resource: TagResource; expression: TagExpression }
    | { kind: "location"; path: string }
    | { kind: "tag"; key: string; values: string[] };

export type TagResource = "DATABASE" | "TABLE";

/** Columns of a table: all, those named, or all but those named. */
export type ColumnSelection = { only: string[] } | { except: string[] };

/** Rows of a table: all, or those that any of these row filter expressions admits. Sorted, no text twice. */
export type RowCondition = "all" | string[];

export interface Undetermined {
    /** Name of the resource. */
    resource: string;
    principal?: string;
    /** A sentence. */
    reason: string;
}

/** What one principal may do, by everything that is granted to it. */
export interface PrincipalAccess {
    principal: string;
    /** Set for those whom the settings name: they see all metadata, and data only where a grant says so. */
    administrator?: "full" | "readOnly";
    databases: DatabaseAccess[];
    tables: TableAccess[];
    /** S3 paths where it may create tables. */
    locations: string[];
    undetermined: Undetermined[];
}

export interface DatabaseAccess {
    database: string;
    /** Empty when the database is seen only because a table in it is. */
    verbs: string[];
    grantable: string[];
    decidedBy: Decider;
    via: Via[];
}

export interface TableAccess {
    database: string;
    table: string;
    isView: boolean;
    /** False when the program has a grant on a table that it doesn't declare; then `columns` has the named ones only. */
    declared: boolean;
    /** Sorted. Without `SELECT`, nothing can be read. */
    verbs: string[];
    grantable: string[];
    /** Columns that can be read, in the table's order. */
    columns: ColumnAccess[];
    columnCount: number;
    /** Rows that can be seen. A cell outside its own column's `rows` reads as NULL. */
    rows: RowCondition;
    decidedBy: Decider;
    /** Why `decidedBy` isn't `lakeFormation`, what a view or a link needs besides: sentences. */
    notes: string[];
    via: Via[];
}

export interface ColumnAccess {
    name: string;
    personal: boolean;
    rows: RowCondition;
}

/** Who has the last word on the data: Lake Formation's grants, or IAM policies whatever the grants say. */
export type Decider = "lakeFormation" | "iam" | "notKnown";

/** Where a piece of access comes from. */
export interface Via {
    /** Name of the grant's resource, or of the role that implies it. */
    grant: string;
    urn?: string;
    verbs: string[];
    /** `table`, `all tables`, `database`, a tag expression such as `sensitivity=internal`, … */
    through: string;
    columns?: ColumnSelection;
    rows?: RowCondition;
}
