import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { AwsConnection } from "../clients";

const TIMEOUT_MS = 60_000;

export interface HttpRequest {
    /** Whole address, at the emulator. */
    readonly url: string;
    /** Default `GET`. */
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
}

export interface HttpAnswer {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly body: string;
}

/**
 * One request to the emulator, trusting its certificate, which `fetch` can't be told to.
 *
 * @throws Error of the connection, or when there is no answer within a minute.
 */
export function send(connection: AwsConnection, { url, method = "GET", headers = {}, body }: HttpRequest) {
    const { certificateFile } = connection;
    const options = {
        method,
        headers: { ...headers, ...(body !== undefined && { "content-length": String(Buffer.byteLength(body)) }) },
        timeout: TIMEOUT_MS,
        ...(certificateFile !== undefined && { ca: readFileSync(certificateFile) }),
    };
    return new Promise<HttpAnswer>((resolve, reject) => {
        const asked = request(url, options, (response) => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            response.on("error", reject);
            response.on("end", () =>
                resolve({
                    status: response.statusCode ?? 0,
                    headers: response.headers,
                    body: Buffer.concat(chunks).toString("utf8"),
                }),
            );
        });
        asked.on("error", reject);
        asked.on("timeout", () => asked.destroy(new Error(`${url} did not answer within ${TIMEOUT_MS / 1000} s`)));
        asked.end(body);
    });
}
