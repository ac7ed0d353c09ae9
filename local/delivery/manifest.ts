import { stat } from "node:fs/promises";
import { join } from "node:path";
import { readIfExists, replaceFile, syncPath } from "./files";
import type { Totals } from "./totals";

/** An object as it lies on disk, ready to be uploaded. */
export interface SpooledObject {
    /** File name within the batch's folder. */
    readonly file: string;
    readonly bytes: number;
    readonly bucket: string;
    readonly key: string;
    readonly roleArn: string;
    readonly kmsKeyArn?: string;
}

/**
 * All that a batch puts into buckets. Once it is written, the batch is never transformed again: whatever happens, these
 * very files are uploaded, so the bucket never sees two versions of one batch.
 */
export interface Manifest {
    readonly objects: readonly SpooledObject[];
    readonly counts: Totals;
}

const FILE = "manifest.json";

export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
    for (const object of manifest.objects) await syncPath(join(directory, object.file));
    await replaceFile(join(directory, FILE), JSON.stringify(manifest));
}

/** The manifest in a batch's folder; undefined when there is none, or a file of it is not whole. */
export async function readManifest(directory: string): Promise<Manifest | undefined> {
    const text = await readIfExists(join(directory, FILE));
    if (text === undefined) return undefined;
    const manifest: Manifest = JSON.parse(text);
    for (const object of manifest.objects) {
        const size = await stat(join(directory, object.file)).then(
            (found) => found.size,
            () => -1,
        );
        if (size !== object.bytes) return undefined;
    }
    return manifest;
}
