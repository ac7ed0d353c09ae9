import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** How much of a log's end is worth showing to somebody whose emulator just died. */
const TAIL_BYTES = 4096;
const TAIL_LINES = 15;

/** The last lines of a log file; empty if there is none. */
export function tailOf(path: string): string {
    let file: number;
    try {
        file = openSync(path, "r");
    } catch {
        return "";
    }
    try {
        const { size } = fstatSync(file);
        const length = Math.min(size, TAIL_BYTES);
        const buffer = Buffer.alloc(length);
        readSync(file, buffer, 0, length, size - length);
        return buffer.toString("utf8").trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
    } finally {
        closeSync(file);
    }
}
