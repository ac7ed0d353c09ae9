import * as aws from "@pulumi/aws";
import {
    LakeDatabase,
    type LakeGrantArgs,
    LakeGrants,
    type LakeGrantsArgs,
    LakeSettings,
    LakeTable,
    LakeTags,
    LakeViews,
    type TableColumn,
    type TableTagsArgs,
} from "../../../components/index";
import type { CatalogColumn, CatalogTable } from "../../../local/query/catalog";
import { ADMIN, ROLE } from "./grants";
import { calls, orders, people } from "./grants-rows";

/** A table of the program: where it is, which of its columns are personal, and what it is tagged with. */
export interface ProgramTable {
    readonly table: CatalogTable;
    /** What grants call its database; nothing for the one of `databaseName`. */
    readonly database?: "sales";
    readonly personal: readonly string[];
    readonly tags: TableTagsArgs;
}

/** Some have no personal column, so that grants of more than reading need not ask for any. */
export const TABLES: readonly ProgramTable[] = [
    {
        table: calls,
        personal: ["word"],
        tags: {
            lfTags: { sensitivity: "internal" },
            columns: { word: { sensitivity: "personal" }, flag: { team: "south" } },
        },
    },
    { table: orders, personal: [], tags: { columns: { n: { sensitivity: "internal", team: "south" } } } },
    {
        table: people,
        database: "sales",
        personal: ["name"],
        tags: { columns: { name: { sensitivity: "personal" } } },
    },
];

/** Tags of the databases, by the name that grants call them; the tables have them too. */
export const DATABASE_TAGS: Readonly<Record<"lake" | "sales", Record<string, string>>> = {
    lake: { team: "north" },
    sales: { team: "south", sensitivity: "internal" },
};
export const TEAMS = ["north", "south"];

/** A view over some of the columns of `calls`, none of them personal. */
export const VIEW = {
    name: "flagged",
    reads: "calls",
    columns: ["id", "flag"],
    tags: { sensitivity: "internal" },
} as const;

export const READERS = ["ann", "ben", "cleo", "dan", "eve", "fay", "gil"].map((name) => ({
    name,
    arn: `${ROLE}${name}`,
}));
/** A grant to it reaches each of the readers. */
export const EVERYONE = "everyone";

const columnsOf = (columns: readonly CatalogColumn[], personal: readonly string[]): TableColumn[] =>
    columns.map(({ name, type }) => ({ name, type, personal: personal.includes(name) }));

const viewColumns = columnsOf(
    calls.columns.filter(({ name }) => VIEW.columns.some((column) => column === name)),
    [],
);

/** All that LakeGrants is told beside the grants. */
export const AROUND: Omit<LakeGrantsArgs, "grants"> = {
    databaseName: "lake",
    databases: { sales: "sales" },
    principals: {
        ...Object.fromEntries(READERS.map(({ name, arn }) => [name, arn])),
        [EVERYONE]: "111122223333:IAMPrincipals",
    },
    locations: { lake: "arn:aws:s3:::lake" },
    lfTags: { team: TEAMS },
    tables: {
        ...Object.fromEntries(
            TABLES.map(({ table, database, personal }) => [
                database === undefined ? table.name : `${database}.${table.name}`,
                {
                    columns: columnsOf(table.columns, personal),
                    partitionKeys: columnsOf(table.partitionKeys, []),
                },
            ]),
        ),
        [VIEW.name]: { columns: viewColumns, isView: true },
    },
};

/** A program with a whole small lake and these grants. */
export function declareLake(grants: Record<string, LakeGrantArgs>): void {
    const settings = new LakeSettings("settings", { admins: [ADMIN], includeDeployer: false });
    const registration = new aws.lakeformation.Resource("registration", {
        arn: "arn:aws:s3:::lake",
        roleArn: `${ROLE}registration`,
    });
    const databases = ["lake", "sales"].map((name) => new LakeDatabase(name, {}, { dependsOn: settings }));
    const tables = TABLES.map(
        ({ table, database, personal }) =>
            new LakeTable(
                table.name,
                {
                    databaseName: database ?? "lake",
                    columns: columnsOf(table.columns, personal),
                    partitionKeys: columnsOf(table.partitionKeys, []),
                    location: { bucketName: "lake", prefix: table.name },
                },
                { dependsOn: databases },
            ),
    );
    const view = `SELECT ${VIEW.columns.join(", ")} FROM ${VIEW.reads}`;
    const views = new LakeViews(
        "views",
        {
            databaseName: "lake",
            views: { [VIEW.name]: { sql: view, columns: viewColumns } },
            tables: { [VIEW.reads]: columnsOf(calls.columns, ["word"]) },
        },
        { dependsOn: tables },
    );
    const tags = tagsOf("lake", { [VIEW.name]: { lfTags: { ...VIEW.tags } } }, views);
    const more = tagsOf("sales", {}, tags);
    new LakeGrants("grants", { ...AROUND, grants }, { dependsOn: [registration, more] });
}

function tagsOf(database: "lake" | "sales", others: Record<string, TableTagsArgs>, after: LakeViews | LakeTags) {
    const its = TABLES.filter((one) => (one.database ?? "lake") === database);
    return new LakeTags(
        `${database}-tags`,
        {
            databaseName: database,
            lfTags: { team: TEAMS },
            createTags: database === "lake",
            database: DATABASE_TAGS[database],
            tables: { ...Object.fromEntries(its.map(({ table, tags }) => [table.name, tags])), ...others },
        },
        { dependsOn: after },
    );
}
