import type { Style } from "../answers/style";
import { frame } from "../answers/table";
import type { Cell, RunningQuery } from "./types";

export const OutputFormat = { Table: "table", Json: "json", Csv: "csv" } as const;
export type OutputFormat = (typeof OutputFormat)[keyof typeof OutputFormat];

export type Print = (text: string) => Promise<void>;

/** Writes an answer: a table at once, since its columns must fit; JSON and CSV row by row, whatever their number. */
export async function writeAnswer(
    running: RunningQuery,
    format: OutputFormat,
    style: Style,
    print: Print,
): Promise<void> {
    switch (format) {
        case "table":
            return writeTable(running, style, print);
        case "json":
            return writeJson(running, print);
        case "csv":
            return writeCsv(running, print);
    }
}

async function writeTable({ columns, batches }: RunningQuery, style: Style, print: Print): Promise<void> {
    const rows: string[][] = [];
    for await (const batch of batches) {
        rows.push(...batch.map((row) => row.map((cell) => oneLine(cellText(cell, "NULL")))));
    }
    const framed = columns.map(({ name, type }) => ({
        name,
        align: isNumeric(type) ? ("right" as const) : ("left" as const),
    }));
    await print(`${frame(framed, rows, style).join("\n")}\n`);
}

/** An array of objects, one a line. Of columns with the same name, the later ones get a number. */
async function writeJson({ columns, batches }: RunningQuery, print: Print): Promise<void> {
    const names = distinctNames(columns.map(({ name }) => name));
    let separator = "[\n";
    for await (const batch of batches) {
        const lines = batch.map((row) =>
            JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i] ?? null]))),
        );
        await print(separator + lines.join(",\n"));
        separator = ",\n";
    }
    await print(separator === "[\n" ? "[]\n" : "\n]\n");
}

/** RFC 4180: NULL is an empty field, an empty text is a quoted one. */
async function writeCsv({ columns, batches }: RunningQuery, print: Print): Promise<void> {
    await print(`${columns.map(({ name }) => csvField(name)).join(",")}\r\n`);
    for await (const batch of batches) {
        await print(
            batch
                .map((row) => `${row.map((cell) => (cell === null ? "" : csvField(cellText(cell, "")))).join(",")}\r\n`)
                .join(""),
        );
    }
}

function csvField(text: string): string {
    return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A value as text; `nothing` stands for NULL. */
function cellText(cell: Cell, nothing: string): string {
    if (cell === null) {
        return nothing;
    }
    return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

/** What would break a line of a table, or command the terminal, made visible. */
function oneLine(text: string): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
    return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (char) => (char === "\n" ? "↵" : char === "\t" ? " " : "�"));
}

function isNumeric(type: string): boolean {
    return /^(tinyint|smallint|integer|bigint|real|double|decimal)/.test(type);
}

function distinctNames(names: readonly string[]): string[] {
    const seen = new Map<string, number>();
    return names.map((name) => {
        const times = (seen.get(name) ?? 0) + 1;
        seen.set(name, times);
        return times === 1 ? name : `${name}_${times}`;
    });
}
