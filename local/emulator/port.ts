import { createServer } from "node:net";

export const LOOPBACK = "127.0.0.1";

/** Address of an emulator on this machine. */
export function endpointAt(port: number): string {
    return `https://${LOOPBACK}:${port}`;
}

function errorCode(error: Error): string {
    return "code" in error && typeof error.code === "string" ? error.code : error.message;
}

function bind(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once("error", reject);
        server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
            const address = server.address();
            const bound = typeof address === "object" && address !== null ? address.port : port;
            server.close(() => resolve(bound));
        });
    });
}

/**
 * A port of the loopback interface that nobody listens on: the given one, or any free one.
 *
 * @throws Error naming the port and what to do when the given one can't be had.
 */
export async function claimPort(port?: number): Promise<number> {
    if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65535)) {
        throw new Error(`Port ${port} is not a port: give a whole number from 1 to 65535, for example 4566.`);
    }
    try {
        return await bind(port ?? 0);
    } catch (error) {
        const code = error instanceof Error ? errorCode(error) : String(error);
        if (code === "EADDRINUSE") {
            throw new Error(
                `Port ${port} on ${LOOPBACK} is in use by another program. Stop that program, give another port with --port, or leave --port out to get a free one.`,
            );
        }
        if (code === "EACCES") {
            throw new Error(`Port ${port} needs more rights than this user has. Give a port above 1023 with --port.`);
        }
        throw new Error(`Can't listen on ${LOOPBACK}${port === undefined ? "" : `:${port}`}: ${code}.`);
    }
}
