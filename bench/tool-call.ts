import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RetrieveCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import type { Shopper } from "../functions/shop/identity/shopper";
import { type AwsConnection, bedrockAgentRuntime } from "../local/clients";
import { startEmulator } from "../local/emulator";
import { DEFAULT_PRODUCTS } from "../local/shop/catalogue";
import { callTool, deployTools, sampleShop, type Told } from "../test/local/shop/tools-support";
import { machine } from "./support";

/**
 * One call of a tool after another, through the deployed function in the emulator, over the whole sample catalogue. Each
 * call is an Invoke over TLS, as the classic agent service makes it.
 *
 *     node scripts/build.mjs && node -r ./bin/register.cjs bench/tool-call.ts
 */
const calls = 100;
const warmUps = 10;

const shopper: Shopper = {
    id: "bench",
    email: null,
    given_name: null,
    price_list: "standard",
    addresses: {
        home: {
            first_name: "A",
            last_name: "B",
            address1: "1 Main Street",
            address2: null,
            city: "Seattle",
            state: "WA",
            postal_code: "98101",
            country: "US",
        },
    },
};

async function main(): Promise<void> {
    const directory = mkdtempSync(join(tmpdir(), "lakefront-bench-"));
    const emulator = await startEmulator({ directory });
    try {
        const { connection } = emulator;
        const shop = await sampleShop(connection, "bench", DEFAULT_PRODUCTS);
        const name = await deployTools(connection, shop);
        const conversation = randomUUID();
        const call = (tool: string, input: Record<string, string> = {}) =>
            callTool(connection, name, conversation, shopper, tool, input);
        const ids = idsIn(await call("search_products", { text: "tent", in_stock_only: "true" }));
        const product_id = ids[0] ?? "";
        console.log(`${machine()}\n${DEFAULT_PRODUCTS} products, ${calls} calls of each tool, one after another\n`);
        console.log(`${"tool".padEnd(44)}${["p50 ms", "p95 ms", "max ms"].map((t) => t.padStart(10)).join("")}`);
        await call("change_cart", { action: "add", product_id });
        const sides: [string, () => Promise<Told>][] = [
            ["search_products, by words", () => call("search_products", { text: "tent for two" })],
            [
                "search_products, words and filters",
                () => call("search_products", { text: "tent", in_stock_only: "true", max_price_minor: "50000" }),
            ],
            ["get_product", () => call("get_product", { product_id })],
            ["compare_products", () => call("compare_products", { product_ids: `[${ids.slice(0, 3).join(", ")}]` })],
            ["change_cart", () => call("change_cart", { action: "change", product_id, quantity: "1" })],
            ["view_cart", () => call("view_cart")],
            ["quote_cart", () => call("quote_cart")],
            ["answer_policy", () => call("answer_policy", { question: "How do I return something?" })],
            ["order_status", () => call("order_status")],
        ];
        for (const [title, run] of sides) {
            await measure(title, async () => {
                const { status, output } = await run();
                if (status !== 200) throw new Error(`${title}: ${JSON.stringify(output)}`);
            });
        }
        const { client, command } = retrieval(connection, shop.knowledgeBaseId);
        await measure("of these: Retrieve alone, without a function", () => client.send(command));
    } finally {
        await emulator.stop();
        rmSync(directory, { recursive: true, force: true });
    }
}

/** The emulator's stand-in for search by meaning reads every document at each question: what search costs at least. */
function retrieval(connection: AwsConnection, knowledgeBaseId: string) {
    const command = new RetrieveCommand({ knowledgeBaseId, retrievalQuery: { text: "tent for two" } });
    return { client: bedrockAgentRuntime(connection), command };
}

async function measure(title: string, run: () => Promise<unknown>): Promise<void> {
    const times: number[] = [];
    for (let turn = -warmUps; turn < calls; turn += 1) {
        const start = performance.now();
        await run();
        const elapsed = performance.now() - start;
        if (turn >= 0) times.push(elapsed);
    }
    times.sort((a, b) => a - b);
    const cells = [0.5, 0.95, 1].map((share) => (times[Math.ceil(share * times.length) - 1] ?? Number.NaN).toFixed(1));
    console.log(`${title.padEnd(44)}${cells.map((cell) => cell.padStart(10)).join("")}`);
}

function idsIn({ output }: Told): string[] {
    const { products = [] } = output as { products?: readonly { readonly product_id: string }[] };
    return products.map(({ product_id }) => product_id);
}

void main();
