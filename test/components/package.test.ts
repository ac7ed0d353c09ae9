import { execFile } from "node:child_process";
import {
    cpSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    realpathSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import type { functionBundle } from "../../components/bundles";
import { evaluate, modelledAws } from "../../runner";

const run = promisify(execFile);
const root = join(__dirname, "..", "..");

/** The programs of the README, each as a team would start with it. */
const EXAMPLES = [
    ...readFileSync(join(root, "components", "README.md"), "utf8").matchAll(/```typescript\n(.*?)```/gs),
].map(([, program = ""], index) => ({ name: `example-${index + 1}`, program }));

/** The strictest settings that a consumer is likely to have. */
const STRICT = {
    target: "es2022",
    module: "nodenext",
    moduleResolution: "nodenext",
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitOverride: true,
    noPropertyAccessFromIndexSignature: true,
    skipLibCheck: true,
    noEmit: true,
};

describe("the components package, packed and installed elsewhere", function () {
    this.timeout(300_000);
    let project: string;
    let installed: string;
    // Both take long and neither needs the other, so they run side by side from the start.
    let typeProblems: Promise<string>;
    let inferredSchema: Promise<string>;

    before(async () => {
        // With its links resolved, for Node loads one copy of a module for each real path.
        project = realpathSync(mkdtempSync(join(tmpdir(), "lakefront-consumer-")));
        installed = join(project, "node_modules", "lakefront");
        await install();
        for (const { name, program } of EXAMPLES) {
            writeProgram(join(project, name), name, program);
        }
        const files = EXAMPLES.map(({ name }) => join(name, "index.ts"));
        writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: STRICT, files }));
        typeProblems = output([join(root, "node_modules", "typescript", "bin", "tsc"), "-p", project]);
        inferredSchema = output([join(root, "scripts", "components-schema.mjs"), installed]);
    });

    after(() => rmSync(project, { recursive: true, force: true }));

    /**
     * What \`npm install <file>\` does; the package's own dependencies are this repository's copies, so that no network
     * is needed.
     */
    async function install(): Promise<void> {
        await run(process.execPath, [join(root, "scripts", "pack-components.mjs")]);
        const pack = ["pack", "--ignore-scripts", "--pack-destination", project];
        const { stdout } = await run("npm", pack, { cwd: join(root, "components") });
        const archive = stdout.trim().split("\n").at(-1) ?? "";
        await run("tar", ["-xzf", archive], { cwd: project });
        mkdirSync(join(project, "node_modules"), { recursive: true });
        cpSync(join(project, "package"), installed, { recursive: true });
        for (const dependency of ["@pulumi", "@types"]) {
            symlinkSync(join(root, "node_modules", dependency), join(project, "node_modules", dependency));
        }
    }

    it("type-checks under a strict consumer's settings", async () => {
        expect(await typeProblems).to.equal("");
    });

    for (const { name } of EXAMPLES) {
        it(`evaluates ${name} of the README`, async () => {
            const example = await evaluate({ program: join(project, name), stack: "dev", handler: modelledAws });
            expect(example.registrations.some(({ type }) => type.startsWith("lakefront:index:"))).to.equal(true);
        });
    }

    it("gives a program the names that it would have in the repository", async () => {
        const example = await evaluate({ program: join(project, "example-1"), stack: "dev", handler: modelledAws });
        expect(example.outputs).to.deep.equal({ curatedBucket: "acme-curated-111122223333-eu-west-1" });
    });

    it("carries the code of its functions, found from its compiled form", async () => {
        const bundles: { functionBundle: typeof functionBundle } = await import(
            join(installed, "dist", "components", "bundles.js")
        );
        expect(bundles.functionBundle("transform-contact-records")).to.equal(
            join(installed, "bundles", "transform-contact-records"),
        );
    });

    it("has the committed schema (after a change: node scripts/components-schema.mjs --write)", async () => {
        expect(JSON.parse(await inferredSchema)).to.deep.equal(
            JSON.parse(readFileSync(join(root, "components", "schema.json"), "utf8")),
        );
    });

    it("describes every component and every setting to other languages, with nothing left as Any", () => {
        const schema = readFileSync(join(root, "components", "schema.json"), "utf8");
        expect(schema).not.to.contain("pulumi.json#/Any").and.not.to.contain("[object Object]");
        for (const [token, { description, inputProperties }] of Object.entries(described(schema))) {
            expect(description, token).to.be.a("string").and.not.equal("");
            for (const [property, { description: text }] of Object.entries(inputProperties)) {
                expect(text, `${token}.${property}`).to.be.a("string").and.not.equal("");
            }
        }
    });
});

/** What a Node program prints, whether it succeeds or not. */
async function output(command: string[]): Promise<string> {
    const printed = ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr;
    return run(process.execPath, command, { maxBuffer: 16 * 1024 * 1024 }).then(printed, printed);
}

function writeProgram(directory: string, name: string, program: string): void {
    mkdirSync(directory);
    writeFileSync(join(directory, "index.ts"), program);
    writeFileSync(join(directory, "package.json"), JSON.stringify({ name, version: "1.0.0" }));
    writeFileSync(join(directory, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
    writeFileSync(join(directory, "Pulumi.dev.yaml"), "config:\n    aws:region: eu-west-1\n");
}

interface DescribedResource {
    description?: string;
    inputProperties: Record<string, { description?: string }>;
}

function described(schema: string): Record<string, DescribedResource> {
    return JSON.parse(schema).resources;
}
