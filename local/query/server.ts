import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isRecord } from "../is-record";
import { bodyOf, refuse, startTokenServer, type TokenServer } from "../token-server";
import { type AnswerError, type AnswerLine, QUERY_PATH, type QueryRequest } from "./protocol";
import { QueryError } from "./query-error";
import type { QueryEngine } from "./types";

/** A question longer than this isn't one: Athena's own limit is 262,144 bytes. https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const MAX_REQUEST_BYTES = 262_144 * 2;

/** Answers questions over HTTP on loopback, for whoever knows the token. */
export function startQueryServer(engine: QueryEngine, port = 0): Promise<TokenServer> {
    return startTokenServer({
        handle: (request, response) => handle(engine, request, response),
        failureStatus: 500,
        port,
    });
}

async function handle(engine: QueryEngine, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== QUERY_PATH) {
        return refuse(response, 404, `there is nothing at ${request.url}; questions go to ${QUERY_PATH}`);
    }
    if (request.method !== "POST") {
        return refuse(response, 405, "questions are asked by POST");
    }
    const question = parseRequest(await bodyOf(request, MAX_REQUEST_BYTES));
    if (question === undefined) {
        return refuse(
            response,
            400,
            'the body must be JSON like {"sql": "SELECT 1"}, and may have a database, a principal and maxRows',
        );
    }
    const stopped = new AbortController();
    response.on("close", () => stopped.abort());
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    try {
        const { sql, ...options } = question;
        const running = await engine.stream(sql, { ...options, signal: stopped.signal });
        await write(response, { columns: running.columns });
        for await (const rows of running.batches) {
            if (stopped.signal.aborted) return;
            await write(response, { rows });
        }
        await write(response, { statistics: running.statistics() });
    } catch (error) {
        await write(response, { error: describe(error) });
    }
    response.end();
}

/** How each field of a request is read; a field that isn't among them, or has another type, makes it none: it might have said who asks. */
const FIELDS: Readonly<Record<keyof QueryRequest, string>> = {
    sql: "string",
    database: "string",
    maxRows: "number",
    principal: "string",
};

function parseRequest(body: string | undefined): QueryRequest | undefined {
    try {
        const value: unknown = JSON.parse(body ?? "");
        return isQuestion(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

function isQuestion(value: unknown): value is QueryRequest {
    if (!isRecord(value) || value.sql === undefined) {
        return false;
    }
    const types: ReadonlyMap<string, string> = new Map(Object.entries(FIELDS));
    return Object.entries(value).every(([name, field]) => types.get(name) === typeof field);
}

/** Waits while the reader is slower than the engine: rows must not pile up in memory. */
async function write(response: ServerResponse, line: AnswerLine): Promise<void> {
    if (!response.destroyed && !response.write(`${JSON.stringify(line)}\n`)) {
        await Promise.race([once(response, "drain"), once(response, "close")]);
    }
}

function describe(error: unknown): AnswerError {
    if (error instanceof QueryError) {
        const { code, detail, position, hint } = error;
        return {
            code,
            message: detail,
            ...(position === undefined ? {} : { position }),
            ...(hint === undefined ? {} : { hint }),
        };
    }
    return { message: error instanceof Error ? error.message : String(error) };
}
