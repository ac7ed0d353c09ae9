import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";

const ROOT = resolve(__dirname, "../..");
const PROGRAM = join(ROOT, "test", "runner", "access", "fixtures", "lake");

interface Run {
    code: number;
    stdout: string;
    stderr: string;
}

/** Runs the command as a user does, in a process of its own, on the lake of the fixtures. */
function access(...args: string[]): Promise<Run> {
    const command = [join(ROOT, "bin", "lakefront.cjs"), "access", "--program", PROGRAM, ...args];
    return new Promise((done) => {
        execFile(process.execPath, command, { cwd: ROOT, timeout: 60_000 }, (error, stdout, stderr) =>
            done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
        );
    });
}

describe("lakefront access", () => {
    let directory: string;
    let dev: string;

    before(async () => {
        directory = mkdtempSync(join(tmpdir(), "lakefront-access-"));
        dev = join(directory, "dev.json");
        const { code, stdout } = await access("--stack", "dev", "--format", "json", "--output", dev);
        expect({ code, stdout }).to.deep.equal({ code: 0, stdout: "" });
    });

    after(() => rmSync(directory, { recursive: true, force: true }));

    it("shows who may read what, by principal, and by which grant", async () => {
        const { code, stdout, stderr } = await access("--stack", "dev");
        expect(stdout).to.equal(
            [
                "analyst  role  arn:aws:iam::123456789012:role/analyst",
                "  curated.contacts  SELECT",
                "    3 of 4: contact_id, channel, instance",
                "    rows where instance = 'berlin'",
                '    by analysts-read-contacts (data cells filter "own-instance")',
                "",
                "engineer  role  arn:aws:iam::123456789012:role/engineer",
                "  curated.agents  DELETE, INSERT, SELECT",
                "    all 1 column",
                "    all rows",
                "    by engineers-write-agents",
                "",
                "Administrators: all metadata, and data only by a grant above",
                "  arn:aws:iam::123456789012:role/admin",
                "  arn:aws:iam::123456789012:role/auditor  read-only",
                "",
                "shop/dev: 2 principals on 2 tables; no one reads personal columns.",
                "",
            ].join("\n"),
        );
        expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    });

    it("shows one principal or one table", async () => {
        const [one, other] = await Promise.all([
            access("--stack", "dev", "--principal", "engineer"),
            access("--stack", "dev", "--table", "curated.cont*"),
        ]);
        expect(one.stdout).to.contain("engineer").and.not.to.contain("analyst");
        expect(other.stdout).to.contain("curated.contacts").and.not.to.contain("curated.agents");
    });

    it("tells who gains what since an earlier run, and fails for personal columns where asked", async () => {
        const against = ["--stack", "open", "--against", dev];
        const [plain, gate] = await Promise.all([access(...against), access(...against, "--fail-on-gain", "personal")]);
        expect(plain.stdout).to.equal(
            [
                "+ analyst can read 1 more column of curated.contacts: customer_phone (personal)",
                "",
                "1 gain. 1 gain reaches personal columns.",
                "",
            ].join("\n"),
        );
        expect(plain.code).to.equal(0);
        expect(gate).to.deep.equal({ ...plain, code: 1 });
    });

    it("doesn't fail for losses, nor when nothing changed", async () => {
        const gate = ["--against", dev, "--fail-on-gain", "any"];
        const [bare, same] = await Promise.all([access("--stack", "bare", ...gate), access("--stack", "dev", ...gate)]);
        expect(bare.stdout).to.contain("- analyst loses all access to curated.contacts\n");
        expect(same.stdout).to.equal("No one gains or loses access.\n");
        expect([bare.code, same.code]).to.deep.equal([0, 0]);
    });

    it("writes the comment of a pull request", async () => {
        const { code, stdout } = await access("--stack", "open", "--against", dev, "--format", "markdown");
        expect(stdout.split("\n")[0]).to.equal("<!-- lakefront-access shop/open -->");
        expect(stdout).to.contain("| gains :warning: personal | `analyst` |");
        expect(code).to.equal(0);
    });

    it("keeps the comment as short as asked", async () => {
        const [short, wrong] = await Promise.all([
            access("--format", "markdown", "--max-length", "2_000", "--stack", "dev", "--against", dev),
            access("--format", "markdown", "--max-length", "many", "--stack", "dev"),
        ]);
        expect(short.stdout.length).to.be.at.most(2_000);
        expect(wrong.code).to.equal(2);
        expect(wrong.stderr).to.contain("Give a whole number from 2,000 on, such as 20000.");
    });

    it("says that a program has no grants", async () => {
        const { code, stdout } = await access("--stack", "bare");
        expect(stdout).to.contain("The program has no Lake Formation grants.\n");
        expect(code).to.equal(0);
    });

    it("lists in a preview what only the update will tell", async () => {
        const { code, stdout } = await access("--stack", "dev", "--preview");
        expect(code).to.equal(0);
        expect(stdout).to.contain("    Whether its location is registered is not known before the update.\n");
    });

    it("refuses what it can't compare with, with the reason, as unusable", async () => {
        const old = join(directory, "old.json");
        writeFileSync(old, JSON.stringify({ ...JSON.parse(readFileSync(dev, "utf8")), version: 0 }));
        const refusals = await Promise.all([
            access("--stack", "dev", "--against", old),
            access("--stack", "dev", "--against", join(directory, "none.json")),
            access("--stack", "dev", "--against", dev, "--table", "contacts"),
            access("--stack", "dev", "--fail-on-gain", "any"),
            access("--stack", "none"),
        ]);
        expect(refusals.map(({ code, stdout }) => [code, stdout])).to.deep.equal(refusals.map(() => [2, ""]));
        expect(refusals.map(({ stderr }) => stderr)).to.satisfy((lines: string[]) =>
            [
                /^lakefront access: .*old\.json has version 0 of the form, and this program reads 1\./,
                /^lakefront access: .*none\.json/,
                /^lakefront access: .*give both the same options/,
                /^lakefront access: --fail-on-gain needs --against/,
                /^lakefront access: .*none/,
            ].every((form, index) => form.test(lines[index] ?? "")),
        );
    });
});
