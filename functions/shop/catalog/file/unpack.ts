import { createGunzip } from "node:zlib";
import { UnreadableCatalog } from "./unreadable";

/** The most that a file may come to when it is unpacked: 256 MiB. A small upload can't fill the memory. */
export const MOST_FILE_BYTES = 256 * 1_024 * 1_024;

/** A file's bytes, unpacked if they are compressed by gzip, without a byte order mark. */
export async function* unpack(
    chunks: AsyncIterable<Uint8Array>,
    mostBytes = MOST_FILE_BYTES,
): AsyncGenerator<Uint8Array> {
    const [head, whole] = await peek(chunks, 2);
    const isGzip = head[0] === 0x1f && head[1] === 0x8b;
    let total = 0;
    for await (const chunk of withoutMark(isGzip ? gunzip(whole) : whole)) {
        total += chunk.length;
        if (total > mostBytes) throw new UnreadableCatalog(`is larger than ${mostBytes} bytes`);
        yield chunk;
    }
}

async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const unzip = createGunzip();
    const feeding = (async () => {
        for await (const chunk of chunks) {
            if (unzip.destroyed) return;
            if (!unzip.write(chunk)) await drained(unzip);
        }
        unzip.end();
    })().catch((error: unknown) => void unzip.destroy(asError(error)));
    try {
        for await (const chunk of unzip) yield chunk;
    } catch (error) {
        throw isZlibError(error) ? new UnreadableCatalog("is not a whole gzip file") : error;
    } finally {
        unzip.destroy();
        await feeding;
    }
}

function drained(stream: NodeJS.EventEmitter): Promise<void> {
    return new Promise((resolve) => {
        stream.once("drain", resolve).once("close", resolve);
    });
}

function isZlibError(error: unknown): boolean {
    return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

function asError(error: unknown): Error {
    return error instanceof Error ? error : new Error(String(error));
}

async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const [head, whole] = await peek(chunks, 3);
    const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
    let toSkip = isMarked ? 3 : 0;
    for await (const chunk of whole) {
        const skipped = Math.min(toSkip, chunk.length);
        toSkip -= skipped;
        yield chunk.subarray(skipped);
    }
}

/** The first bytes, or all that there are, and then everything from the beginning. */
async function peek(
    chunks: AsyncIterable<Uint8Array>,
    count: number,
): Promise<readonly [Uint8Array, AsyncIterable<Uint8Array>]> {
    const iterator = chunks[Symbol.asyncIterator]();
    const taken: Uint8Array[] = [];
    let length = 0;
    while (length < count) {
        const { value, done } = await iterator.next();
        if (done === true) break;
        taken.push(value);
        length += value.length;
    }
    return [
        Buffer.concat(taken),
        (async function* () {
            yield* taken;
            yield* { [Symbol.asyncIterator]: () => iterator };
        })(),
    ];
}
