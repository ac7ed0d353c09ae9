import { quotedBytes, quotedJson } from "./quoted";

/** Writes rows as JSON lines into one buffer, which it keeps from payload to payload. */
export interface RowWriter {
    /** Begins a new payload. */
    start(): void;
    /**
     * Appends a row, with `document`, which must be JSON, as its last column `raw_json`.
     *
     * @returns the bytes it took, newline included.
     */
    append(row: object, document: string): number;
    /** Takes the last `bytes` away again. */
    drop(bytes: number): void;
    /** The rows since `start`, in Base64. */
    toBase64(): string;
}

const lastColumn = ',"raw_json":';
const initialBytes = 64 * 1_024;

/** Rows are gathered as bytes, for bytes are what Base64 is made from. */
export function rowWriter(): RowWriter {
    let output = Buffer.allocUnsafe(initialBytes);
    let length = 0;
    return {
        start() {
            length = 0;
        },
        append(row, document) {
            const before = length;
            const head = JSON.stringify(row);
            // A UTF-16 unit takes at most three bytes, or six where it is escaped.
            const room = head.length * 3 + document.length * 6 + lastColumn.length + 4;
            if (output.length - length < room) {
                output = Buffer.concat([output.subarray(0, length)], (length + room) * 2);
            }
            // The last column takes the place of the brace that closes the row.
            length += output.write(head, length) - 1;
            length += output.write(lastColumn, length);
            const quoted = quotedJson(document);
            length +=
                quoted > 0
                    ? quotedBytes.copy(output, length, 0, quoted)
                    : output.write(JSON.stringify(document), length);
            length += output.write("}\n", length);
            return length - before;
        },
        drop(bytes) {
            length -= bytes;
        },
        toBase64: () => output.toString("base64", 0, length),
    };
}
