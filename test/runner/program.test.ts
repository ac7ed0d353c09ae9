import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { evaluate, loadStackConfig, modelledAws, ProjectError, SECRET_PLACEHOLDER } from "../../runner";
import { rejectionOf } from "./support";

const PROGRAM = join(__dirname, "fixtures", "program");

describe("evaluate: a program's directory", () => {
    const run = (stack: string, config = {}) => evaluate({ program: PROGRAM, stack, config, handler: modelledAws });

    it("evaluates the program with the stack's settings", async () => {
        const dev = await run("dev");
        const prod = await run("prod");
        expect([dev.project, dev.stack]).to.deep.equal(["shop", "dev"]);
        expect(dev.outputs.arns).to.have.length(2);
        expect(prod.outputs.arns).to.have.length(3);
    });

    it("lays settings of the caller over those of the files", async () => {
        const { outputs } = await run("dev", { "shop:bucketCount": "1" });
        expect(outputs.arns).to.have.length(1);
    });

    it("keeps encrypted settings secret", async () => {
        const { registrations } = await run("dev");
        const token = registrations.find(({ name }) => name === "token");
        expect(token?.inputs.value).to.equal(SECRET_PLACEHOLDER);
        expect(token?.secretInputs).to.deep.equal(["value"]);
    });

    it("loads the program's modules afresh each time", async () => {
        const runs = [await run("dev"), await run("dev")];
        expect(runs.map(({ outputs }) => outputs.timesLoaded)).to.deep.equal([1, 1]);
    });

    it("gives the process its working directory and its own modules back", async () => {
        const counter = require.resolve("./fixtures/program/counter");
        const { runs } = require(counter) as { runs(): number };
        runs();
        const before = process.cwd();
        await run("dev");
        expect(process.cwd()).to.equal(before);
        expect((require(counter) as { runs(): number }).runs()).to.equal(2);
    });

    it("runs the program in its own directory", async () => {
        await inDirectory(
            {
                "Pulumi.yaml": "name: p\nruntime: nodejs\n",
                "Pulumi.dev.yaml": "",
                "index.js": "exports.cwd = process.cwd();",
            },
            async (program) => {
                const { outputs } = await evaluate({ program, stack: "dev", handler: modelledAws });
                expect(outputs.cwd).to.equal(realpathSync(program));
            },
        );
    });

    it("takes the result of an exported function for the outputs", async () => {
        await inDirectory(
            {
                "Pulumi.yaml": "name: p\nruntime: nodejs\nmain: program.js\n",
                "Pulumi.dev.yaml": "",
                "program.js": "module.exports = async () => ({ answer: 42 });",
            },
            async (program) => {
                const { outputs } = await evaluate({ program, stack: "dev", handler: modelledAws });
                expect(outputs).to.deep.equal({ answer: 42 });
            },
        );
    });

    it("says when the program has no entry point", async () => {
        await inDirectory({ "Pulumi.yaml": "name: p\nruntime: nodejs\n", "Pulumi.dev.yaml": "" }, async (program) => {
            const error = await rejectionOf(evaluate({ program, stack: "dev", handler: modelledAws }));
            expect(error).to.be.instanceOf(ProjectError);
            expect(error.message).to.include("has no entry point");
        });
    });
});

describe("loadStackConfig", () => {
    it("overlays the project's defaults with the stack's values, and writes objects as JSON", () => {
        expect(loadStackConfig(PROGRAM, "dev")).to.deep.equal({
            project: "shop",
            stack: "dev",
            projectFile: join(PROGRAM, "Pulumi.yaml"),
            main: PROGRAM,
            config: {
                "aws:region": "eu-west-1",
                "shop:bucketCount": "2",
                "shop:labels": '{"team":"lake"}',
                "shop:token": SECRET_PLACEHOLDER,
                "shop:names": '["one","two"]',
            },
            secretKeys: ["shop:token"],
            notes: ["Encrypted settings stand as [secret]: shop:token"],
        });
        expect(loadStackConfig(PROGRAM, "prod").config).to.include({
            "aws:region": "eu-central-1",
            "shop:bucketCount": "3",
        });
    });

    it("names the stacks there are when one is unknown", () => {
        expect(() => loadStackConfig(PROGRAM, "live")).to.throw(
            ProjectError,
            `there is no stack "live" in ${PROGRAM}; there is dev, prod`,
        );
    });

    it("says what is wrong with a directory or a file", async () => {
        expect(() => loadStackConfig(join(PROGRAM, "nowhere"), "dev")).to.throw(ProjectError, "it has no Pulumi.yaml");
        const wrong: [Record<string, string>, RegExp][] = [
            [{ "Pulumi.yaml": "runtime: nodejs" }, /Pulumi\.yaml: "name" is missing/],
            [{ "Pulumi.yaml": "name: p\nruntime: python" }, /runtime is "python", but only "nodejs"/],
            [{ "Pulumi.yaml": "name: [p" }, /Pulumi\.yaml can't be read: /],
            [{ "Pulumi.yaml": "- a" }, /Pulumi\.yaml has to be a YAML mapping/],
        ];
        for (const [files, message] of wrong) {
            await inDirectory(files, (directory) => {
                expect(() => loadStackConfig(directory, "dev")).to.throw(ProjectError, message);
            });
        }
    });
});

describe("loadStackConfig: other forms of a project", () => {
    const project = "name: p\nruntime:\n  name: nodejs\n  options: { typescript: false }\n";

    it("takes the full name of a stack", () => {
        const { stack, config } = loadStackConfig(PROGRAM, "acme/shop/prod");
        expect(stack).to.equal("prod");
        expect(config).to.include({ "shop:bucketCount": "3" });
    });

    it("reads project and stack from YAML under either extension, and from JSON", async () => {
        const forms: Record<string, string>[] = [
            { "Pulumi.yml": project, "Pulumi.dev.yml": "config: { p:a: b }" },
            { "Pulumi.json": '{"name":"p","runtime":"nodejs"}', "Pulumi.dev.json": '{"config":{"p:a":"b"}}' },
            { "Pulumi.yaml": `${project}stackConfigDir: stacks\n`, "stacks/Pulumi.dev.yaml": "config: { p:a: b }" },
        ];
        for (const files of forms) {
            await inDirectory(files, (directory) => {
                expect(loadStackConfig(directory, "dev").config).to.deep.equal({ "p:a": "b" });
            });
        }
    });

    it("takes any stack of a project without stack files, and says so", async () => {
        await inDirectory({ "Pulumi.yaml": `${project}config: { a: { default: b } }\n` }, (directory) => {
            expect(loadStackConfig(directory, "dev")).to.deep.include({
                config: { "p:a": "b" },
                notes: ["There is no Pulumi.dev.yaml: the project's defaults were taken."],
            });
        });
    });

    it("says that settings from an environment were not read", async () => {
        const files = { "Pulumi.yaml": project, "Pulumi.dev.yaml": "environment: [shared]\nconfig: { p:a: b }" };
        await inDirectory(files, (directory) => {
            expect(loadStackConfig(directory, "dev").notes).to.deep.equal([
                "Settings from the environment of Pulumi.dev.yaml were not read.",
            ]);
        });
    });
});

async function inDirectory(files: Record<string, string>, work: (directory: string) => unknown): Promise<void> {
    const directory = mkdtempSync(join(tmpdir(), "lakefront-program-"));
    try {
        for (const [name, content] of Object.entries(files)) {
            mkdirSync(dirname(join(directory, name)), { recursive: true });
            writeFileSync(join(directory, name), content);
        }
        await work(directory);
    } finally {
        rmSync(directory, { recursive: true });
    }
}
