import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { styleOf } from "../answers/style";
import { bytes, count } from "../answers/text";
import { RUN_FILE, readRunFile } from "../run-file";
import { QueryClient } from "./client";
import { listCatalog } from "./list-catalog";
import { type OutputFormat, type Print, writeAnswer } from "./output";
import { QueryError } from "./query-error";
import type { QueryStatistics } from "./types";

export interface QueryCommandOptions {
    readonly sql?: string;
    readonly format: OutputFormat;
    readonly database?: string;
    readonly maxRows?: number;
    readonly file?: string;
    /** Who asks: an ARN, an account, or the name of one of the program's principals. Default: the lake's administrator. */
    readonly as?: string;
}

export const ExitCode = { Answered: 0, Failed: 1, WrongUse: 2 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** More rows than this aren't read on a screen. */
const ROWS_IN_A_TABLE = 1_000;

/** Runs `lakefront query` and returns the exit code. The answer goes to standard output, all else to standard error. */
export async function runQuery(options: QueryCommandOptions, runFile: string = RUN_FILE): Promise<ExitCode> {
    if (options.sql !== undefined && options.file !== undefined) {
        return complain("Give the question either as an argument or by --file, not both.", ExitCode.WrongUse);
    }
    const sql = options.file === undefined ? options.sql : await readQuestion(options.file);
    if (sql instanceof Error) {
        return complain(`Can't read the question: ${sql.message}`, ExitCode.WrongUse);
    }
    const run = await readRunFile(runFile);
    if (run?.query === undefined) {
        const state =
            run === undefined
                ? "The lake isn't running: start it with `npm start`."
                : "The lake is still starting: try again in a moment.";
        return complain(state, ExitCode.Failed);
    }
    const client = new QueryClient(run.query);
    const stopped = new AbortController();
    const stop = () => stopped.abort();
    process.once("SIGINT", stop);
    process.stdout.on("error", endWithReader);
    try {
        return sql === undefined ? await list(client, options) : await ask(client, sql, options, stopped.signal);
    } catch (error) {
        if (stopped.signal.aborted) {
            return complain("Stopped.", ExitCode.Failed);
        }
        return complain(describe(error), ExitCode.Failed);
    } finally {
        process.off("SIGINT", stop);
        process.stdout.off("error", endWithReader);
    }
}

const print: Print = (text) => new Promise((resolve) => process.stdout.write(text, () => resolve()));

/** A reader that has had enough, such as `head`, closes the pipe: nothing is left to do then. */
function endWithReader(error: NodeJS.ErrnoException): void {
    if (error.code === "EPIPE") {
        process.exit(ExitCode.Answered);
    }
    throw error;
}

async function ask(
    client: QueryClient,
    sql: string,
    options: QueryCommandOptions,
    signal: AbortSignal,
): Promise<ExitCode> {
    const maxRows = options.maxRows ?? (options.format === "table" ? ROWS_IN_A_TABLE : undefined);
    const running = await client.stream(sql, {
        signal,
        ...(options.database === undefined ? {} : { database: options.database }),
        ...(maxRows === undefined ? {} : { maxRows }),
        ...(options.as === undefined ? {} : { principal: options.as }),
    });
    await writeAnswer(running, options.format, styleOf(process.stdout), print);
    process.stderr.write(`${summary(running.statistics())}\n`);
    return ExitCode.Answered;
}

async function list(client: QueryClient, { format, database, as }: QueryCommandOptions): Promise<ExitCode> {
    for (const line of await listCatalog(client, { database, principal: as }, format, styleOf(process.stdout))) {
        await print(`${line}\n`);
    }
    return ExitCode.Answered;
}

function summary({ rowCount, truncated, elapsedMs, scannedBytes }: QueryStatistics): string {
    const rows = `${count(rowCount)} ${rowCount === 1 ? "row" : "rows"}`;
    const more = truncated ? " (there are more: --max-rows shows them)" : "";
    return `${rows}${more}, ${(elapsedMs / 1000).toFixed(2)} s, ${bytes(scannedBytes)} read`;
}

function describe(error: unknown): string {
    if (error instanceof QueryError) {
        return error.hint === undefined ? error.message : `${error.message}\n${error.hint}`;
    }
    return error instanceof Error ? `The question failed: ${error.message}` : String(error);
}

async function readQuestion(file: string): Promise<string | Error> {
    try {
        return file === "-" ? (await buffer(process.stdin)).toString("utf8") : await readFile(file, "utf8");
    } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
    }
}

function complain(message: string, code: ExitCode): ExitCode {
    process.stderr.write(`lakefront: ${message}\n`);
    return code;
}
