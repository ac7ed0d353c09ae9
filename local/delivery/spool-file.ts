import { createReadStream, createWriteStream } from "node:fs";
import { appendFile, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";

const CHUNK_BYTES = 256 * 1024;

/** A file that grows by small pieces and is written in large ones. */
export class SpoolFile {
    private pieces: (string | Uint8Array)[] = [];
    private bytes = 0;
    private writing: Promise<void> = Promise.resolve();

    constructor(readonly path: string) {}

    async append(piece: string | Uint8Array): Promise<void> {
        this.pieces.push(piece);
        this.bytes += piece.length;
        if (this.bytes >= CHUNK_BYTES) await this.flush();
    }

    async flush(): Promise<void> {
        if (this.pieces.length === 0) return this.writing;
        const chunk = Buffer.concat(
            this.pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece)),
        );
        this.pieces = [];
        this.bytes = 0;
        // One write after the other: of two at the same time, one could end up within the other.
        this.writing = this.writing.then(() => appendFile(this.path, chunk, { mode: 0o600 }));
        await this.writing;
    }
}

/** At the fastest level: nobody keeps these objects long enough for their size to matter. */
export async function gzipFile(source: string, target: string): Promise<void> {
    await pipeline(
        createReadStream(source),
        createGzip({ level: constants.Z_BEST_SPEED }),
        createWriteStream(target, { mode: 0o600 }),
    );
}

export async function sizeOf(path: string): Promise<number> {
    return (await stat(path)).size;
}
