import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { createInterface } from "node:readline";
import type { AssistantEvent } from "../../functions/shop/assistant";
import { isRecord } from "../is-record";
import type { ServerAddress } from "../run-file";
import { AssistantPath, type Health, type Session, SHOPPER_TOKEN_HEADER, type TurnBody } from "./protocol";

/** The assistant's server does not do what it was asked. */
export class AssistantRefusal extends Error {
    override readonly name = "AssistantRefusal";

    constructor(
        readonly status: number,
        /** As in the event `error`; `refused` where the server itself says no. */
        readonly code: string,
        message: string,
    ) {
        super(message);
    }
}

export interface TurnQuestion extends TurnBody {
    /** The shopper's id token. */
    readonly token: string;
    /** Stops the turn, also at the assistant. */
    readonly signal?: AbortSignal;
}

/** Talks to the assistant's server. */
export class AssistantClient {
    constructor(private readonly address: ServerAddress) {}

    /**
     * The events of a turn, as they happen.
     *
     * @throws `AssistantRefusal` with the status 401 for a token that isn't taken, 503 while the assistant starts again
     */
    async *turn({ token, signal, ...body }: TurnQuestion): AsyncGenerator<AssistantEvent> {
        const headers = { [SHOPPER_TOKEN_HEADER]: token };
        const response = await this.send("POST", AssistantPath.Turn, body, headers, signal);
        if (response.statusCode !== 200) throw await refusalOf(response);
        for await (const line of createInterface({ input: response })) {
            const event: AssistantEvent = JSON.parse(line);
            yield event;
        }
        if (!response.complete) throw new Error("The assistant broke off in the middle of its answer.");
    }

    /** Signs a sample shopper in. @throws `AssistantRefusal` with the status 404 for one that there isn't */
    async session(persona: string): Promise<Session> {
        const session: Session = await this.json("POST", AssistantPath.Session, { persona });
        return session;
    }

    async health(): Promise<Health> {
        const health: Health = await this.json("GET", AssistantPath.Health);
        return health;
    }

    private async json(method: string, path: string, body?: object) {
        const response = await this.send(method, path, body);
        if (response.statusCode !== 200) throw await refusalOf(response);
        return JSON.parse(await textOf(response));
    }

    private async send(
        method: string,
        path: string,
        body?: object,
        headers: Readonly<Record<string, string>> = {},
        signal?: AbortSignal,
    ): Promise<IncomingMessage> {
        const { url, token } = this.address;
        const sent = request(new URL(path, url), {
            method,
            headers: { ...headers, authorization: `Bearer ${token}`, "content-type": "application/json" },
            ...(signal && { signal }),
        });
        sent.end(body && JSON.stringify(body));
        const [response]: IncomingMessage[] = await once(sent, "response");
        if (response === undefined) throw new Error("The assistant's server gave no answer.");
        return response;
    }
}

async function refusalOf(response: IncomingMessage): Promise<AssistantRefusal> {
    const text = await textOf(response);
    const status = response.statusCode ?? 0;
    const [line = ""] = text.split("\n");
    const body: unknown = isJson(line) ? JSON.parse(line) : {};
    const { code, message } = isRecord(body) ? body : {};
    return new AssistantRefusal(
        status,
        typeof code === "string" ? code : "refused",
        typeof message === "string" ? message : `The assistant answered with status ${status}.`,
    );
}

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

async function textOf(response: IncomingMessage): Promise<string> {
    return (await response.setEncoding("utf8").toArray()).join("");
}
