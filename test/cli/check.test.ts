import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";

const ROOT = resolve(__dirname, "../..");
const FIXTURES = join(ROOT, "test", "runner", "fixtures");

interface Run {
    code: number;
    stdout: string;
    stderr: string;
}

/** Runs the command as a user does, in a process of its own. */
function check(...args: string[]): Promise<Run> {
    const command = [join(ROOT, "bin", "lakefront.cjs"), "check", ...args];
    return new Promise((done) => {
        execFile(process.execPath, command, { cwd: ROOT, timeout: 60_000 }, (error, stdout, stderr) =>
            done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
        );
    });
}

const program = ["--program", join(FIXTURES, "program")];
const pack = ["--policy-pack", join(FIXTURES, "pack")];

describe("lakefront check", () => {
    it("lists violations by resource, with place, rule and fix, and fails", async () => {
        const { code, stdout, stderr } = await check("--stack", "dev", ...program, ...pack);
        expect(stdout).to.equal(
            [
                "bucket-1  aws:s3/bucket:Bucket  test/runner/fixtures/program/index.ts:15",
                "  mandatory high no-force-destroy (test-pack)",
                "    forceDestroy is true.",
                "    Rule: Buckets keep their objects.",
                "    Fix: Leave out forceDestroy.",
                "    See: https://example.org/no-force-destroy",
                "",
                "shop/dev: 3 resources judged by 4 policies of test-pack 1.2.3",
                "1 mandatory violation, 0 advisories, 0 not judged",
                "Ids and ARNs of these types follow a general pattern: aws:ssm/parameter:Parameter (1)",
                "Encrypted settings stand as [secret]: shop:token",
                "Failed",
                "",
            ].join("\n"),
        );
        expect(stderr).to.equal("");
        expect(code).to.equal(1);
    });

    it("passes when no mandatory policy is violated, and reports as JSON", async () => {
        await inDirectory(async (directory) => {
            const config = join(directory, "config.json");
            writeFileSync(config, '{ "no-force-destroy": "advisory" }');
            const format = ["--policy-pack-config", config, "--format", "json"];
            const { code, stdout } = await check("--stack", "dev", ...program, ...pack, ...format);
            expect(code).to.equal(0);
            const report = JSON.parse(stdout);
            expect(report).to.include({ version: 2, project: "shop", stack: "dev", mode: "modelled", passed: true });
            expect(report.counts).to.deep.equal({
                resources: 3,
                policies: 4,
                mandatory: 0,
                advisory: 1,
                remediated: 0,
                undetermined: 0,
                exempt: 0,
                violations: { critical: 0, high: 1, medium: 0, low: 0 },
            });
            expect(report.subjects[0].position).to.include({ file: "test/runner/fixtures/program/index.ts", line: 15 });
        });
    });

    it("writes the report in as many forms as are asked for, from one evaluation", async () => {
        await inDirectory(async (directory) => {
            const file = (name: string) => join(directory, name);
            const outputs = [`json=${file("r.json")}`, `sarif=${file("r.sarif")}`, `markdown=${file("r.md")}`];
            const { stdout } = await check("--stack", "dev", ...program, ...pack, "--output", ...outputs);
            expect(stdout).to.include("1 mandatory violation");
            expect(JSON.parse(readFileSync(file("r.json"), "utf8")).counts.mandatory).to.equal(1);
            expect(JSON.parse(readFileSync(file("r.sarif"), "utf8")).runs[0].results).to.have.length(1);
            expect(readFileSync(file("r.md"), "utf8")).to.include("## Failed: policies on `shop/dev`");
        });
    });

    it("counts only what is new with a baseline, and takes none of another stack", async () => {
        await inDirectory(async (directory) => {
            const baseline = join(directory, "base.json");
            await check("--stack", "dev", ...program, ...pack, "--output", `json=${baseline}`);
            const again = await check("--stack", "dev", ...program, ...pack, "--baseline", baseline);
            expect(again.stdout).to.include("Since the baseline: 1 finding known");
            expect(again.code).to.equal(0);
            const other = await check("--stack", "prod", ...program, ...pack, "--baseline", baseline);
            expect(other.stderr).to.equal(
                "lakefront check: the baseline is a report on shop/dev, and can't be compared with shop/prod\n",
            );
            expect(other.code).to.equal(2);
        });
    });

    it("fails on a severity when asked to", async () => {
        const fails = (severity: string) => check("--stack", "dev", ...program, ...pack, "--fail-on", severity);
        expect((await fails("high")).code).to.equal(1);
        expect((await fails("critical")).code).to.equal(0);
    });

    it("starts from a profile that ships with the pack", async () => {
        const { code, stdout } = await check("--stack", "prod", ...program, ...pack, "--profile", "tagged");
        expect(code).to.equal(1);
        expect(stdout).to.include("The tag team is missing.");
        expect(stdout).to.not.include("no-force-destroy");
    });

    it("takes the settings that a program keeps for its stack, when it judges by the pack of all rules", async () => {
        await inDirectory(async (directory) => {
            writeFileSync(join(directory, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
            writeFileSync(join(directory, "Pulumi.dev.yaml"), "config: {}\n");
            writeFileSync(join(directory, "Policies.dev.json"), '["mandatory"]');
            const { code, stderr } = await check("--stack", "dev", "--program", directory);
            expect(stderr).to.match(/Policies\.dev\.json has to be a JSON object with settings by policy name\n$/);
            expect(code).to.equal(2);
        });
    });

    it("lists in a preview what could not be judged, and does not call it passed", async () => {
        const { code, stdout } = await check("--stack", "prod", ...program, ...pack, "--preview");
        expect(code).to.equal(1);
        expect(stdout).to.match(/not judged bucket-arns \(test-pack\)\n {4}can't run policy/);
        expect(stdout).to.include("1 mandatory violation, 0 advisories, 1 not judged");
    });

    it("explains in one line what keeps it from checking, with an exit status of its own", async () => {
        const wrong: [string[], RegExp][] = [
            [
                ["--stack", "live", ...program],
                /^lakefront check: there is no stack "live" in .*; there is dev, prod\n$/,
            ],
            [["--stack", "dev", "--program", FIXTURES], /^lakefront check: .* it has no Pulumi.yaml\n$/],
            [["--stack", "dev", ...program, "--policy-pack", FIXTURES], /it has no PulumiPolicy.yaml\n$/],
            [
                ["--stack", "dev", ...program, ...pack, "--policy-pack-config", "x.json"],
                /x\.json can't be read as JSON/,
            ],
            [
                ["--stack", "dev", ...program, ...pack, "--profile", "strict"],
                /has no profile "strict"; it has tagged\n$/,
            ],
            [["--stack", "dev", "--format", "pdf"], /Allowed choices are text, markdown/],
            [["--stack", "dev", "--output", "pdf=x.pdf"], /--output pdf=x.pdf has to be <format>=<file>/],
            [["--stack", "dev", "--fail-on", "awful"], /Allowed choices are low, medium, high, critical/],
            [["--stack", "dev", ...program, "--baseline", "none.json"], /the baseline none\.json can't be read/],
            [[], /required option '--stack <name>' not specified/],
        ];
        const runs = await Promise.all(wrong.map(([args]) => check(...args)));
        for (const [index, { code, stdout, stderr }] of runs.entries()) {
            expect(stderr).to.match(wrong[index]?.[1] ?? /^$/);
            expect([code, stdout]).to.deep.equal([2, ""]);
        }
    });
});

describe("lakefront check: programs that can't be checked", () => {
    it("says in one message what is wrong with the program, and judges nothing", async () => {
        await inDirectory(async (directory) => {
            const project = (content: string) => writeFileSync(join(directory, "Pulumi.yaml"), content);
            const run = () => check("--stack", "dev", "--program", directory, ...pack);
            project("name: p\nruntime: python\n");
            const python = await run();
            project("name: p\nruntime: nodejs\n");
            const empty = await run();
            writeFileSync(join(directory, "index.ts"), 'throw new Error("no network is configured");');
            const throwing = await run();
            expect(python.stderr).to.match(/^lakefront check: .*runtime is "python", but only "nodejs" programs .*\n$/);
            expect(empty.stderr).to.match(/^lakefront check: the program has no entry point: .*\n$/);
            expect(throwing.stderr).to.equal("lakefront check: no network is configured\n");
            for (const { code, stdout } of [python, empty, throwing]) {
                expect([code, stdout]).to.deep.equal([2, ""]);
            }
        });
    });

    it("checks a program without stack files by the settings that are given", async () => {
        await inDirectory(async (directory) => {
            writeFileSync(join(directory, "Pulumi.yaml"), "name: p\nruntime: nodejs\n");
            writeFileSync(
                join(directory, "index.ts"),
                'import { Config } from "@pulumi/pulumi";\nexport const size = new Config().requireNumber("size");\n',
            );
            const run = (...args: string[]) => check("--stack", "dev", "--program", directory, ...pack, ...args);
            expect((await run()).stderr).to.include("Missing required configuration variable 'p:size'");
            const given = await run("--config", "size=3");
            expect(given.stdout).to.include("There is no Pulumi.dev.yaml: the project's defaults were taken.");
            expect(given.code).to.equal(0);
            const wrong = await run("--config", "size");
            expect(wrong.stderr).to.include("--config size has to be <key>=<value>, such as aws:region=eu-central-1");
        });
    });
});

async function inDirectory(work: (directory: string) => Promise<void>): Promise<void> {
    const directory = mkdtempSync(join(tmpdir(), "lakefront-check-"));
    try {
        await work(directory);
    } finally {
        rmSync(directory, { recursive: true });
    }
}
