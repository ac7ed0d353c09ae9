import type { IncomingMessage, ServerResponse } from "node:http";
import { isRecord } from "../is-record";
import { bodyOf, refuse, startTokenServer, type TokenServer } from "../token-server";
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

/** A message has 2,000 characters at most; the function itself says so in words. */
const MAX_BODY_BYTES = 65_536;

/** Answers over HTTP on loopback, for whoever knows the token. */
export function startAssistantServer(backend: AssistantBackend): Promise<TokenServer> {
    return startTokenServer({
        handle: (request, response) => handle(backend, request, response),
        failureStatus: 503,
    });
}

async function handle(backend: AssistantBackend, request: IncomingMessage, response: ServerResponse): Promise<void> {
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
    const body = parsed(await bodyOf(request, MAX_BODY_BYTES));
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
    const body = await bodyOf(request, MAX_BODY_BYTES);
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
