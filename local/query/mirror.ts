import { createHash } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import type { CatalogTable } from "./catalog";
import type { ObjectStore, StoredObject } from "./object-store";

/** A file of a table, on this machine. */
export interface MirroredFile {
    readonly path: string;
    readonly size: number;
}

/** An object that a table's partition holds. */
export interface PartitionObject extends StoredObject {
    readonly partition: readonly string[];
}

const PARALLEL_DOWNLOADS = 8;

/**
 * Copies of objects, kept by key and ETag: what was read once isn't read again, and an object that was overwritten gets a file of its own,
 * so that a question under way keeps reading the bytes it began with.
 */
export class Mirror {
    private readonly underWay = new Map<string, Promise<boolean>>();
    private present: Promise<Set<string>> | undefined;

    constructor(
        private readonly store: ObjectStore,
        private readonly directory: string,
    ) {}

    /** Brings the objects here and returns their files; an object deleted meanwhile is left out. */
    async fetch(
        database: string,
        table: CatalogTable,
        bucket: string,
        objects: readonly PartitionObject[],
    ): Promise<MirroredFile[]> {
        const files = objects.map((object) => ({ object, path: this.pathOf(database, table, object) }));
        const here = new Array<boolean>(files.length).fill(false);
        let next = 0;
        const work = async () => {
            for (let i = next++; i < files.length; i = next++) {
                const file = files[i];
                if (file !== undefined) {
                    here[i] = await this.ensure(bucket, file.object.key, file.path);
                }
            }
        };
        await Promise.all(Array.from({ length: Math.min(PARALLEL_DOWNLOADS, files.length) }, work));
        return files.filter((_, i) => here[i]).map(({ object, path }) => ({ path, size: object.size }));
    }

    /** Hive's layout, by our own encoding: DuckDB reads the partition keys from the path, whatever the layout in S3. */
    private pathOf(database: string, table: CatalogTable, { key, etag, partition }: PartitionObject): string {
        const folders = table.partitionKeys.map(({ name }, i) => `${name}=${encodeURIComponent(partition[i] ?? "")}`);
        const name = createHash("sha256").update(key).update("\0").update(etag).digest("hex").slice(0, 32);
        // DuckDB tells a compressed file by its extension.
        const extension = /\.gz$/.test(key) ? ".json.gz" : extname(key) || ".parquet";
        return join(this.directory, database, table.name, ...folders, `${name}${extension}`);
    }

    private ensure(bucket: string, key: string, path: string): Promise<boolean> {
        const running = this.underWay.get(path);
        if (running !== undefined) {
            return running;
        }
        const started = this.download(bucket, key, path).finally(() => this.underWay.delete(path));
        this.underWay.set(path, started);
        return started;
    }

    private async download(bucket: string, key: string, path: string): Promise<boolean> {
        const present = await this.presentFiles();
        if (present.has(path)) {
            return true;
        }
        const bytes = await this.store.get(bucket, key);
        if (bytes === undefined) {
            return false;
        }
        await mkdir(dirname(path), { recursive: true });
        // Written aside and renamed: a process killed half-way must not leave half a file under the final name.
        const partial = `${path}.${process.pid}.partial`;
        await writeFile(partial, bytes);
        await rename(partial, path);
        present.add(path);
        return true;
    }

    private presentFiles(): Promise<Set<string>> {
        this.present ??= readdir(this.directory, { recursive: true, withFileTypes: true }).then(
            (entries) =>
                new Set(
                    entries
                        .filter((entry) => entry.isFile() && !entry.name.endsWith(".partial"))
                        .map((entry) => join(entry.parentPath, entry.name)),
                ),
            () => new Set<string>(),
        );
        return this.present;
    }

    /** Removes all copies. */
    async clear(): Promise<void> {
        await rm(this.directory, { recursive: true, force: true });
        this.present = undefined;
    }
}
