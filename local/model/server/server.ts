import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { nextMessage } from "../planner/planner";
import { completion, completionChunks, usageOf } from "./completion";
import { BadRequest, parseRequest } from "./request";

/** The name that the planner goes by, so that nobody takes it for a language model. */
export const PLANNER_MODEL = "lakefront-scripted-planner";

const MODELS = {
    object: "list",
    data: [{ id: PLANNER_MODEL, object: "model", created: 0, owned_by: "lakefront" }],
};

const HOST = "127.0.0.1";
const MOST_BODY_BYTES = 4 * 1024 * 1024;

export interface ModelServer {
    /** Without a trailing slash and without `/v1`. */
    readonly url: string;
    stop(): Promise<void>;
}

/**
 * Serves the scripted planner on loopback in the form of OpenAI's chat completions: `POST /v1/chat/completions`, streamed
 * or not, `GET /v1/models`, `GET /health`.
 *
 * @param port default: any free one.
 * @throws Error if the port is taken.
 */
export async function startPlannerServer({ port = 0 }: { readonly port?: number } = {}): Promise<ModelServer> {
    const server = createServer((request, response) => {
        respond(request, response).catch((error: unknown) => {
            if (response.headersSent) response.destroy();
            else sendError(response, error);
        });
    });
    await listening(server, port);
    const { port: bound } = server.address() as AddressInfo;
    return {
        url: `http://${HOST}:${bound}`,
        stop: () =>
            new Promise((resolve, reject) => {
                server.close((error) => (error === undefined ? resolve() : reject(error)));
                server.closeAllConnections();
            }),
    };
}

function listening(server: Server, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, HOST, () => {
            server.off("error", reject);
            resolve();
        });
    });
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", `http://${HOST}`);
    const route = `${request.method ?? ""} ${pathname}`;
    if (route === "POST /v1/chat/completions") complete(await bodyOf(request), response);
    else if (route === "GET /health") sendJson(response, 200, { status: "ok", model: PLANNER_MODEL });
    else if (route === "GET /v1/models") sendJson(response, 200, MODELS);
    else sendJson(response, 404, errorBody(`There is no ${route}.`, null));
}

function complete(json: string, response: ServerResponse): void {
    const { messages, tools, stream, includeUsage } = parseRequest(json);
    const answer = nextMessage(messages, tools);
    const usage = usageOf(messages, answer);
    if (!stream) {
        sendJson(response, 200, completion(PLANNER_MODEL, answer, usage));
        return;
    }
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
    for (const chunk of completionChunks(PLANNER_MODEL, answer, includeUsage ? usage : null)) {
        response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    }
    response.end("data: [DONE]\n\n");
}

/** Reads a body to its end even if it is too long: a client that is cut off while it sends sees no answer. */
async function bodyOf(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request) {
        const bytes = Buffer.from(chunk);
        size += bytes.length;
        if (size <= MOST_BODY_BYTES) chunks.push(bytes);
    }
    if (size > MOST_BODY_BYTES) throw new BadRequest(`The body is longer than ${MOST_BODY_BYTES} bytes.`, null);
    return Buffer.concat(chunks).toString("utf8");
}

function sendError(response: ServerResponse, error: unknown): void {
    if (error instanceof BadRequest) sendJson(response, 400, errorBody(error.message, error.param));
    else sendJson(response, 500, errorBody("The planner failed.", null, "server_error"));
}

function errorBody(message: string, param: string | null, type = "invalid_request_error"): object {
    return { error: { message, type, param, code: null } };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
}
