import type { RowFilter } from "../../components/governance/row-filter";
import { duckdbType, parseGlueType } from "../glue-type";
import type { CatalogTable } from "./catalog";
import type { TableScan } from "./planner";
import { conditionSql, partOver, unusableFilter } from "./row-condition";
import type { KeptSession } from "./session";
import { quoteIdentifier, quoteText } from "./sql-text";

/**
 * The partitions that can hold rows which meet a condition. Where it speaks of partition keys alone, they hold no others.
 * @throws QueryError if the condition can't be tried: unlike a question's own, this one must not be passed over.
 */
export async function permittedPartitions<T extends { readonly partition: readonly string[] }>(
    session: KeptSession,
    table: CatalogTable,
    groups: readonly T[],
    rows: RowFilter | undefined,
): Promise<readonly T[]> {
    const keys = new Set(table.partitionKeys.map(({ name }) => name.toLowerCase()));
    const condition = rows === undefined ? undefined : partOver(keys, rows);
    if (condition === undefined || groups.length === 0) {
        return groups;
    }
    const source = partitionValues(
        table,
        groups.map(({ partition }) => partition),
    );
    const sql = `SELECT ${NUMBER} FROM ${source} WHERE ${conditionSql(condition, quoteIdentifier)}`;
    const met = await session.rows(sql).catch(() => {
        throw unusableFilter(table, "a filter doesn't fit the partitions");
    });
    const permitted = new Set(met.map(([place]) => Number(place)));
    return groups.filter((_, place) => permitted.has(place));
}

/**
 * Which partitions the scans of a table need, as places in the list. A condition rules a partition out only if it speaks of nothing but
 * partition keys; DuckDB itself decides it, over the partitions' values.
 */
export async function survivingPartitions(
    session: KeptSession,
    table: CatalogTable,
    partitions: readonly (readonly string[])[],
    scans: readonly TableScan[],
): Promise<ReadonlySet<number>> {
    const everything = new Set(partitions.keys());
    // A scan without conditions needs every partition, whatever the others need.
    if (partitions.length === 0 || scans.some((scan) => scan.conditions.length === 0)) {
        return everything;
    }
    const source = partitionValues(table, partitions);
    const surviving = new Set<number>();
    for (const { conditions } of scans) {
        let left = everything;
        for (const condition of conditions) {
            const met = await placesMeeting(session, source, condition);
            left = met === undefined ? left : new Set([...left].filter((place) => met.has(place)));
        }
        for (const place of left) {
            surviving.add(place);
        }
    }
    return surviving;
}

/** The column with a partition's place in the list, by a name that no partition key has. */
const NUMBER = "lakefront_partition_number";

/** Stands for NULL in the names of partitions, for Hive and for DuckDB alike. */
const NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

async function placesMeeting(
    session: KeptSession,
    source: string,
    condition: string,
): Promise<Set<number> | undefined> {
    try {
        return new Set(
            (await session.rows(`SELECT ${NUMBER} FROM ${source} WHERE ${condition}`)).map(([place]) => Number(place)),
        );
    } catch {
        // It speaks of other columns, or isn't SQL: then it rules no partition out.
        return undefined;
    }
}

function partitionValues({ partitionKeys }: CatalogTable, partitions: readonly (readonly string[])[]): string {
    const values = partitions.map((partition, i) => `(${[String(i), ...partition.map(quoteText)].join(", ")})`);
    const names = partitionKeys.map(({ name }) => quoteIdentifier(name));
    const typed = partitionKeys.map(
        ({ type }, i) =>
            `TRY_CAST(nullif(${names[i]}, ${quoteText(NO_VALUE)}) AS ${duckdbType(parseGlueType(type))}) AS ${names[i]}`,
    );
    return `(SELECT ${[NUMBER, ...typed].join(", ")} FROM (VALUES ${values.join(", ")}) AS v(${[NUMBER, ...names].join(", ")}))`;
}
