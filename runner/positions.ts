import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isEsModule } from "./program-entry";
import type { SourcePosition } from "./types";

const { sourceMapOf } = require("./typescript.cjs") as {
    sourceMapOf(source: string, filename: string, format: "cjs" | "esm"): string;
};

const TYPESCRIPT = /\.[mc]?ts$/;

/**
 * Finds the place in the user's file for a position in compiled code. Made on demand, for what a report shows:
 * loading a program with source maps would slow every evaluation down.
 */
export class SourcePositions {
    private readonly maps = new Map<string, SourceMap | undefined>();

    /** Node has mapped the position already when it runs with `--enable-source-maps`. */
    original(position: SourcePosition): SourcePosition {
        const map = process.sourceMapsEnabled ? undefined : this.mapOf(position.file);
        // Node counts lines and columns from 0 here, while positions in a stack trace count from 1.
        const entry = map?.findEntry(position.line - 1, (position.column ?? 1) - 1);
        if (entry === undefined || !("originalLine" in entry)) {
            return position;
        }
        const file = TYPESCRIPT.test(position.file) ? position.file : fileOf(entry.originalSource, position.file);
        return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
    }

    private mapOf(file: string): SourceMap | undefined {
        if (!this.maps.has(file)) {
            this.maps.set(file, readMap(file));
        }
        return this.maps.get(file);
    }
}

/** Without a map, a position is still worth showing: the file is right, and the line near. */
function readMap(file: string): SourceMap | undefined {
    try {
        const map = TYPESCRIPT.test(file)
            ? sourceMapOf(readFileSync(file, "utf8"), file, isEsModule(file) ? "esm" : "cjs")
            : readFileSync(`${file}.map`, "utf8");
        return new SourceMap(JSON.parse(map));
    } catch {
        return undefined;
    }
}

function fileOf(source: string, compiled: string): string {
    return source.startsWith("file:") ? fileURLToPath(source) : resolve(dirname(compiled), source);
}
