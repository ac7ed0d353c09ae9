import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { ServerAddress } from "./run-file";

const LOOPBACK = "127.0.0.1";

/** A server of the running system. */
export interface TokenServer {
    readonly address: ServerAddress;
    /** Stops answering; what is under way is cut off. */
    close(): Promise<void>;
}

export interface TokenServerOptions {
    /** Answers a request of somebody who knows the token. */
    handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
    /** Status of an answer where `handle` failed before it said anything. */
    readonly failureStatus: number;
    /** Default: any that is free. */
    readonly port?: number;
}

/** Answers over HTTP on loopback, for whoever knows the token. */
export async function startTokenServer({ handle, failureStatus, port = 0 }: TokenServerOptions): Promise<TokenServer> {
    const token = randomBytes(32).toString("base64url");
    const server = createServer((request, response) => {
        if (!isAuthorised(request.headers.authorization, token)) {
            return refuse(response, 401, "a bearer token is needed: it stands in .lakefront/run.json");
        }
        handle(request, response).catch((error: unknown) => {
            if (response.headersSent) response.destroy();
            else refuse(response, failureStatus, error instanceof Error ? error.message : String(error));
        });
    });
    server.listen(port, LOOPBACK);
    await once(server, "listening");
    const bound = server.address();
    if (bound === null || typeof bound === "string") throw new Error("the server has no port");
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

/** A request's body as text; nothing for one of more than `mostBytes`. */
export async function bodyOf(request: IncomingMessage, mostBytes: number): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request) {
        const bytes = Buffer.from(chunk);
        size += bytes.length;
        if (size > mostBytes) return undefined;
        chunks.push(bytes);
    }
    return Buffer.concat(chunks).toString("utf8");
}

/** Ends a request with a reason; the connection isn't used again, for its body may not have been read. */
export function refuse(response: ServerResponse, status: number, message: string): void {
    response.writeHead(status, { "content-type": "application/json", connection: "close" });
    response.end(JSON.stringify({ message }));
}

/** Comparing takes the same time wherever the two differ, so the token can't be guessed letter by letter. */
function isAuthorised(header: string | undefined, token: string): boolean {
    const given = Buffer.from(header ?? "");
    const wanted = Buffer.from(`Bearer ${token}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
}
