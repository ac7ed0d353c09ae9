import { parseGlueType } from "../../schemas/glue-type";
import { choiceProblem, rangeProblem } from "../problems";
import { hint } from "../support/nearest";
import type { TableColumn } from "./table-columns";

/** How a partition's value comes out of a column: https://iceberg.apache.org/spec/#partition-transforms */
export const IcebergTransform = {
    /** The value itself. */
    Identity: "identity",
    /** The year of a date or a timestamp. */
    Year: "year",
    /** The month. */
    Month: "month",
    /** The day. */
    Day: "day",
    /** The hour of a timestamp. */
    Hour: "hour",
    /** One of a fixed number of buckets, by a hash of the value. */
    Bucket: "bucket",
    /** The first characters of a text, or a whole number rounded down. */
    Truncate: "truncate",
} as const;
export type IcebergTransform = (typeof IcebergTransform)[keyof typeof IcebergTransform];

/** A partition of an Iceberg table. Queries name the column; Iceberg finds the partitions by itself. */
export interface IcebergPartitionArgs {
    /** Column that the value comes out of. */
    column: string;
    /** Default: `identity`. */
    transform?: IcebergTransform;
    /** Number of buckets of a `bucket`, or width of a `truncate`. */
    size?: number;
}

/** A column by which rows are sorted within their files. */
export interface IcebergSortArgs {
    column: string;
    /** Largest first. Default: false. */
    descending?: boolean;
}

interface PartitionField {
    readonly name: string;
    readonly sourceId: number;
    readonly fieldId: number;
    readonly transform: string;
}

interface SortField {
    readonly sourceId: number;
    readonly transform: string;
    readonly direction: string;
    readonly nullOrder: string;
}

/** Types of a column that each transform takes; every primitive one where none are named. */
const TYPES: Partial<Record<IcebergTransform, readonly string[]>> = {
    year: ["date", "timestamp"],
    month: ["date", "timestamp"],
    day: ["date", "timestamp"],
    hour: ["timestamp"],
    bucket: ["int", "integer", "bigint", "decimal", "date", "timestamp", "string", "binary"],
    truncate: ["int", "integer", "bigint", "decimal", "string", "binary"],
};
const TIMES: readonly string[] = ["year", "month", "day", "hour"];
const FIRST_PARTITION_FIELD_ID = 1000;
/** Iceberg counts buckets in 32 bits. */
const MOST = 2 ** 31 - 1;

/** Iceberg's partition fields; ids of the columns are their places in the schema, from 1. */
export function partitionFields(columns: readonly TableColumn[], partitions: IcebergPartitionArgs[]): PartitionField[] {
    return partitions.map((partition, index) => ({
        name: partitionName(partition),
        sourceId: idOf(columns, partition.column),
        fieldId: FIRST_PARTITION_FIELD_ID + index,
        transform:
            partition.size === undefined ? transformOf(partition) : `${transformOf(partition)}[${partition.size}]`,
    }));
}

/** Iceberg's sort fields. Nulls come where Spark and Athena put them by default: first, or last when descending. */
export function sortFields(columns: readonly TableColumn[], sortBy: IcebergSortArgs[]): SortField[] {
    return sortBy.map(({ column, descending }) => ({
        sourceId: idOf(columns, column),
        transform: "identity",
        direction: descending === true ? "desc" : "asc",
        nullOrder: descending === true ? "nulls-last" : "nulls-first",
    }));
}

/** What is wrong with the partitions and the sort order, or nothing. The columns' own types are right already. */
export function layoutProblems(
    columns: readonly TableColumn[],
    partitions: IcebergPartitionArgs[],
    sortBy: IcebergSortArgs[],
): string[] {
    return [
        ...partitions.flatMap((partition, index) => partitionProblems(columns, partition, `partitions[${index}]`)),
        ...repeatedPartitions(columns, partitions),
        ...sortBy.flatMap(({ column }, index) => columnProblems(columns, column, `sortBy[${index}].column`)),
        ...repeated(sortBy.map(({ column }) => column)).map(
            (column) => `sortBy names "${column}" twice: once is enough.`,
        ),
    ];
}

function transformOf({ transform }: IcebergPartitionArgs): IcebergTransform {
    return transform ?? IcebergTransform.Identity;
}

/** The name that Spark and Athena give such a partition. */
function partitionName(partition: IcebergPartitionArgs): string {
    const transform = transformOf(partition);
    if (transform === IcebergTransform.Identity) return partition.column;
    return `${partition.column}_${transform === IcebergTransform.Truncate ? "trunc" : transform}`;
}

function idOf(columns: readonly TableColumn[], name: string): number {
    return columns.findIndex((column) => column.name === name) + 1;
}

function partitionProblems(
    columns: readonly TableColumn[],
    partition: IcebergPartitionArgs,
    property: string,
): string[] {
    const problems = [
        ...choiceProblem(`${property}.transform`, partition.transform, IcebergTransform),
        ...columnProblems(columns, partition.column, `${property}.column`),
    ];
    if (problems.length > 0) return problems;
    const transform = transformOf(partition);
    const type = typeOf(columns, partition.column);
    const types = TYPES[transform];
    return [
        ...(types === undefined || types.includes(type)
            ? []
            : [
                  `${property}.transform is "${transform}", and "${partition.column}" is a ${type}: it takes a column of ${types.join(", ")}.`,
              ]),
        ...sizeProblems(partition, property),
    ];
}

function sizeProblems(partition: IcebergPartitionArgs, property: string): string[] {
    const transform = transformOf(partition);
    if (transform !== IcebergTransform.Bucket && transform !== IcebergTransform.Truncate) {
        return partition.size === undefined
            ? []
            : [`${property}.size is ${partition.size}: only "bucket" and "truncate" have a size; leave it out.`];
    }
    return partition.size === undefined
        ? [`${property}.size is missing: a "${transform}" needs one, for example 16.`]
        : rangeProblem(`${property}.size`, partition.size, 1, MOST);
}

function repeatedPartitions(columns: readonly TableColumn[], partitions: IcebergPartitionArgs[]): string[] {
    const times = partitions.filter((partition) => TIMES.includes(transformOf(partition)));
    return [
        ...repeated(partitions.map(partitionName)).map(
            (name) => `partitions make "${name}" twice: give each column and transform once.`,
        ),
        ...repeated(times.map(({ column }) => column)).map(
            (column) => `partitions take "${column}" apart by time twice: keep the finest, which serves the coarser.`,
        ),
        ...partitions
            .filter((partition) => transformOf(partition) !== IcebergTransform.Identity)
            .map(partitionName)
            .filter((name) => idOf(columns, name) > 0)
            .map((name) => `partitions make "${name}", which is a column already: rename the column.`),
    ];
}

function columnProblems(columns: readonly TableColumn[], name: string, property: string): string[] {
    const names = columns.map((column) => column.name);
    if (!names.includes(name)) {
        return [`${property} is "${name}"${hint(name, names)}: the table's columns are ${names.join(", ")}.`];
    }
    return typeOf(columns, name) === "nested"
        ? [`${property} is "${name}", which is an array, a map or a struct: take a column of a simple type.`]
        : [];
}

function typeOf(columns: readonly TableColumn[], name: string): string {
    const type = parseGlueType(columns.find((column) => column.name === name)?.type ?? "");
    return type.kind === "primitive" ? type.name : "nested";
}

function repeated(names: string[]): string[] {
    return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
