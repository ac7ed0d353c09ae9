import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { type AwsConnection, bedrockRuntime } from "../local/clients";
import { startEmulator } from "../local/emulator";
import { startModel } from "../local/model";
import { DEFAULT_PRODUCTS } from "../local/shop/catalogue";
import { persona, userAttributes } from "../local/shop/personas";
import { signIn } from "../local/shop-access";
import {
    type Asked,
    ask,
    type DeployedAssistant,
    deployAssistant,
    signInPool,
} from "../test/local/shop/assistant-support";
import { sampleShop } from "../test/local/shop/tools-support";
import { machine } from "./support";

/**
 * One message to the assistant after another, through the deployed function in the emulator, over the whole sample catalogue,
 * with the scripted planner in the model's place: it answers at once, so what is left is what the shop itself adds to a turn.
 *
 *     node scripts/build.mjs && node -r ./bin/register.cjs bench/assistant-turn.ts [turns, default 50]
 *
 * Each turn is of a conversation of its own, so that none has more history than another. The model's share isn't told apart in
 * a turn; the last line says what one of its calls costs alone.
 */
const turns = Number(process.argv[2] ?? 50);
const warmUps = 5;

const messages: readonly (readonly [string, string])[] = [
    ["no tool", "Hello"],
    ["one tool: a search", "Show me tents in stock"],
    ["one tool: a policy", "How do I return something?"],
    ["several tools: a shopping list", "I need tomatoes, feta and olives"],
];

/** One turn, in milliseconds. */
interface Took {
    /** As the caller waits for it, the invocation included. */
    readonly whole: number;
    readonly turn: number;
    /** The longest of its tools: those of one step run side by side, and no turn here has a second step. */
    readonly tools: number;
    readonly modelCalls: number;
}

async function main(): Promise<void> {
    const directory = mkdtempSync(join(tmpdir(), "lakefront-bench-"));
    const model = await startModel({});
    const emulator = await startEmulator({ directory: join(directory, "emulator"), modelUrl: model.url });
    try {
        const { connection } = emulator;
        const shop = await sampleShop(connection, "bench", DEFAULT_PRODUCTS);
        const pool = await signInPool(connection);
        const assistant = await deployAssistant(connection, shop, pool);
        const shopper = persona("maya");
        const user = { userName: shopper.email, attributes: userAttributes(shopper) };
        const { idToken } = await signIn(connection, pool, user);
        console.log(
            `${machine()}\n${DEFAULT_PRODUCTS} products, ${turns} turns of each, one after another; p50 / p95 in ms\n`,
        );
        const titles = ["whole", "turn", "longest tool", "rest", "model calls"];
        console.log(`${"".padEnd(34)}${titles.map((title) => title.padStart(16)).join("")}`);
        for (const [title, message] of messages) {
            const took: Took[] = [];
            for (let turn = -warmUps; turn < turns; turn += 1) {
                const one = await timed(connection, assistant, idToken, message);
                if (turn >= 0) took.push(one);
            }
            const columns = [
                shares(took.map(({ whole }) => whole)),
                shares(took.map(({ turn }) => turn)),
                shares(took.map(({ tools }) => tools)),
                shares(took.map(({ turn, tools }) => turn - tools)),
                String(took[0]?.modelCalls),
            ];
            console.log(`${title.padEnd(34)}${columns.map((column) => column.padStart(16)).join("")}`);
        }
        console.log(`\none call of the model, without a function: ${shares(await modelCalls(connection))}`);
    } finally {
        await emulator.stop();
        await model.stop();
        rmSync(directory, { recursive: true, force: true });
    }
}

async function timed(
    connection: AwsConnection,
    assistant: DeployedAssistant,
    token: string,
    message: string,
): Promise<Took> {
    const start = performance.now();
    const asked = await ask(connection, assistant, token, message);
    const whole = performance.now() - start;
    return { whole, ...toldOf(asked, message) };
}

/** @throws Error for a turn that didn't end as it should: its time would say nothing. */
function toldOf({ events }: Asked, message: string): Omit<Took, "whole"> {
    let [turn, tools, modelCalls] = [Number.NaN, 0, 0];
    for (const event of events) {
        if (event.type === "tool_result") tools = Math.max(tools, event.duration_ms);
        if (event.type === "usage") modelCalls += event.model_calls;
        if (event.type === "turn_ended" && event.stop_reason === "end_turn") turn = event.duration_ms;
        if (event.type === "error") throw new Error(`"${message}": ${event.code}`);
    }
    if (Number.isNaN(turn)) throw new Error(`"${message}" didn't end as it should.`);
    return { turn, tools, modelCalls };
}

async function modelCalls(connection: AwsConnection): Promise<number[]> {
    const client = bedrockRuntime(connection);
    const command = new ConverseCommand({
        modelId: "lakefront.scripted",
        messages: [{ role: "user", content: [{ text: "Hello" }] }],
    });
    const times: number[] = [];
    for (let call = -warmUps; call < turns; call += 1) {
        const start = performance.now();
        await client.send(command);
        if (call >= 0) times.push(performance.now() - start);
    }
    return times;
}

function shares(times: readonly number[]): string {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(0);
    return `${at(0.5)} / ${at(0.95)}`;
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
