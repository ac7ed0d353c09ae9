import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** A folder for data of one user only: what passes through here is personal. */
export async function makePrivateDirectory(directory: string): Promise<void> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
}

/** Replaces a file so that a crash at any moment, of the machine too, leaves the old content or the new. */
export async function replaceFile(path: string, content: string): Promise<void> {
    const temporary = `${path}.new`;
    const file = await open(temporary, "w", 0o600);
    try {
        await file.writeFile(content);
        await file.sync();
    } finally {
        await file.close();
    }
    await rename(temporary, path);
    await syncPath(dirname(path));
}

/** Forces a file, or a folder's list of names, to the disk. */
export async function syncPath(path: string): Promise<void> {
    const handle = await open(path, "r");
    try {
        await handle.sync();
    } finally {
        await handle.close();
    }
}

/** The content of a file; undefined when there is no such file. */
export async function readIfExists(path: string): Promise<string | undefined> {
    try {
        return await readFile(path, "utf8");
    } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
    }
}
