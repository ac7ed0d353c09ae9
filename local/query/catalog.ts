import type { RowFilter } from "../../components/governance/row-filter";
import { decodePrestoView } from "./presto-view";
import type { QueryError } from "./query-error";

/** What can be asked about: databases, tables and views, as the Glue Data Catalog holds them. Plain data. */
export interface Catalog {
    readonly databases: readonly CatalogDatabase[];
}

export interface CatalogDatabase {
    readonly name: string;
    readonly description: string;
    readonly tables: readonly CatalogTable[];
}

export interface CatalogColumn {
    readonly name: string;
    /** Glue's type string, e.g. `array<string>`. */
    readonly type: string;
    readonly comment: string;
    /** True where the catalogue says that the value can identify or describe a person. */
    readonly personal?: boolean;
}

export const TableFormat = { Parquet: "parquet", Json: "json" } as const;
export type TableFormat = (typeof TableFormat)[keyof typeof TableFormat];

export interface CatalogTable {
    readonly name: string;
    readonly description: string;
    /** Without the partition keys. */
    readonly columns: readonly CatalogColumn[];
    readonly partitionKeys: readonly CatalogColumn[];
    /** `s3://bucket/prefix/`; empty for a view. */
    readonly location: string;
    readonly format: TableFormat;
    readonly parameters: Readonly<Record<string, string>>;
    /** Present if it is a view: its query in Athena's SQL. */
    readonly view?: { readonly sql: string; readonly database: string };
    /** Present if who asks sees a part of it. */
    readonly governed?: GovernedPart;
    /** Present if who asks may know of it, and not read it: the answer to a question that names it. */
    readonly refusal?: QueryError;
}

/** The part of a table that a principal sees, as far as its columns don't tell. */
export interface GovernedPart {
    /** The table as it is stored: what conditions speak of, and what its files hold. */
    readonly stored: CatalogTable;
    /** What a row must meet to be seen; absent if every row is. */
    readonly rows?: RowFilter;
    /** Columns that are NULL in rows that don't meet the condition. */
    readonly cells: ReadonlyMap<string, RowFilter>;
}

/** A resource of a Pulumi program, as far as the catalogue needs it. Inputs are plain values, without unknowns. */
export interface CatalogResource {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

const DATABASE_TYPE = "aws:glue/catalogDatabase:CatalogDatabase";
const TABLE_TYPE = "aws:glue/catalogTable:CatalogTable";
const VIRTUAL_VIEW = "VIRTUAL_VIEW";
/** Inputs of Iceberg tables, whose files no local engine writes or reads, and of links to other accounts and Regions. */
const OUT_OF_REACH = ["openTableFormatInput", "targetDatabase", "targetTable"];

type Inputs = Readonly<Record<string, unknown>>;

/**
 * The catalogue that a program's resources declare, without Iceberg tables and links, which can't be asked here.
 * @throws Error naming the resource, if a table can't be read: no database, a serialisation that is neither Parquet nor JSON, a view that isn't Athena's.
 */
export function catalogOf(declared: readonly CatalogResource[]): Catalog {
    const resources = declared.filter(({ inputs }) => OUT_OF_REACH.every((kind) => inputs[kind] === undefined));
    const databases = new Map<string, { name: string; description: string; tables: CatalogTable[] }>();
    for (const resource of resources) {
        if (resource.type === DATABASE_TYPE) {
            const name = text(resource.inputs.name) || resource.name;
            databases.set(name, { name, description: text(resource.inputs.description), tables: [] });
        }
    }
    for (const resource of resources) {
        if (resource.type !== TABLE_TYPE) {
            continue;
        }
        const databaseName = text(resource.inputs.databaseName);
        if (databaseName === "") {
            throw new Error(`Glue table '${resource.name}' names no database`);
        }
        // A database of another stack is not among the resources; its tables still can be asked about.
        const database = databases.get(databaseName) ?? { name: databaseName, description: "", tables: [] };
        databases.set(databaseName, database);
        database.tables.push(tableOf(resource, databaseName));
    }
    return { databases: [...databases.values()].map((database) => ({ ...database, tables: byName(database.tables) })) };
}

function tableOf(resource: CatalogResource, database: string): CatalogTable {
    const { inputs, name } = resource;
    const storage = record(inputs.storageDescriptor);
    const table = {
        name: text(inputs.name) || name,
        description: text(inputs.description),
        columns: columnsOf(storage.columns),
        partitionKeys: columnsOf(inputs.partitionKeys),
        location: text(storage.location),
        parameters: stringMap(inputs.parameters),
    };
    if (text(inputs.tableType) === VIRTUAL_VIEW) {
        const view = decodePrestoView(text(inputs.viewOriginalText));
        if (view === undefined) {
            throw new Error(
                `Glue view '${name}': viewOriginalText is not a Presto view ("/* Presto View: <base64 of JSON> */")`,
            );
        }
        return {
            ...table,
            format: TableFormat.Parquet,
            view: { sql: view.originalSql, database: view.schema ?? database },
        };
    }
    return { ...table, format: formatOf(name, storage) };
}

function formatOf(resourceName: string, storage: Inputs): TableFormat {
    const library = text(record(storage.serDeInfo ?? storage.serdeInfo).serializationLibrary).toLowerCase();
    const inputFormat = text(storage.inputFormat).toLowerCase();
    if (library.includes("parquet") || inputFormat.includes("parquet")) {
        return TableFormat.Parquet;
    }
    if (library.includes("json")) {
        return TableFormat.Json;
    }
    throw new Error(
        `Glue table '${resourceName}': can't read the serialisation library '${library}'; use Parquet's or a JSON one`,
    );
}

function columnsOf(value: unknown): CatalogColumn[] {
    return (Array.isArray(value) ? value : []).map((column) => {
        const { name, type, comment, parameters } = record(column);
        return {
            name: text(name),
            type: text(type) || "string",
            comment: text(comment),
            ...(text(record(parameters).personal) === "true" && { personal: true }),
        };
    });
}

function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
    return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function text(value: unknown): string {
    return typeof value === "string" ? value : "";
}

function record(value: unknown): Inputs {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Inputs) : {};
}

function stringMap(value: unknown): Record<string, string> {
    return Object.fromEntries(Object.entries(record(value)).map(([key, item]) => [key, String(item)]));
}
