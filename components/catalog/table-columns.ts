import { glueColumns, gluePartitionKeys, tables } from "../../schemas";
import { hint } from "../support/nearest";
import { catalogNameProblems } from "./names";

/** A column of a table, as the Glue catalogue takes it. */
export interface TableColumn {
    /** Lower-case letters, digits and "_". */
    name: string;
    /** Glue's name of the type, as in `string`, `timestamp` or `array<struct<location:string>>`. */
    type: string;
    /** What the value means. */
    comment?: string;
    /**
     * Whether the value can identify or describe a person. The catalogue then says so in the column's parameters, as
     * `personal: "true"`. Default: false.
     */
    personal?: boolean;
}

/** What a table holds: columns, and the keys by which its objects are laid out in folders. */
export interface TableShape {
    readonly description?: string;
    readonly columns: TableColumn[];
    readonly partitionKeys: TableColumn[];
}

/** A column as the Glue provider takes it. */
interface CatalogColumn {
    readonly name: string;
    readonly type: string;
    readonly comment?: string;
    readonly parameters?: Record<string, string>;
}

/** Columns as the Glue provider takes them. */
export function catalogColumns(columns: readonly TableColumn[]): CatalogColumn[] {
    return columns.map(({ name, type, comment, personal }) => ({
        name,
        type,
        comment,
        ...(personal === true && { parameters: { personal: "true" } }),
    }));
}

/** The shape of one of the lake's own tables; nothing for a name that there isn't. */
export function schemaShape(schema: string): TableShape | undefined {
    const table = Object.hasOwn(tables, schema) ? tables[schema] : undefined;
    return (
        table && {
            description: table.description,
            columns: glueColumns(table),
            partitionKeys: gluePartitionKeys(table),
        }
    );
}

/** What is wrong with the schema's name and the columns that a caller gave. */
export function shapeProblems(args: {
    schema?: string;
    columns?: TableColumn[];
    partitionKeys?: TableColumn[];
}): string[] {
    const { schema, columns, partitionKeys } = args;
    if (schema !== undefined) {
        const problems: string[] = [];
        const known = Object.keys(tables);
        if (!schemaShape(schema)) {
            problems.push(`schema is "${schema}"${hint(schema, known)}: it takes one of ${known.join(", ")}.`);
        }
        if (columns !== undefined || partitionKeys !== undefined) {
            problems.push("columns and partitionKeys come from the schema: leave them out, or leave schema out.");
        }
        return problems;
    }
    if (columns === undefined || columns.length === 0) {
        return [
            'columns is empty: give the table\'s columns, or the name of a schema, for example schema: "contact_records".',
        ];
    }
    const all = [...columns, ...(partitionKeys ?? [])];
    const names = all.map((column) => column.name);
    const doubled = names.find((name, index) => names.indexOf(name) !== index);
    return [
        ...all.flatMap((column) => catalogNameProblems(`column "${column.name}"`, column.name)),
        ...(doubled === undefined
            ? []
            : [`column "${doubled}" is given twice: a partition key is not a column as well.`]),
    ];
}
