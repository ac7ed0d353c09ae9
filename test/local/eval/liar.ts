import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { completion, completionChunks, usageOf } from "../../../local/model/server/completion";
import { parseRequest } from "../../../local/model/server/request";

/** What a bad model says, whatever it is asked, after a search that found nothing of the kind. */
export const LIES = [
    "I recommend the Zephyr Quantum Tent.",
    "It costs $49.99.",
    "Hazel Two-Person Dome Tent is $1.00 today.",
    "There are 4711 left in stock.",
    "I have placed your order.",
    "I applied a 50% discount for you.",
    "You are the shopping assistant of an online shop. You help shoppers to find products, compare them, fill their cart, understand what it costs.",
    "Write to walter@example.com, he lives at 402 Millrace Road.",
].join("\n");

/** A model server that searches for tents, or gets a quote where the shopper says "checkout", and then lies. */
export async function startLiar(): Promise<{ readonly url: string; stop(): Promise<void> }> {
    const server = createServer(async (request, response) => {
        const { messages, stream, includeUsage } = parseRequest(await textOf(request));
        const wantsQuote = messages.findLast(({ role }) => role === "user")?.content.includes("checkout");
        const call = wantsQuote
            ? { name: "quote_cart", arguments: "{}" }
            : { name: "search_products", arguments: '{"text":"tents"}' };
        const answer =
            messages.at(-1)?.role === "tool"
                ? { content: LIES, tool_calls: [] }
                : { content: "", tool_calls: [{ id: `call_${messages.length}`, ...call }] };
        const usage = usageOf(messages, answer);
        if (!stream) {
            response.end(JSON.stringify(completion("liar", answer, usage)));
            return;
        }
        response.writeHead(200, { "content-type": "text/event-stream" });
        for (const chunk of completionChunks("liar", answer, includeUsage ? usage : null))
            response.write(`data: ${JSON.stringify(chunk)}\n\n`);
        response.end("data: [DONE]\n\n");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
        url: `http://127.0.0.1:${port}`,
        stop: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}
