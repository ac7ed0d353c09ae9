import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
                "Failed",
                "",
            ].join("\n"),
        );
        expect(stderr).to.equal("");
        expect(code).to.equal(1);
    });

    it("passes when no mandatory policy is violated, and reports as JSON", async () => {
        const directory = mkdtempSync(join(tmpdir(), "lakefront-check-"));
        try {
            const config = join(directory, "config.json");
            writeFileSync(config, '{ "no-force-destroy": "advisory" }');
            const format = ["--policy-pack-config", config, "--format", "json"];
            const { code, stdout } = await check("--stack", "dev", ...program, ...pack, ...format);
            expect(code).to.equal(0);
            const report = JSON.parse(stdout);
            expect(report).to.include({ version: 1, project: "shop", stack: "dev", mode: "modelled", passed: true });
            expect(report.counts).to.deep.equal({
                resources: 3,
                policies: 4,
                mandatory: 0,
                advisory: 1,
                remediated: 0,
                undetermined: 0,
            });
            expect(report.subjects[0].position).to.include({ file: "test/runner/fixtures/program/index.ts", line: 15 });
        } finally {
            rmSync(directory, { recursive: true });
        }
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
            [["--stack", "dev", "--format", "pdf"], /Allowed choices are text, json/],
            [[], /required option '--stack <name>' not specified/],
        ];
        const runs = await Promise.all(wrong.map(([args]) => check(...args)));
        for (const [index, { code, stdout, stderr }] of runs.entries()) {
            expect(stderr).to.match(wrong[index]?.[1] ?? /^$/);
            expect([code, stdout]).to.deep.equal([2, ""]);
        }
    });
});
