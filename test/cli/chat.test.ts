import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect } from "chai";
import { ChatExit, runChat } from "../../local/assistant/chat/command";
import { PERSONAS } from "../../local/shop/personas";

const CLI = resolve(__dirname, "../../bin/lakefront.cjs");
const run = promisify(execFile);

describe("lakefront chat", function () {
    this.timeout(30_000);

    it("explains itself", async () => {
        const { stdout } = await run(process.execPath, [CLI, "chat", "--help"]);
        for (const option of ["--persona", "--personas", "--message", "--conversation", "--trace", "--json"]) {
            expect(stdout).to.contain(option);
        }
    });

    it("lists the sample shoppers without a running lake", async () => {
        const { stdout } = await run(process.execPath, [CLI, "chat", "--personas"]);
        expect(stdout.trimEnd().split("\n")).to.have.length(PERSONAS.length);
        for (const { key, summary } of PERSONAS) expect(stdout).to.contain(`${key}\t${summary}\n`);
    });

    it("ends with 2 on wrong use", async () => {
        for (const wrong of [["--nonsense"], ["--persona", "mallory"]]) {
            const error = await run(process.execPath, [CLI, "chat", ...wrong]).catch((reason: unknown) => reason);
            expect(error, wrong.join(" ")).to.have.property("code", 2);
        }
    });

    it("says how to start the lake when it isn't running", async () => {
        const streams = { input: new PassThrough(), output: new PassThrough(), errors: new PassThrough() };
        const code = await runChat({}, "/nowhere/run.json", streams);
        streams.errors.end();
        expect(code).to.equal(ChatExit.Failed);
        expect(await text(streams.errors)).to.equal("lakefront: The lake isn't running: start it with `npm start`.\n");
    });
});
