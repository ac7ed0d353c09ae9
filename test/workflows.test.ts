import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";

const FOLDER = join(resolve(__dirname, ".."), ".github", "workflows");

interface Step {
    uses?: string;
    run?: string;
    with?: Record<string, unknown>;
}

interface Job {
    permissions?: Record<string, string>;
    "timeout-minutes"?: number;
    if?: string;
    steps: Step[];
}

interface Workflow {
    on: Record<string, unknown>;
    permissions: unknown;
    jobs: Record<string, Job>;
}

const workflows = readdirSync(FOLDER).map((file) => {
    const text = readFileSync(join(FOLDER, file), "utf8");
    return { file, text, workflow: parse(text) as Workflow };
});

function writes({ permissions = {} }: Job): string[] {
    return Object.entries(permissions).flatMap(([scope, access]) => (access === "write" ? [scope] : []));
}

describe("workflows", () => {
    for (const { file, text, workflow } of workflows) {
        const jobs = Object.entries(workflow.jobs);
        const steps = jobs.flatMap(([, job]) => job.steps);

        describe(file, () => {
            it("gives no permission to all jobs, and to each job what it needs, in so many words", () => {
                expect(workflow.permissions).to.deep.equal({});
                for (const [name, { permissions }] of jobs) {
                    expect(permissions, name).to.be.an("object").that.is.not.empty;
                }
            });

            it("pins each action by digest, with the version beside it", () => {
                const uses = text.split("\n").filter((line) => /^\s*(?:- )?uses:/.test(line));
                expect(uses).to.have.length(steps.filter((step) => step.uses !== undefined).length);
                for (const line of uses) {
                    expect(line).to.match(/uses: [\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
                }
            });

            it("puts nothing into a script by template, where it would be run", () => {
                for (const { run } of steps) {
                    expect(run ?? "").to.not.include("${{");
                }
            });

            it("has scripts that a shell can parse", () => {
                for (const { run } of steps) {
                    const { status, stderr } = spawnSync("bash", ["-n"], { input: run ?? "", encoding: "utf8" });
                    expect([status, stderr]).to.deep.equal([0, ""]);
                }
            });

            it("keeps no credentials in a checkout, and ends by itself", () => {
                for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
                    expect(step.with?.["persist-credentials"]).to.equal(false);
                }
                for (const [name, job] of jobs) {
                    expect(job["timeout-minutes"], name).to.be.a("number");
                }
            });

            it("never runs code of a pull request with a token that can write, or with secrets", () => {
                expect(workflow.on).to.not.have.property("pull_request_target");
                for (const [name, job] of jobs.filter(([, it]) => writes(it).length > 0)) {
                    if ("workflow_run" in workflow.on) {
                        expect(
                            job.steps.flatMap(({ uses }) => uses ?? []),
                            name,
                        ).to.deep.equal([]);
                        expect(job.steps.map(({ run }) => run).join("\n"), name).to.not.match(
                            /\b(?:git|npm|npx|node)\b/,
                        );
                    } else {
                        expect(job.if, name).to.include("head.repo.full_name == github.repository");
                    }
                }
                if ("pull_request" in workflow.on && text.includes("secrets.")) {
                    expect(jobs.every(([, { if: condition }]) => condition?.includes("head.repo.full_name"))).to.equal(
                        true,
                    );
                }
            });
        });
    }

    it("reports on the very workflow that checks, and on the stacks that it checks", () => {
        const named = (file: string) => workflows.find((it) => it.file === file)?.text ?? "";
        expect(named("pull-request.yml")).to.match(/^name: Pull request$/m);
        expect(named("report.yml")).to.include("workflows: [Pull request]");
        const stacks = (file: string) => [...new Set(named(file).match(/stack: \[.*\]/g))];
        expect(stacks("report.yml")).to.deep.equal(stacks("pull-request.yml"));
    });
});
