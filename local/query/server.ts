import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { isRecord } from "../is-record";
import type { QueryAddress } from "../run-file";
import { type AnswerError, type AnswerLine, QUERY_PATH, type QueryRequest } from "./protocol";
import { QueryError } from "./query-error";
import type { QueryEngine } from "./types";

/** A question longer than this isn't one: Athena's own limit is 262,144 bytes. https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const MAX_REQUEST_BYTES = 262_144 * 2;
const LOOPBACK = "127.0.0.1";

export interface QueryServer {
    readonly address: QueryAddress;
    /** Stops answering; questions under way are cut off. */
    close(): Promise<void>;
}

/** Answers questions over HTTP on loopback, for whoever knows the token. */
export async function startQueryServer(engine: QueryEngine, port = 0): Promise<QueryServer> {
    const token = randomBytes(32).toString("base64url");
    const server = createServer((request, response) => {
        handle(engine, token, request, response).catch((error: unknown) => {
            if (response.headersSent) {
                response.destroy();
            } else {
                refuse(response, 500, error instanceof Error ? error.message : String(error));
            }
        });
    });
    server.listen(port, LOOPBACK);
    await once(server, "listening");
    const bound = server.address();
    if (bound === null || typeof bound === "string") {
        throw new Error("the query server has no port");
    }
    return {
        address: { url: `http://${LOOPBACK}:${bound.port}`, token },
        close: async () => {
            const closed = once(server, "close");
            server.close();
            server.closeAllConnections();
            await closed;
        },
    };
}

async function handle(
    engine: QueryEngine,
    token: string,
    request: IncomingMessage,
    response: ServerResponse,
): Promise<void> {
    if (!isAuthorised(request.headers.authorization, token)) {
        return refuse(response, 401, "a bearer token is needed: it stands in .lakefront/run.json");
    }
    if (request.url !== QUERY_PATH) {
        return refuse(response, 404, `there is nothing at ${request.url}; questions go to ${QUERY_PATH}`);
    }
    if (request.method !== "POST") {
        return refuse(response, 405, "questions are asked by POST");
    }
    const question = parseRequest(await readBody(request));
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

/** Comparing takes the same time wherever the two differ, so the token can't be guessed letter by letter. */
function isAuthorised(header: string | undefined, token: string): boolean {
    const given = Buffer.from(header ?? "");
    const wanted = Buffer.from(`Bearer ${token}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request) {
        const bytes = Buffer.from(chunk);
        size += bytes.length;
        if (size > MAX_REQUEST_BYTES) {
            return undefined;
        }
        chunks.push(bytes);
    }
    return Buffer.concat(chunks).toString("utf8");
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

function refuse(response: ServerResponse, status: number, message: string): void {
    response.writeHead(status, { "content-type": "application/json", connection: "close" });
    response.end(JSON.stringify({ message }));
}
