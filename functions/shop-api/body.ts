import { ApiProblem, Problem } from "./problem";

/** The largest body, in bytes. */
const MAX_BODY = 16 * 1024;

/**
 * Reads a body as JSON.
 *
 * @returns undefined where there is none
 * @throws an `ApiProblem`: 413 if it is larger than 16 KB, 400 if it is no JSON
 */
export function jsonOf(body: string | undefined, isBase64Encoded: boolean): unknown {
    if (body === undefined || body === "") {
        return undefined;
    }
    if (Buffer.byteLength(body, isBase64Encoded ? "base64" : "utf8") > MAX_BODY) {
        throw new ApiProblem(Problem.BodyTooLarge, 413, "A body has 16 KB at most.");
    }
    try {
        return JSON.parse(isBase64Encoded ? Buffer.from(body, "base64").toString("utf8") : body);
    } catch {
        throw new ApiProblem(Problem.InvalidRequest, 400, "The body is no JSON.");
    }
}
