import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type Zippable, zipSync } from "fflate";
import type { Inputs } from "./inputs";

/** The earliest date that the zip format can hold: the same content gives the same bytes on every machine. */
const ZIP_EPOCH = new Date(1980, 0, 1);

async function filesUnder(directory: string): Promise<string[]> {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
}

async function zipDirectory(directory: string): Promise<Uint8Array> {
    const files: Zippable = {};
    for (const file of await filesUnder(directory)) {
        files[relative(directory, file).split(sep).join("/")] = [await readFile(file), { mtime: ZIP_EPOCH }];
    }
    if (Object.keys(files).length === 0) {
        throw new Error(`the folder ${directory} is empty. Build the functions with \`node scripts/build.mjs\`.`);
    }
    // Stored, not compressed: the file goes over loopback once.
    return zipSync(files, { level: 0 });
}

async function zipAssets(assets: Inputs, keys: readonly string[]): Promise<Uint8Array> {
    const files: Zippable = {};
    for (const key of keys) {
        const asset = assets.section(key);
        const text = asset.optionalText("text");
        const content = text === undefined ? await readFile(asset.text("path")) : Buffer.from(text, "utf8");
        files[key] = [content, { mtime: ZIP_EPOCH }];
    }
    return zipSync(files, { level: 0 });
}

/**
 * A function's code as a zip file, from a file archive (a folder or a zip) or an asset archive.
 *
 * @throws Error naming the folder if it is missing or empty.
 */
export async function zipArchive(code: Inputs): Promise<Uint8Array> {
    const assets = code.optionalSection("assets");
    if (assets !== undefined) {
        return zipAssets(assets, Object.keys(Object(code.value("assets"))));
    }
    const path = code.text("path");
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) {
        throw new Error(`${path} doesn't exist. Build the functions with \`node scripts/build.mjs\`.`);
    }
    return found.isDirectory() ? zipDirectory(path) : readFile(path);
}

/** Base64 of the SHA-256, as Lambda gives it. */
export function codeHash(zip: Uint8Array): string {
    return createHash("sha256").update(zip).digest("base64");
}
