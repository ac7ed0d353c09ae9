import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { isRecord } from "../is-record";
import type { ServerAddress } from "../run-file";
import type { TurnCall } from "./messages";
import { AssistantPath, type Health, type Session, SHOPPER_TOKEN_HEADER } from "./protocol";
import type { TurnAnswer } from "./worker";

/** What stands behind the server. */
export interface AssistantBackend {
    turn(call: TurnCall, signal: AbortSignal): Promise<TurnAnswer>;
    /** @throws `UnknownPersona` */
    signIn(persona: string): Promise<Session>;
    readonly health: Health;
}

export class UnknownPersona extends Error {
    override readonly name = "UnknownPersona";
}

export interface AssistantServer {
    readonly address: ServerAddress;
    /** Stops answering; turns under way are cut off. */
    close(): Promise<void>;
}

/** A message has 2,000 characters at most; the function itself says so in words. */
const MAX_BODY_BYTES = 65_536;
const LOOPBACK = "127.0.0.1";

/** Answers over HTTP on loopback, for whoever knows the token. */
export async function startAssistantServer(backend: AssistantBackend): Promise<AssistantServer> {
    const token = randomBytes(32).toString("base64url");
    const server = createServer((request, response) => {
        handle(backend, token, request, response).catch((error: unknown) => {
            if (response.headersSent) response.destroy();
            else refuse(response, 503, error instanceof Error ? error.message : String(error));
        });
    });
    server.listen(0, LOOPBACK);
    await once(server, "listening");
    const bound = server.address();
    if (bound === null || typeof bound === "string") throw new Error("the assistant's server has no port");
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
    backend: AssistantBackend,
    token: string,
    request: IncomingMessage,
    response: ServerResponse,
): Promise<void> {
    if (!isAuthorised(request.headers.authorization, token)) {
        return refuse(response, 401, "a bearer token is needed: it stands in .lakefront/run.json");
    }
    switch (`${request.method} ${request.url}`) {
        case `GET ${AssistantPath.Health}`:
            return answer(response, 200, backend.health);
        case `POST ${AssistantPath.Session}`:
            return session(backend, request, response);
        case `POST ${AssistantPath.Turn}`:
            return turn(backend, request, response);
        default:
            return refuse(response, 404, `there is nothing at ${request.method} ${request.url}`);
    }
}

async function session(backend: AssistantBackend, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = parsed(await bodyOf(request));
    if (!isRecord(body) || typeof body.persona !== "string") {
        return refuse(response, 400, 'the body must be JSON like {"persona": "maya"}');
    }
    try {
        return answer(response, 200, await backend.signIn(body.persona));
    } catch (error) {
        if (!(error instanceof UnknownPersona)) throw error;
        return refuse(response, 404, error.message);
    }
}

/** The call is handed on as it came: the function's own code judges it. */
async function turn(backend: AssistantBackend, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (body === undefined) return refuse(response, 413, `a body has ${MAX_BODY_BYTES} bytes at most`);
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const shopper = request.headers[SHOPPER_TOKEN_HEADER];
    const headers = { [SHOPPER_TOKEN_HEADER]: typeof shopper === "string" ? shopper : "" };
    const { status, events } = await backend.turn({ headers, body }, gone.signal);
    response.writeHead(status, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
    for await (const event of events) {
        if (!response.destroyed) response.write(`${JSON.stringify(event)}\n`);
    }
    response.end();
}

/** Comparing takes the same time wherever the two differ, so the token can't be guessed letter by letter. */
function isAuthorised(header: string | undefined, token: string): boolean {
    const given = Buffer.from(header ?? "");
    const wanted = Buffer.from(`Bearer ${token}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request) {
        const bytes = Buffer.from(chunk);
        size += bytes.length;
        if (size > MAX_BODY_BYTES) return undefined;
        chunks.push(bytes);
    }
    return Buffer.concat(chunks).toString("utf8");
}

function parsed(body: string | undefined): unknown {
    try {
        return JSON.parse(body ?? "");
    } catch {
        return undefined;
    }
}

function answer(response: ServerResponse, status: number, value: unknown): void {
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, message: string): void {
    response.writeHead(status, { "content-type": "application/json", connection: "close" });
    response.end(JSON.stringify({ message }));
}
