import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { QueryClient } from "../../../local/query/client";
import { ExitCode, runQuery } from "../../../local/query/command";
import { QueryError, QueryErrorCode } from "../../../local/query/query-error";
import { startQueryServer } from "../../../local/query/server";
import type { QueryEngine, QueryOptions, QueryResult, RunningQuery } from "../../../local/query/types";
import { AlreadyRunning, claimRunFile, readRunFile } from "../../../local/run-file";
import type { TokenServer } from "../../../local/token-server";

/** Answers with what it was asked; refuses what is called wrong. */
class EchoEngine implements QueryEngine {
    readonly asked: [string, QueryOptions][] = [];
    aborted = 0;

    async stream(sql: string, options: QueryOptions = {}): Promise<RunningQuery> {
        this.asked.push([sql, options]);
        options.signal?.addEventListener("abort", () => this.aborted++);
        if (sql === "wrong") {
            throw new QueryError(
                QueryErrorCode.ColumnNotFound,
                "Column 'x' cannot be resolved",
                { line: 1, column: 8 },
                "Did you mean 'y'?",
            );
        }
        return {
            columns: [
                { name: "sql", type: "varchar" },
                { name: "n", type: "integer" },
            ],
            batches: (async function* () {
                yield [[sql, 1]];
                if (sql === "broken") {
                    throw new Error("the disk is full");
                }
                yield [['a "b", c', null]];
                while (sql === "endless") {
                    yield [["x".repeat(10_000), 2]];
                    await new Promise((resolve) => setImmediate(resolve));
                }
            })(),
            statistics: () => ({ rowCount: 2, truncated: false, scannedBytes: 1500, elapsedMs: 12 }),
        };
    }

    async query(): Promise<QueryResult> {
        throw new Error("the server streams");
    }

    async close(): Promise<void> {}
}

/** What a command writes, without writing it. */
async function captured(run: () => Promise<number>): Promise<{ code: number; out: string; err: string }> {
    const written = { out: "", err: "" };
    const { stdout, stderr } = process;
    const originals = { out: stdout.write, err: stderr.write };
    const capture =
        (to: "out" | "err") =>
        (text: string | Uint8Array, ...rest: unknown[]): boolean => {
            written[to] += String(text);
            for (const callback of rest) {
                if (typeof callback === "function") {
                    callback();
                }
            }
            return true;
        };
    stdout.write = capture("out");
    stderr.write = capture("err");
    try {
        return { code: await run(), ...written };
    } finally {
        stdout.write = originals.out;
        stderr.write = originals.err;
    }
}

describe("asking the running lake", () => {
    let engine: EchoEngine;
    let server: TokenServer;
    let client: QueryClient;
    let directory: string;
    let runFile: string;

    beforeEach(async () => {
        engine = new EchoEngine();
        server = await startQueryServer(engine);
        client = new QueryClient(server.address);
        directory = await mkdtemp(join(tmpdir(), "lakefront-server-"));
        runFile = join(directory, "run.json");
    });
    afterEach(async () => {
        await server.close();
        await rm(directory, { recursive: true, force: true });
    });

    const status = (path: string, method: string, token: string, body = ""): Promise<number | undefined> =>
        new Promise((resolve, reject) => {
            const sent = request(
                new URL(path, server.address.url),
                { method, headers: { authorization: `Bearer ${token}` } },
                (response) => {
                    response.resume();
                    resolve(response.statusCode);
                },
            );
            sent.on("error", reject).end(body);
        });

    describe("server and client", () => {
        it("carries columns, rows and statistics across", async () => {
            const result = await client.query("SELECT 1", {
                database: "lake",
                maxRows: 5,
                principal: "arn:aws:iam::111122223333:role/analyst",
            });
            expect(result.columns.map(({ type }) => type)).to.deep.equal(["varchar", "integer"]);
            expect(result.rows).to.deep.equal([
                ["SELECT 1", 1],
                ['a "b", c', null],
            ]);
            expect(result).to.include({ rowCount: 2, scannedBytes: 1500 });
            expect(engine.asked[0]?.[1]).to.include({
                database: "lake",
                maxRows: 5,
                principal: "arn:aws:iam::111122223333:role/analyst",
            });
        });

        it("carries a question's error across, place and hint included", async () => {
            const error: unknown = await client.query("wrong").catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(QueryError);
            expect(error).to.include({
                message: "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved",
                hint: "Did you mean 'y'?",
            });
        });

        it("tells of a failure in the middle of the rows", async () => {
            const error: unknown = await client.query("broken").catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(Error).and.not.instanceOf(QueryError);
            expect(String(error)).to.match(/the disk is full/);
        });

        it("stops the question when its reader goes away", async () => {
            const stop = new AbortController();
            const running = await client.stream("endless", { signal: stop.signal });
            let seen = 0;
            try {
                for await (const rows of running.batches) {
                    seen += rows.length;
                    if (seen > 20) {
                        stop.abort();
                    }
                }
            } catch {
                // The reader's own doing.
            }
            while (engine.aborted === 0) {
                await new Promise((resolve) => setTimeout(resolve, 10));
            }
            expect(engine.aborted).to.equal(1);
        });

        it("refuses whoever doesn't know the token", async () => {
            expect(await status("/query", "POST", "guess", '{"sql":"SELECT 1"}')).to.equal(401);
            expect(await status("/query", "POST", `${server.address.token}x`, '{"sql":"SELECT 1"}')).to.equal(401);
            expect(engine.asked).to.deep.equal([]);
        });

        it("refuses what isn't a question", async () => {
            const { token } = server.address;
            expect(await status("/query", "POST", token, "SELECT 1")).to.equal(400);
            expect(await status("/query", "POST", token, '{"sql":1}')).to.equal(400);
            expect(engine.asked).to.deep.equal([]);
            expect(await status("/query", "GET", token)).to.equal(405);
            expect(await status("/", "POST", token)).to.equal(404);
        });

        it("refuses a question that may say who asks in a way that isn't understood", async () => {
            const { token } = server.address;
            for (const who of [
                '"principal":null',
                '"principal":["a"]',
                '"principal":1',
                '"Principal":"a"',
                '"as":"a"',
            ]) {
                expect(await status("/query", "POST", token, `{"sql":"SELECT 1",${who}}`), who).to.equal(400);
            }
            expect(engine.asked).to.deep.equal([]);
        });

        it("listens on loopback only", () => {
            expect(server.address.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
        });
    });

    describe("lakefront query", () => {
        const ask = (options: Partial<Parameters<typeof runQuery>[0]>) =>
            captured(() => runQuery({ format: "table", ...options }, runFile));
        const running = async () => {
            const claim = await claimRunFile(runFile);
            await claim.update({ endpoint: "http://127.0.0.1:1", query: server.address });
        };

        it("prints a table, and how it went on standard error", async () => {
            await running();
            const { code, out, err } = await ask({ sql: "SELECT 1" });
            expect(code).to.equal(ExitCode.Answered);
            expect(out).to.match(/^\+-+\+-+\+\n\| sql +\| +n \|\n/);
            expect(out).to.match(/\| a "b", c \| NULL \|\n/);
            expect(err).to.equal("2 rows, 0.01 s, 1.5 KB read\n");
        });

        it("prints JSON and CSV that programs can read", async () => {
            await running();
            expect(JSON.parse((await ask({ sql: "x", format: "json" })).out)).to.deep.equal([
                { sql: "x", n: 1 },
                { sql: 'a "b", c', n: null },
            ]);
            expect((await ask({ sql: "x", format: "csv" })).out).to.equal('sql,n\r\nx,1\r\n"a ""b"", c",\r\n');
        });

        it("reads the question from a file", async () => {
            await running();
            const file = join(directory, "question.sql");
            await writeFile(file, "SELECT 2");
            expect((await ask({ file, format: "csv" })).out).to.match(/SELECT 2/);
        });

        it("says what is wrong with the question, and fails", async () => {
            await running();
            const { code, out, err } = await ask({ sql: "wrong" });
            expect(code).to.equal(ExitCode.Failed);
            expect(out).to.equal("");
            expect(err).to.equal(
                "lakefront: COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved\nDid you mean 'y'?\n",
            );
        });

        it("asks as whom it is told", async () => {
            await running();
            await ask({ sql: "SELECT 1", as: "analyst" });
            await ask({ as: "analyst" });
            await ask({ sql: "SELECT 1" });
            expect(engine.asked.map(([, { principal }]) => principal)).to.deep.equal(["analyst", "analyst", undefined]);
        });

        it("says how to start the lake if it isn't running", async () => {
            const { code, err } = await ask({ sql: "SELECT 1" });
            expect(code).to.equal(ExitCode.Failed);
            expect(err).to.equal("lakefront: The lake isn't running: start it with `npm start`.\n");
        });

        it("asks for patience while the lake starts", async () => {
            await claimRunFile(runFile);
            expect((await ask({ sql: "SELECT 1" })).err).to.match(/still starting/);
        });

        it("refuses two questions at once, and a file that isn't there", async () => {
            expect((await ask({ sql: "SELECT 1", file: "x" })).code).to.equal(ExitCode.WrongUse);
            expect((await ask({ file: join(directory, "none") })).code).to.equal(ExitCode.WrongUse);
        });
    });

    describe("run file", () => {
        it("can be read by its owner only", async () => {
            await claimRunFile(runFile);
            expect((await stat(runFile)).mode & 0o777).to.equal(0o600);
        });

        it("is claimed by one system, and free again when it stops", async () => {
            const claim = await claimRunFile(runFile);
            const error: unknown = await claimRunFile(runFile).catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(AlreadyRunning);
            expect(String(error)).to.include(`process ${process.pid}`);
            await claim.release();
            await (await claimRunFile(runFile)).release();
        });

        it("is taken over from a process that has died, and from a file cut short", async () => {
            await writeFile(runFile, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: "2026-11-01T00:00:00Z" }));
            expect(await readRunFile(runFile)).to.equal(undefined);
            await (await claimRunFile(runFile)).release();
            await writeFile(runFile, '{"pid": 1');
            expect((await claimRunFile(runFile)) !== undefined && (await readRunFile(runFile))?.pid).to.equal(
                process.pid,
            );
        });

        it("is claimed by exactly one of several at the same time", async () => {
            const claims = await Promise.allSettled([1, 2, 3, 4, 5].map(() => claimRunFile(runFile)));
            expect(claims.filter(({ status }) => status === "fulfilled")).to.have.length(1);
        });
    });
});
