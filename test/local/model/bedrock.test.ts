import { join } from "node:path";
import {
    type BedrockRuntimeClient,
    ConverseCommand,
    type ConverseCommandInput,
    ConverseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { expect } from "chai";
import { bedrockRuntime } from "../../../local/clients";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { type LocalModel, startModel } from "../../../local/model";
import { temporaryDirectory } from "../emulator/support";
import { hit } from "./talk";

const MODEL_ID = "amazon.nova-lite-v1:0";
const TOOL_CONFIG: ConverseCommandInput["toolConfig"] = {
    tools: [
        {
            toolSpec: {
                name: "search_products",
                description: "Searches the catalogue.",
                inputSchema: { json: { type: "object", properties: { text: { type: "string" } } } },
            },
        },
    ],
};

describe("scripted planner behind the emulator's Bedrock", () => {
    const directory = temporaryDirectory();
    let model: LocalModel;
    let emulator: Emulator;
    let client: BedrockRuntimeClient;

    before(async () => {
        model = await startModel({});
        emulator = await startEmulator({ directory: join(directory.path, "emulator"), modelUrl: model.url });
        client = bedrockRuntime(emulator.connection);
    });
    after(async () => {
        await emulator.stop();
        await model.stop();
        directory.remove();
    });

    it("calls a tool through Converse, and answers from the tool's result", async () => {
        const messages: NonNullable<ConverseCommandInput["messages"]> = [
            { role: "user", content: [{ text: "tents under 200" }] },
        ];
        const request = {
            modelId: MODEL_ID,
            system: [{ text: "You are a shopping assistant." }],
            toolConfig: TOOL_CONFIG,
        };
        const asked = await client.send(new ConverseCommand({ ...request, messages }));
        expect(asked.stopReason).to.equal("tool_use");
        const toolUse = asked.output?.message?.content?.find((block) => block.toolUse)?.toolUse;
        if (toolUse === undefined) throw new Error("No tool was called.");
        expect(toolUse).to.deep.include({
            name: "search_products",
            input: { text: "tents", max_price_minor: 19999, limit: 10 },
        });

        const result = { hits: 1, products: [hit("t-1", "Juniper Dome Tent", 89)] };
        const answered = await client.send(
            new ConverseCommand({
                ...request,
                messages: [
                    ...messages,
                    { role: "assistant", content: [{ toolUse }] },
                    {
                        role: "user",
                        content: [{ toolResult: { toolUseId: toolUse.toolUseId, content: [{ json: result }] } }],
                    },
                ],
            }),
        );
        expect(answered.stopReason).to.equal("end_turn");
        expect(answered.output?.message?.content?.[0]?.text).to.contain("Juniper Dome Tent, $89.00");
        expect(answered.usage?.inputTokens).to.be.greaterThan(0);
    });

    it("streams text and tool calls through ConverseStream", async () => {
        const said = await streamed("hello");
        expect(said.text).to.contain("not a language model");
        expect(said.stopReason).to.equal("end_turn");
        const asked = await streamed("gluten-free snacks");
        expect(asked.stopReason).to.equal("tool_use");
        expect(asked.tool).to.equal("search_products");
        expect(JSON.parse(asked.input)).to.deep.equal({ text: "gluten-free snacks", limit: 10 });
    });

    async function streamed(text: string) {
        const messages: ConverseCommandInput["messages"] = [{ role: "user", content: [{ text }] }];
        const command = new ConverseStreamCommand({ modelId: MODEL_ID, messages, toolConfig: TOOL_CONFIG });
        const { stream = [] } = await client.send(command);
        const heard = { text: "", tool: "", input: "", stopReason: "" };
        for await (const { contentBlockStart, contentBlockDelta, messageStop } of stream) {
            heard.text += contentBlockDelta?.delta?.text ?? "";
            heard.input += contentBlockDelta?.delta?.toolUse?.input ?? "";
            heard.tool += contentBlockStart?.start?.toolUse?.name ?? "";
            heard.stopReason += messageStop?.stopReason ?? "";
        }
        return heard;
    }
});
