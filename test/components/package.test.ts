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
import { evaluate, modelledAws } from "../../runner";
import { searchable } from "../support/evaluate";

const run = promisify(execFile);
const root = join(__dirname, "..", "..");

/** A team's own program on the published package, under the strictest settings a consumer is likely to have. */
const EXAMPLE = `
import { AuditTrail, DataLake, StorageClass } from "lakefront";

const lake = new DataLake("acme", {
    tiers: {
        raw: { lifecycle: { transitions: [{ storageClass: StorageClass.StandardIa, afterDays: 30 }] } },
        sales: { preset: "curated" },
    },
    tags: { team: "care" },
});
new AuditTrail("acme-trail", { namePrefix: "acme", buckets: { raw: lake.tier("raw").bucketArn } });

export const rawBucket = lake.tier("raw").bucketName;
`;

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

    before(async () => {
        // With its links resolved, for Node loads one copy of a module for each real path.
        project = realpathSync(mkdtempSync(join(tmpdir(), "lakefront-consumer-")));
        installed = join(project, "node_modules", "lakefront");
        await install();
        writeFileSync(join(project, "index.ts"), EXAMPLE);
        writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: STRICT, files: ["index.ts"] }));
        writeFileSync(join(project, "package.json"), JSON.stringify({ name: "acme", version: "1.0.0" }));
        writeFileSync(join(project, "Pulumi.yaml"), "name: acme\nruntime: nodejs\n");
        writeFileSync(join(project, "Pulumi.dev.yaml"), "config:\n    aws:region: eu-west-1\n");
    });

    after(() => rmSync(project, { recursive: true, force: true }));

    /** What \`npm install <file>\` does; the package's own dependencies are this repository's copies, so that no network is needed. */
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
        const check = run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", project]);
        const problems = await check.then(
            () => "",
            ({ stdout }: { stdout: string }) => stdout,
        );
        expect(problems).to.equal("");
    });

    it("evaluates a program that uses it, with the same tokens as in the repository", async () => {
        const evaluation = searchable(await evaluate({ program: project, stack: "dev", handler: modelledAws }));
        expect(evaluation.outputs).to.deep.equal({ rawBucket: "acme-raw-111122223333-eu-west-1" });
        expect(evaluation.one("lakefront:index:DataLake").name).to.equal("acme");
        expect(evaluation.named("acme-sales-bucket").inputs.tags).to.deep.equal({
            team: "care",
            "lakefront:tier": "sales",
        });
    });

    it("carries the code of its functions, found from its compiled form", async () => {
        const { functionBundle }: typeof import("../../components/bundles") = await import(
            join(installed, "dist", "components", "bundles.js")
        );
        expect(functionBundle("transform-contact-records")).to.equal(
            join(installed, "bundles", "transform-contact-records"),
        );
    });

    it("says how to build a function's code that isn't there", async () => {
        const { functionBundle } = await import("../../components/bundles");
        expect(() => functionBundle("no-such-function")).to.throw(
            /The code of the function "no-such-function" is not built.*Run "npm run prepare" first/,
        );
    });

    it("has the committed schema (after a change: node scripts/components-schema.mjs --write)", async () => {
        const { stdout } = await run(process.execPath, [join(root, "scripts", "components-schema.mjs"), installed], {
            maxBuffer: 16 * 1024 * 1024,
        });
        expect(JSON.parse(stdout)).to.deep.equal(
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

interface DescribedResource {
    description?: string;
    inputProperties: Record<string, { description?: string }>;
}

function described(schema: string): Record<string, DescribedResource> {
    return JSON.parse(schema).resources;
}
