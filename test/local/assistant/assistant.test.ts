import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { text as textIn } from "node:stream/consumers";
import { expect } from "chai";
import type { AssistantEvent } from "../../../functions/shop/assistant";
import { type LocalAssistant, playShop, shopOf, startAssistant } from "../../../local/assistant";
import { type ChatCommandOptions, ChatExit, runChat } from "../../../local/assistant/chat/command";
import { runSync, type SyncCommandOptions, SyncExit } from "../../../local/catalog-sync/command";
import { deployedCatalog, SyncFailed, syncCatalog, upload } from "../../../local/catalog-sync/sync";
import { deploy } from "../../../local/deploy";
import { type Deployment, saveDeployment } from "../../../local/deployment";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { type LocalModel, startModel } from "../../../local/model";
import { claimRunFile, type RunClaim } from "../../../local/run-file";
import { temporaryDirectory } from "../emulator/support";

const ROOT = resolve(__dirname, "../../..");

/** The program's own shop, as it is deployed to the emulator, with every role enforced. */
describe("the assistant of the deployed program", function () {
    this.timeout(120_000);
    const directory = temporaryDirectory();
    const runFile = join(directory.path, "run.json");
    let model: LocalModel;
    let emulator: Emulator;
    let deployment: Deployment;
    let assistant: LocalAssistant;
    let claim: RunClaim;

    before(async () => {
        model = await startModel({});
        emulator = await startEmulator({ directory: join(directory.path, "emulator"), modelUrl: model.url });
        deployment = await deploy({ programDir: ROOT, stack: "local", connection: emulator.connection });
        const file = join(directory.path, "deployment.json");
        saveDeployment(file, deployment);
        const stateDir = join(directory.path, "assistant");
        assistant = await startAssistant({ deployment, stateDir, model });
        claim = await claimRunFile(runFile);
        await claim.update({ assistant: assistant.address, deployment: file });
    });
    after(async () => {
        await claim?.release();
        await assistant?.stop();
        await emulator?.stop();
        await model?.stop();
        directory.remove();
    });

    const chat = async (options: ChatCommandOptions, piped = "") => {
        const streams = { input: new PassThrough(), output: new PassThrough(), errors: new PassThrough() };
        streams.input.end(piped);
        const code = await runChat(options, runFile, streams);
        for (const stream of [streams.output, streams.errors]) stream.end();
        return { code, out: await textIn(streams.output), err: await textIn(streams.errors) };
    };
    const sync = async (options: SyncCommandOptions) => {
        const streams = { output: new PassThrough(), errors: new PassThrough() };
        const code = await runSync(options, runFile, streams);
        for (const stream of [streams.output, streams.errors]) stream.end();
        return { code, out: await textIn(streams.output), err: await textIn(streams.errors) };
    };
    const shop = () => {
        const found = shopOf(deployment);
        if (found === undefined) throw new Error("The program deploys no shop.");
        return found;
    };

    it("sells: from a search to one order and its mail, all on the terminal", async () => {
        const { code, out } = await chat({
            persona: "walter",
            message: ["necklaces in stock", "add the first one to my cart", "checkout", "/confirm", "y", "/orders"],
        });
        expect(out).to.contain("scripted stand-in").and.to.contain("Nothing is ordered yet");
        expect(out).to.match(/Order ord_\w+, placed/);
        expect(code).to.equal(ChatExit.Done);
        const total = /Order for (\$[\d.,]+), sent to Walter Brandt/.exec(out)?.[1] ?? "no total";
        let mail = "";
        for (let attempt = 0; attempt < 40 && !mail.includes("Total:"); attempt++) {
            await new Promise((wait) => setTimeout(wait, 250));
            mail = (await chat({ persona: "walter", message: ["/mail"] })).out;
        }
        expect(mail).to.contain(`Total: ${total}`);
        expect((await chat({ persona: "maya", message: ["/mail", "/orders"] })).out).to.contain("No mail yet.");
    });

    it("takes messages from a pipe, and writes events as lines of JSON", async () => {
        const { code, out } = await chat({ json: true, trace: true }, "tents\n/cart\n");
        const events: AssistantEvent[] = out
            .trimEnd()
            .split("\n")
            .map((line) => JSON.parse(line));
        expect(events.map(({ type }) => type)).to.include.members([
            "turn_started",
            "tool_result",
            "card",
            "turn_ended",
        ]);
        expect(events.at(-1)).to.have.nested.property("card.kind", "cart");
        expect(code).to.equal(ChatExit.Done);
    });

    it("goes on with a shopper's own conversation, and with nobody else's", async () => {
        const { out } = await chat({ json: true, message: ["tents"] });
        const id = /"conversation_id":"([\w-]+)"/.exec(out)?.[1] ?? "";
        const own = await chat({ conversation: id, message: ["tell me more about the first one"] });
        expect([own.code, own.out.includes("Which one")]).to.deep.equal([ChatExit.Done, false]);
        const other = await chat({ persona: "jonas", conversation: id, message: ["what was shown?"] });
        expect(other.out).to.contain("unknown_conversation");
        expect(other.code).to.equal(ChatExit.Failed);
    });

    it("plays a day in the shop, in which everything happens that the lake is to show", async () => {
        const progress: number[] = [];
        const played = await playShop({
            deployment,
            assistant: assistant.address,
            onProgress: (done, total) => progress.push(done / total),
        });
        expect(played.errors).to.equal(0);
        expect(played.conversations).to.equal(8);
        expect(played.searches_without_hits).to.be.at.least(1);
        expect(played.orders_placed).to.be.at.least(2);
        expect(played.orders_cancelled).to.equal(1);
        expect(played.orders_delivered).to.equal(1);
        expect(played.hand_overs).to.equal(1);
        expect(progress.at(-1)).to.equal(1);
        const { out } = await chat({ persona: "maya", message: ["/orders"] });
        expect(out).to.contain("delivered");
    });

    it("takes the shop to a catalogue, which changes nothing when it is the one that it has", async () => {
        const report = await syncCatalog(deployment, shop(), deployedCatalog(deployment, shop()));
        expect(report).to.include({ trigger: "command", added: 0, changed: 0, removed: 0, rejected_rows: 0 });
    });

    it("changes nothing for a file with a bad row, and says which rows those are", async () => {
        mkdirSync(join(directory.path, "files"), { recursive: true });
        const file = join(directory.path, "files", "bad.jsonl");
        writeFileSync(file, '{"id":"only-an-id"}\nnot JSON\n');
        const source = await upload(deployment, shop(), file, false);
        const error = await syncCatalog(deployment, shop(), source).catch((reason: unknown) => reason);
        if (!(error instanceof SyncFailed)) throw new Error(`expected SyncFailed, got ${String(error)}`);
        expect(error.rejection?.rejected).to.deep.include({
            line: 2,
            row: 2,
            field: null,
            reason: "is not valid JSON",
        });
        expect(error.message).to.contain("nothing was changed");
    });

    it("refuses a file that was cut off, says what would go and how to allow it, and loads it once allowed", async () => {
        const file = join(directory.path, "files", "cut.jsonl");
        const lines = readFileSync(join(ROOT, "samples/catalog/products.jsonl"), "utf8").split("\n");
        writeFileSync(file, lines.slice(0, 10).join("\n"));
        const refused = await sync({ file });
        expect(refused.code).to.equal(SyncExit.Failed);
        expect(refused.err)
            .to.match(/\d+ of \d+ products would be taken from sale, and nothing was changed: at most 20 % may be/)
            .and.to.contain("With this command: --allow-removals.");
        expect(refused.out).to.match(/On sale, and not in the file.*\n([\w-]+\n){20}and \d+ more\nAll of them: s3:/);

        const kept = await syncCatalog(deployment, shop(), deployedCatalog(deployment, shop()));
        expect(kept).to.include({ changed: 0, unchanged: kept.rows });

        const allowed = await sync({ file, allowRemovals: true, json: true });
        expect(allowed.code).to.equal(SyncExit.Done);
        expect(JSON.parse(allowed.out)).to.include({ rows: 10, removed: kept.rows - 10, removals_refused: 0 });
    });
});
