import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";

const CLI = resolve(__dirname, "../../bin/lakefront.cjs");
const run = promisify(execFile);

describe("lakefront sync", function () {
    this.timeout(30_000);

    it("explains itself", async () => {
        const { stdout } = await run(process.execPath, [CLI, "sync", "--help"]);
        for (const option of [
            "--file",
            "--generate",
            "--products",
            "--seed",
            "--allow-removals",
            "--no-wait",
            "--json",
        ]) {
            expect(stdout).to.contain(option);
        }
    });

    it("ends with 2 on wrong use, and says what is wrong", async () => {
        const wrong: [string[], string][] = [
            [["--nonsense"], "--nonsense"],
            [["--generate", "--products", "0"], "whole number from 1"],
            [["--products", "5"], "--generate"],
            [["--file", CLI, "--allow-removals", "--no-wait"], "--allow-removals"],
            [["--file", "/nowhere/catalogue.jsonl"], "/nowhere/catalogue.jsonl"],
        ];
        for (const [options, said] of wrong) {
            const error = await run(process.execPath, [CLI, "sync", ...options]).catch((reason: unknown) => reason);
            expect(error).to.include({ code: 2 });
            expect(error).to.have.property("stderr").that.contains(said);
        }
    });
});
