import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Gives a file its content, so that whoever reads it meanwhile finds all of the old or all of the new. A file that has the
 * content already is left alone.
 *
 * @param {string} path
 * @param {string | Uint8Array} content
 */
export async function writeWholeFile(path, content) {
    const bytes = Buffer.from(content);
    const present = await readFile(path).catch(() => undefined);
    if (present?.equals(bytes)) {
        return;
    }
    const partial = `${path}.${process.pid}`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(partial, bytes);
    await rename(partial, path);
}
