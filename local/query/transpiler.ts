import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Catalog } from "./catalog";
import { INFORMATION_SCHEMA, informationSchema } from "./information-schema";
import { isQueryErrorCode, type Position, QueryError, QueryErrorCode } from "./query-error";

/** A question in DuckDB's SQL, and what was learnt on the way. */
export interface Translation {
    readonly sql: string;
    /** The tables and views it names, each once, database first. */
    readonly tables: readonly (readonly [database: string, table: string])[];
    /** Where each name first stands in the question. */
    readonly names: ReadonlyMap<string, Position>;
}

interface Reply {
    readonly id: number;
    readonly ok?: {
        readonly sql: string;
        readonly tables: [string, string][];
        readonly names: Record<string, [number, number]>;
    };
    readonly error?: {
        readonly code: string;
        readonly message: string;
        readonly position: [number, number] | null;
        readonly hint: string | null;
    };
}

interface Waiting {
    resolve(reply: Reply): void;
    reject(error: Error): void;
}

const ROOT = resolve(__dirname, "../..");
const SCRIPT = join(ROOT, "local/python/transpile.py");
/** The interpreter of the project's own virtual environment, which holds sqlglot. */
export const PYTHON = join(ROOT, ".lakefront/venv/bin/python");

/** How much of the child's error output is kept for a message. */
const KEPT_ERROR_CHARACTERS = 2_000;

/**
 * Translates Athena's SQL by a child process (`local/python/transpile.py`). It starts with the first question, and again after it died;
 * it ends when this process does, since it reads its requests from a pipe.
 */
export class Transpiler {
    private child: ChildProcess | undefined;
    private readonly waiting = new Map<number, Waiting>();
    private known = new WeakMap<Catalog, string>();
    private lastId = 0;
    private errorOutput = "";

    constructor(private readonly python: string = PYTHON) {}

    /** @throws QueryError if Athena would refuse the question. */
    async translate(sql: string, catalog: Catalog, database: string | undefined): Promise<Translation> {
        const key = await this.send(catalog);
        const reply = await this.ask({ op: "question", catalog: key, sql, database: database?.toLowerCase() ?? null });
        if (reply.ok === undefined) {
            throw asQueryError(reply);
        }
        const { sql: translated, tables, names } = reply.ok;
        const places = Object.entries(names).map(([name, at]): [string, Position] => [
            name,
            { line: at[0], column: at[1] },
        ]);
        return { sql: translated, tables, names: new Map(places) };
    }

    close(): void {
        this.child?.kill();
        this.child = undefined;
    }

    /** Tells the child about a catalogue once; later questions refer to it by its key. */
    private async send(catalog: Catalog): Promise<string> {
        this.ensureStarted();
        const known = this.known.get(catalog);
        if (known !== undefined) {
            return known;
        }
        const key = String(++this.lastId);
        const databases = Object.fromEntries(
            catalog.databases.map((database) => [database.name, columnTypes(database.tables)]),
        );
        await this.ask({
            op: "catalog",
            catalog: key,
            databases: { ...databases, [INFORMATION_SCHEMA]: columnTypes(informationSchema(catalog)) },
        });
        this.known.set(catalog, key);
        return key;
    }

    private ask(request: Record<string, unknown>): Promise<Reply> {
        const child = this.ensureStarted();
        const id = ++this.lastId;
        setKeepingAlive(child, true);
        return new Promise((resolve, reject) => {
            this.waiting.set(id, { resolve, reject });
            child.stdin?.write(`${JSON.stringify({ id, ...request })}\n`);
        });
    }

    private ensureStarted(): ChildProcess {
        if (this.child !== undefined) {
            return this.child;
        }
        // -B: no __pycache__ folders in the sources.
        const child = spawn(this.python, ["-B", SCRIPT], {
            stdio: ["pipe", "pipe", "pipe"],
            env: { PYTHONIOENCODING: "utf-8" },
        });
        this.child = child;
        this.known = new WeakMap();
        this.errorOutput = "";
        createInterface({ input: child.stdout }).on("line", (line) => this.receive(line));
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
            this.errorOutput = (this.errorOutput + text).slice(-KEPT_ERROR_CHARACTERS);
        });
        child.stdin.on("error", () => undefined);
        child.on("error", (error) =>
            this.lost(
                child,
                `can't start ${this.python}: ${error.message}. Run \`npm start\` or \`npm test\` once: they set it up`,
            ),
        );
        child.on("close", (code, signal) =>
            this.lost(child, `ended with ${signal ?? `exit code ${code}`}\n${this.errorOutput}`.trim()),
        );
        setKeepingAlive(child, false);
        return child;
    }

    private receive(line: string): void {
        const reply = JSON.parse(line) as Reply;
        this.waiting.get(reply.id)?.resolve(reply);
        this.waiting.delete(reply.id);
        if (this.waiting.size === 0 && this.child !== undefined) {
            setKeepingAlive(this.child, false);
        }
    }

    private lost(child: ChildProcess, reason: string): void {
        if (this.child === child) {
            this.child = undefined;
        }
        for (const { reject } of this.waiting.values()) {
            reject(new Error(`The SQL translator ${reason}`));
        }
        this.waiting.clear();
    }
}

/** An idle translator must not keep a program alive that has nothing else to do; one that owes an answer must. */
function setKeepingAlive(child: ChildProcess, keeping: boolean): void {
    for (const handle of [child, child.stdin, child.stdout, child.stderr]) {
        if (handle instanceof Socket || handle === child) {
            keeping ? handle.ref() : handle.unref();
        }
    }
}

function asQueryError({ error }: Reply): QueryError {
    const { code = "", message = "no answer", position = null, hint = null } = error ?? {};
    return new QueryError(
        isQueryErrorCode(code) ? code : QueryErrorCode.SyntaxError,
        message,
        position === null ? undefined : { line: position[0], column: position[1] },
        hint ?? undefined,
    );
}

type Tables = readonly {
    readonly name: string;
    readonly columns: readonly NamedType[];
    readonly partitionKeys?: readonly NamedType[];
}[];
interface NamedType {
    readonly name: string;
    readonly type: string;
}

function columnTypes(tables: Tables): Record<string, Record<string, string>> {
    return Object.fromEntries(
        tables.map(({ name, columns, partitionKeys = [] }) => [
            name,
            Object.fromEntries(
                [...columns, ...partitionKeys].map((column) => [column.name.toLowerCase(), column.type]),
            ),
        ]),
    );
}
