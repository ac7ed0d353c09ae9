import { turnLogLine } from "../../functions/assistant/log";
import { respond } from "../../functions/assistant/respond";
import { assistantFromEnvironment } from "../../functions/shop/assistant";
import type { FromChild, ToChild, TurnCall } from "./messages";

// The assistant's function as a process that can stream, which functions in the emulator can't: the function's own code, with
// the function's settings and its role's credentials. It lives as long as the channel to its parent.

const assistant = assistantFromEnvironment(process.env, (line) => log(turnLogLine(line, process.env)));
const underWay = new Map<number, AbortController>();
let isRetiring = false;

async function answer(id: number, call: TurnCall): Promise<void> {
    const gone = new AbortController();
    underWay.set(id, gone);
    try {
        const { status, events } = await respond(call, assistant, gone.signal, failed);
        send({ kind: "status", id, status });
        for await (const event of events) send({ kind: "event", id, event });
    } catch (error) {
        failed(error);
    } finally {
        send({ kind: "end", id });
        underWay.delete(id);
        endIfRetired();
    }
}

/** Stack and all: the log stays on the developer's machine. */
function failed(error: unknown): void {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function log(line: string): void {
    process.stdout.write(`${line}\n`);
}

function send(message: FromChild): void {
    if (process.connected) process.send?.(message);
}

function endIfRetired(): void {
    if (isRetiring && underWay.size === 0) process.disconnect();
}

process.on("message", (message: ToChild) => {
    switch (message.kind) {
        case "turn":
            void answer(message.id, message.call);
            break;
        case "abort":
            underWay.get(message.id)?.abort();
            break;
        case "retire":
            isRetiring = true;
            endIfRetired();
    }
});
// Ctrl-C reaches the whole process group; when to stop is for the parent to say.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(0));
send({ kind: "ready" });
