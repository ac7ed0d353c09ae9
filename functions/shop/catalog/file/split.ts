import { UnreadableCatalog } from "./unreadable";

/** The longest row: 256 KiB. */
export const MOST_ROW_BYTES = 256 * 1_024;

/** One row's bytes, and where it begins. */
export interface RawRow {
    /** Line of the file, from 1. */
    readonly line: number;
    readonly bytes: Uint8Array;
    /** The row is longer than any may be; its bytes are left out. */
    readonly isTooLong: boolean;
}

const byte = {
    tab: 0x09,
    newline: 0x0a,
    return: 0x0d,
    space: 0x20,
    quote: 0x22,
    comma: 0x2c,
    openBracket: 0x5b,
    backslash: 0x5c,
    closeBracket: 0x5d,
    openBrace: 0x7b,
    closeBrace: 0x7d,
} as const;

/**
 * Cuts a catalogue file into rows while it is being read: the elements of a JSON array, or else its lines. What counts in JSON
 * is ASCII, whose bytes occur in no other character of UTF-8: so bytes are looked at, and no text is made yet.
 *
 * @throws UnreadableCatalog for an array that doesn't end, or that something follows
 */
export async function* splitRows(
    chunks: AsyncIterable<Uint8Array>,
    mostRowBytes = MOST_ROW_BYTES,
): AsyncGenerator<RawRow> {
    let splitter: Splitter | undefined;
    let line = 1;
    for await (const chunk of chunks) {
        let from = 0;
        if (splitter === undefined) {
            while (from < chunk.length && isBlank(chunk[from])) {
                if (chunk[from] === byte.newline) line += 1;
                from += 1;
            }
            if (from === chunk.length) continue;
            const row = new RowBytes(line, mostRowBytes);
            splitter = chunk[from] === byte.openBracket ? new ArraySplitter(row) : new LineSplitter(row);
        }
        yield* splitter.split(chunk.subarray(from));
    }
    if (splitter !== undefined) yield* splitter.end();
}

interface Splitter {
    split(chunk: Uint8Array): Iterable<RawRow>;
    end(): Iterable<RawRow>;
}

/** The bytes of the row that is being read. */
class RowBytes {
    #parts: Uint8Array[] = [];
    #length = 0;
    #start: number;

    constructor(
        public line: number,
        readonly most: number,
    ) {
        this.#start = line;
    }

    add(part: Uint8Array): void {
        this.#length += part.length;
        // A copy: the reader may use its buffer again.
        if (this.#length <= this.most) this.#parts.push(Uint8Array.from(part));
    }

    /** The row so far, unless it is blank; the next one begins. */
    take(): RawRow | undefined {
        const isTooLong = this.#length > this.most;
        const bytes = isTooLong ? new Uint8Array() : Buffer.concat(this.#parts);
        let first = 0;
        let line = this.#start;
        while (first < bytes.length && isBlank(bytes[first])) {
            if (bytes[first] === byte.newline) line += 1;
            first += 1;
        }
        this.#parts = [];
        this.#length = 0;
        this.#start = this.line;
        return first === bytes.length && !isTooLong ? undefined : { line, bytes: bytes.subarray(first), isTooLong };
    }
}

class LineSplitter implements Splitter {
    constructor(readonly row: RowBytes) {}

    *split(chunk: Uint8Array): Generator<RawRow> {
        let from = 0;
        for (let at = chunk.indexOf(byte.newline); at !== -1; at = chunk.indexOf(byte.newline, from)) {
            this.row.add(chunk.subarray(from, at));
            this.row.line += 1;
            from = at + 1;
            yield* this.end();
        }
        this.row.add(chunk.subarray(from));
    }

    *end(): Generator<RawRow> {
        const row = this.row.take();
        if (row !== undefined) yield row;
    }
}

class ArraySplitter implements Splitter {
    #depth = 0;
    #isString = false;
    #isEscaped = false;
    #isClosed = false;

    constructor(readonly row: RowBytes) {}

    *split(chunk: Uint8Array): Generator<RawRow> {
        let from = 0;
        for (let at = 0; at < chunk.length; at += 1) {
            const code = chunk[at];
            if (code === byte.newline) this.row.line += 1;
            if (this.#isClosed) {
                if (!isBlank(code)) throw new UnreadableCatalog("goes on after the end of its array");
                continue;
            }
            if (this.#isString) {
                this.#inString(code);
                continue;
            }
            if (code === byte.quote) this.#isString = true;
            else if (code === byte.openBracket || code === byte.openBrace) {
                this.#depth += 1;
                if (this.#depth === 1) from = at + 1;
            } else if (code === byte.closeBracket || code === byte.closeBrace) this.#depth -= 1;
            if ((code === byte.comma && this.#depth === 1) || this.#depth === 0) {
                this.row.add(chunk.subarray(from, at));
                from = at + 1;
                this.#isClosed = this.#depth === 0;
                const row = this.row.take();
                if (row !== undefined) yield row;
            }
        }
        if (!this.#isClosed) this.row.add(chunk.subarray(from));
    }

    #inString(code: number | undefined): void {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (code === byte.backslash) this.#isEscaped = true;
        else if (code === byte.quote) this.#isString = false;
    }

    end(): RawRow[] {
        if (!this.#isClosed) throw new UnreadableCatalog("ends before its array does");
        return [];
    }
}

function isBlank(code: number | undefined): boolean {
    return code === byte.space || code === byte.newline || code === byte.return || code === byte.tab;
}
