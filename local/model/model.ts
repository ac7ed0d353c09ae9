import { isRecord } from "../is-record";
import { type ModelServer, startPlannerServer } from "./server/server";

/** Names a model server of the developer's own: any that speaks OpenAI's chat completions. */
export const MODEL_URL_VARIABLE = "LAKEFRONT_MODEL_URL";

const ANSWER_TIMEOUT_MS = 5_000;

export interface LocalModel extends ModelServer {
    /** Whether it is the scripted planner, and no language model: pages and logs say so. */
    readonly isScripted: boolean;
}

/**
 * The server that stands behind Amazon Bedrock on this machine: the developer's own if `LAKEFRONT_MODEL_URL` names one,
 * otherwise the scripted planner, started here. `stop` ends only what was started here.
 *
 * The emulator answers with canned text if its model server is down, and tells nobody; so a server is asked before it is
 * used.
 *
 * @throws Error if the variable is no address of a server, or the server doesn't answer.
 */
export async function startModel(env: Readonly<Record<string, string | undefined>>): Promise<LocalModel> {
    const own = modelUrl(env);
    if (own === null) return { ...(await startPlannerServer()), isScripted: true };
    await checkAnswers(own);
    return { url: own, isScripted: false, stop: async () => undefined };
}

/**
 * The address of the developer's own model server, without a closing slash or `/v1`; null if there is none.
 *
 * @throws Error if it isn't an http or https address.
 */
export function modelUrl(env: Readonly<Record<string, string | undefined>>): string | null {
    const value = env[MODEL_URL_VARIABLE]?.trim();
    if (value === undefined || value === "") return null;
    const url = URL.canParse(value) ? new URL(value) : null;
    if (url === null || !/^https?:$/.test(url.protocol)) {
        throw new Error(
            `${MODEL_URL_VARIABLE} must be the http or https address of a model server, such as http://127.0.0.1:11434.`,
        );
    }
    return `${url.origin}${url.pathname}`.replace(/(?:\/v1)?\/*$/, "");
}

/** @throws Error that names the address if it doesn't list its models as OpenAI's API does. */
export async function checkAnswers(url: string): Promise<void> {
    const address = `${url}/v1/models`;
    const hint = `Start the server, or unset ${MODEL_URL_VARIABLE} to use the scripted planner.`;
    let body: unknown;
    try {
        const response = await fetch(address, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
        if (!response.ok) throw new Error(`it answers ${response.status}`);
        body = await response.json();
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`The model server at ${address} can't be used: ${reason}. ${hint}`, { cause: error });
    }
    if (!isRecord(body) || !Array.isArray(body.data)) {
        throw new Error(`The model server at ${address} doesn't list its models as OpenAI's API does. ${hint}`);
    }
}
