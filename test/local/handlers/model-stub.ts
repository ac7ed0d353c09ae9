import { createServer } from "node:http";

/** A server in a model's place. */
export interface ModelStub {
    readonly url: string;
    stop(): Promise<void>;
}

/** What is asked, as far as it is read. */
interface ChatRequest {
    readonly model: string;
    readonly tools?: readonly unknown[];
}

function answerTo({ model, tools = [] }: ChatRequest): string {
    const message = { role: "assistant", content: `${model} with ${tools.length} tools` };
    return JSON.stringify({
        choices: [{ message, finish_reason: "stop" }],
        usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
    });
}

/** Says back which model was asked, and how many tools it was given. */
export async function startModelStub(): Promise<ModelStub> {
    const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
            const asked: ChatRequest = JSON.parse(Buffer.concat(chunks).toString());
            response.setHeader("content-type", "application/json");
            response.end(answerTo(asked));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") {
        throw new Error("the stub has no port");
    }
    return {
        url: `http://127.0.0.1:${address.port}`,
        stop: () => new Promise((resolve) => server.close(() => resolve())),
    };
}
