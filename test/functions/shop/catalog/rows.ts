import { gzipSync } from "node:zlib";
import { type CatalogFile, type ReadOptions, readCatalog } from "../../../../functions/shop/catalog/file/read";

/** A row that is as it should be, but for what a test changes. */
export function aRow(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    return {
        id: "lamp-1",
        name: "Lamp",
        description: "A lamp.",
        category: "homedecor",
        price_minor: 1_999,
        currency: "USD",
        stock: 3,
        ...changes,
    };
}

export async function* inChunks(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** Reads a file of that text, or of these rows as lines. */
export function read(
    content: string | readonly unknown[],
    options: ReadOptions = {},
    size?: number,
): Promise<CatalogFile> {
    return readCatalog(inChunks(Buffer.from(textOf(content)), size), options);
}

export function readGzip(content: string | readonly unknown[], length?: number): Promise<CatalogFile> {
    return readCatalog(inChunks(gzipSync(textOf(content)).subarray(0, length), 100));
}

function textOf(content: string | readonly unknown[]): string {
    return typeof content === "string" ? content : content.map((row) => JSON.stringify(row)).join("\n");
}
