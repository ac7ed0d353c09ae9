import type { FromChild, ToChild } from "../../../local/assistant/messages";

// Stands in for the assistant's process: does what the message says.

const send = (message: FromChild) => process.send?.(message);
let underWay = 0;
let isRetiring = false;

function end(id: number): void {
    underWay--;
    send({ kind: "end", id });
    if (isRetiring && underWay === 0) process.disconnect();
}

process.on("message", (message: ToChild) => {
    if (message.kind === "retire") {
        isRetiring = true;
        if (underWay === 0) process.disconnect();
        return;
    }
    if (message.kind === "abort") {
        send({ kind: "event", id: message.id, event: { type: "text", text: "aborted" } });
        end(message.id);
        return;
    }
    const { id, call } = message;
    underWay++;
    if (call.body === "die") process.exit(3);
    send({ kind: "status", id, status: call.body === "refuse" ? 401 : 200 });
    send({ kind: "event", id, event: { type: "text", text: `${process.pid} ${call.body} ${process.env.SETTING}` } });
    if (call.body === "break") process.exit(4);
    if (call.body === "slow") setTimeout(() => end(id), 300);
    else if (call.body !== "hang") end(id);
});
process.on("disconnect", () => process.exit(0));
if (process.env.SETTING === "broken") process.exit(5);
send({ kind: "ready" });
