import type { MirroredFile } from "./mirror";
import type { KeptSession } from "./session";
import { quoteList } from "./sql-text";

/** A file and the compressed size of each of its top-level columns; none for a file that isn't Parquet, or has no rows. */
export interface ParquetFile extends MirroredFile {
    readonly columns: ReadonlyMap<string, number>;
}

/** Reads the footers of Parquet files, each once: a mirrored file never changes. */
export class ParquetFooters {
    private readonly known = new Map<string, ReadonlyMap<string, number>>();

    constructor(private readonly session: KeptSession) {}

    async read(files: readonly MirroredFile[]): Promise<ParquetFile[]> {
        const unknown = files.filter(({ path }) => !this.known.has(path)).map(({ path }) => path);
        if (unknown.length > 0) {
            await this.load(unknown);
        }
        return files.map((file) => ({ ...file, columns: this.known.get(file.path) ?? new Map() }));
    }

    private async load(paths: readonly string[]): Promise<void> {
        const rows = await this.session.rows(
            `SELECT file_name, string_split(path_in_schema, ', ')[1], sum(total_compressed_size)
             FROM parquet_metadata(${quoteList(paths)}) GROUP BY ALL`,
        );
        const found = new Map(paths.map((path): [string, Map<string, number>] => [path, new Map()]));
        for (const [path, column, bytes] of rows) {
            found.get(String(path))?.set(String(column).toLowerCase(), Number(bytes));
        }
        for (const [path, columns] of found) {
            this.known.set(path, columns);
        }
    }
}
