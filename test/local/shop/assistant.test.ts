import { join } from "node:path";
import { CreateGuardrailCommand, CreateGuardrailVersionCommand } from "@aws-sdk/client-bedrock";
import { GetRecordsCommand, GetShardIteratorCommand, ListShardsCommand } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import type { AssistantEvent, Card } from "../../../functions/shop/assistant";
import { bedrock, kinesis } from "../../../local/clients";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { type LocalModel, startModel } from "../../../local/model";
import { PERSONAS, userAttributes } from "../../../local/shop/personas";
import { type SignInPool, signIn } from "../../../local/shop-access";
import { temporaryDirectory } from "../emulator/support";
import { type Asked, ask, type DeployedAssistant, deployAssistant, signInPool } from "./assistant-support";
import type { CatalogWorld } from "./sync-support";
import { sampleShop } from "./tools-support";

describe("the assistant's function, under its own role", () => {
    const directory = temporaryDirectory();
    let model: LocalModel;
    let emulator: Emulator;
    let pool: SignInPool;
    let shop: CatalogWorld;
    let assistant: DeployedAssistant;
    let token: string;
    let strangersToken: string;

    before(async function () {
        this.timeout(60_000);
        model = await startModel({});
        emulator = await startEmulator({ directory: join(directory.path, "emulator"), modelUrl: model.url });
        shop = await sampleShop(emulator.connection, "assistant", 300);
        pool = await signInPool(emulator.connection);
        assistant = await deployAssistant(emulator.connection, shop, pool);
        const [one, other] = PERSONAS;
        if (one === undefined || other === undefined) throw new Error("There are no personas.");
        const tokenOf = async (persona: typeof one) =>
            (await signIn(emulator.connection, pool, { userName: persona.key, attributes: userAttributes(persona) }))
                .idToken;
        token = await tokenOf(one);
        strangersToken = await tokenOf(other);
    });
    after(async () => {
        await emulator?.stop();
        await model?.stop();
        directory.remove();
    });

    const say = (message: string, conversation: string | null = null, by = token) =>
        ask(emulator.connection, assistant, by, message, conversation);
    const conversationOf = ({ events }: Asked) => {
        const [first] = events;
        return first?.type === "turn_started" ? first.conversation_id : "";
    };
    const cardsOf = ({ events }: Asked): readonly Card[] =>
        events.flatMap((event: AssistantEvent) => (event.type === "card" ? [event.card] : []));
    const endOf = ({ events }: Asked) =>
        events.flatMap((event) => (event.type === "turn_ended" ? [event.stop_reason] : []))[0];

    it("finds products, shows them as cards, and says nothing that it has to take back", async function () {
        this.timeout(20_000);
        const asked = await say("I'm looking for a tent under $300");
        expect(asked.status).to.equal(200);
        expect(endOf(asked)).to.equal("end_turn");
        const cards = cardsOf(asked);
        expect(cards.some((card) => card.kind === "products" && card.products.length > 0)).to.equal(true);
        for (const card of cards)
            if (card.kind === "products")
                for (const { price } of card.products) expect(price.amount_minor).to.be.at.most(30_000);
        expect(asked.events.filter(({ type }) => type === "corrected")).to.deep.equal([]);
        expect(asked.text.trim()).not.to.equal("");
    });

    it("goes on with what was shown before: into the cart, then a quote, and no order", async function () {
        this.timeout(30_000);
        const first = await say("Show me tents in stock");
        const conversation = conversationOf(first);
        const added = await say("Add the first one to my cart", conversation);
        expect(cardsOf(added).map(({ kind }) => kind)).to.include("cart");
        const quoted = await say("Place the order now", conversation);
        expect(cardsOf(quoted).map(({ kind }) => kind)).to.include("quote");
        expect(quoted.text).not.to.match(/has been placed|have placed/i);
    });

    it("shows nobody else's conversation", async function () {
        this.timeout(20_000);
        const conversation = conversationOf(await say("Hello"));
        const asked = await say("What did I ask before?", conversation, strangersToken);
        expect(asked.events.map((event) => event.type === "error" && event.code)).to.deep.equal([
            "unknown_conversation",
        ]);
    });

    it("answers nobody whose token isn't right", async () => {
        const [header, claims, signature] = token.split(".");
        const forged = `${header}.${claims}.${signature?.split("").reverse().join("")}`;
        for (const wrong of ["", "x", forged]) {
            const { status, events } = await say("Hello", null, wrong);
            expect(status).to.equal(401);
            expect(events).to.have.length(1);
        }
    });

    it("leaves its turns and calls for the lake", async () => {
        const client = kinesis(emulator.connection);
        const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: assistant.stream }));
        const { ShardIterator } = await client.send(
            new GetShardIteratorCommand({
                StreamName: assistant.stream,
                ShardId: Shards[0]?.ShardId,
                ShardIteratorType: "TRIM_HORIZON",
            }),
        );
        const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
        const tables = Records.map(({ Data }) => JSON.parse(Buffer.from(Data ?? []).toString()).table);
        expect(tables).to.include("assistant_turns").and.to.include("assistant_tool_calls");
    });

    it("shows messages to the guardrail before a model: blocks them, or masks what is personal", async function () {
        this.timeout(30_000);
        const client = bedrock(emulator.connection);
        const { guardrailId } = await client.send(
            new CreateGuardrailCommand({
                name: "assistant",
                blockedInputMessaging: "The shop doesn't talk about that.",
                blockedOutputsMessaging: "The shop doesn't say that.",
                wordPolicyConfig: { wordsConfig: [{ text: "fireworks" }] },
                sensitiveInformationPolicyConfig: { piiEntitiesConfig: [{ type: "EMAIL", action: "ANONYMIZE" }] },
            }),
        );
        const { version } = await client.send(
            new CreateGuardrailVersionCommand({ guardrailIdentifier: guardrailId, description: "1" }),
        );
        const guarded = await deployAssistant(emulator.connection, shop, pool, {
            GUARDRAIL_ID: guardrailId ?? "",
            GUARDRAIL_VERSION: version ?? "",
            GUARDRAIL_MARKS_MESSAGE: "false",
        });
        const blocked = await ask(emulator.connection, guarded, token, "Do you sell fireworks?");
        expect(blocked.text).to.equal("The shop doesn't talk about that.");
        expect(endOf(blocked)).to.equal("guardrail");
        expect(blocked.events).to.deep.include({ type: "guardrail", stage: "input", action: "blocked" });
        const masked = await ask(emulator.connection, guarded, token, "I'm grace@example.org, show me tents");
        expect(masked.events).to.deep.include({ type: "guardrail", stage: "input", action: "masked" });
        expect(cardsOf(masked).map(({ kind }) => kind)).to.include("products");
        expect(JSON.stringify(masked.events)).not.to.contain("grace@");
    });
});
