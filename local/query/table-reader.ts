import type { RowFilter } from "../../components/governance/row-filter";
import { type CatalogTable, TableFormat } from "./catalog";
import { layoutOf } from "./location";
import { Mirror, type PartitionObject } from "./mirror";
import type { ObjectStore } from "./object-store";
import { type ParquetFile, ParquetFooters } from "./parquet-files";
import { permittedPartitions, survivingPartitions } from "./partition-pruning";
import type { TableScan } from "./planner";
import { isProjected, type Projection, projectionOf } from "./projection";
import { QueryError, QueryErrorCode } from "./query-error";
import { KeptSession } from "./session";

/** Brings the files that scans of a table need to this machine. */
export class TableReader {
    private readonly mirror: Mirror;
    private readonly footers: ParquetFooters;
    /** Looks into files of the mirror. */
    private readonly session: KeptSession;
    /** Tries conditions of questions on partition keys: from here no file can be read, whatever a condition says. */
    private readonly values = new KeptSession({});

    /** `directory` is where copies of files are kept. */
    constructor(
        private readonly store: ObjectStore,
        directory: string,
    ) {
        this.mirror = new Mirror(store, directory);
        this.session = new KeptSession({ directories: [directory] });
        this.footers = new ParquetFooters(this.session);
    }

    /** @param rows what a row must meet to be read at all: partitions that can't hold one don't exist for the scans. */
    async read(
        database: string,
        table: CatalogTable,
        scans: readonly TableScan[],
        rows?: RowFilter,
    ): Promise<ParquetFile[]> {
        const projection = projectionOf(table, new Date());
        requireInjectedValues(table, projection, scans);
        const layout = layoutOf(table, projection);
        const listed: PartitionObject[] = [];
        for await (const object of this.store.list(layout.bucket, layout.prefix)) {
            const partition = isHidden(object.key) || object.size === 0 ? undefined : layout.partitionOf(object.key);
            if (partition !== undefined && exists(table, projection, partition)) {
                listed.push({ ...object, partition });
            }
        }
        const objects = await this.prune(table, listed, scans, rows);
        const files = await this.mirror.fetch(database, table, layout.bucket, objects);
        return table.format === TableFormat.Parquet
            ? this.footers.read(files)
            : files.map((file) => ({ ...file, columns: new Map() }));
    }

    async close(): Promise<void> {
        await Promise.all([this.session.close(), this.values.close()]);
    }

    private async prune(
        table: CatalogTable,
        objects: readonly PartitionObject[],
        scans: readonly TableScan[],
        rows: RowFilter | undefined,
    ): Promise<PartitionObject[]> {
        if (table.partitionKeys.length === 0) {
            return [...objects];
        }
        const byPartition = new Map<string, { partition: readonly string[]; objects: PartitionObject[] }>();
        for (const object of objects) {
            const key = JSON.stringify(object.partition);
            const group = byPartition.get(key) ?? { partition: object.partition, objects: [] };
            byPartition.set(key, group);
            group.objects.push(object);
        }
        const groups = await permittedPartitions(this.values, table, [...byPartition.values()], rows);
        const surviving = await survivingPartitions(
            this.values,
            table,
            groups.map(({ partition }) => partition),
            scans,
        );
        return groups.flatMap((group, i) => (surviving.has(i) ? group.objects : []));
    }
}

/** Readers of Hive's layout pass over files and folders that begin with a dot or an underscore. */
function isHidden(key: string): boolean {
    return /(^|\/)[._][^/]*$/.test(key);
}

function exists(table: CatalogTable, projection: Projection | undefined, partition: readonly string[]): boolean {
    return table.partitionKeys.every(({ name }, i) => {
        const key = projection?.keys.get(name);
        return key === undefined || isProjected(key, partition[i] ?? "");
    });
}

/** Athena can't list an injected key's values, so every question must name them. */
function requireInjectedValues(
    table: CatalogTable,
    projection: Projection | undefined,
    scans: readonly TableScan[],
): void {
    for (const [name, key] of projection?.keys ?? []) {
        const equality = new RegExp(`^\\(?"?${name}"?(?:=| IN \\(| = )`, "i");
        if (
            key.kind === "injected" &&
            !scans.every(({ conditions }) => conditions.some((condition) => equality.test(condition)))
        ) {
            throw new QueryError(
                QueryErrorCode.ConstraintViolation,
                `For the injected projected partition column ${name}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.`,
                undefined,
                `Add WHERE ${name} = '…' for table '${table.name}'.`,
            );
        }
    }
}
