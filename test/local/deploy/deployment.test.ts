import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type DeployProgress, deploy } from "../../../local/deploy";
import { readDeployment, saveDeployment } from "../../../local/deployment";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { renderTree, TreeDetail } from "../../../local/tree";
import { temporaryDirectory } from "../emulator/support";

class Shelf extends pulumi.ComponentResource {
    constructor(name: string, parent?: pulumi.Resource) {
        super("lakefront:index:Shelf", name, {}, { parent });
    }
}

function shelves() {
    const outer = new Shelf("outer");
    const inner = new Shelf("inner", outer);
    new aws.s3.Bucket("one", { bucket: "bucket-one" }, { parent: outer });
    new aws.s3.Bucket("two", { bucket: "bucket-two" }, { parent: inner });
    new aws.athena.Workgroup("desk", {}, { parent: inner });
    return { answer: 42 };
}

describe("deployment", () => {
    const directory = temporaryDirectory();
    const file = join(directory.path, "state", "deployment.json");
    let emulator: Emulator;

    before(async () => {
        emulator = await startEmulator({ directory: join(directory.path, "emulator") });
    });
    after(async () => {
        await emulator?.stop();
        directory.remove();
    });

    it("reports progress by phase, up to the total that the plan found", async () => {
        const seen: DeployProgress[] = [];
        await deploy({
            programDir: shelves,
            stack: "test",
            connection: emulator.connection,
            onProgress: (progress) => seen.push(progress),
        });
        const steps = seen.map(({ phase, done, total }) => `${phase} ${done}/${total ?? "?"}`);
        expect(steps.filter((step) => step.startsWith("plan"))).to.deep.equal([0, 1, 2, 3].map((n) => `plan ${n}/?`));
        expect(steps.filter((step) => step.startsWith("create"))).to.deep.equal(
            [0, 1, 2, 3].map((n) => `create ${n}/3`),
        );
    });

    it("goes into a file that only its owner can read, and comes back the same", async () => {
        const deployment = await deploy({ programDir: shelves, stack: "test", connection: emulator.connection });
        saveDeployment(file, deployment);
        expect(statSync(file).mode & 0o077).to.equal(0);
        expect(readDeployment(file)).to.deep.equal(deployment);
        expect(deployment.outputs).to.deep.equal({ answer: 42 });
    });

    it("says what to do when its file is missing or something else", () => {
        expect(() => readDeployment(join(directory.path, "none.json"))).to.throw(/none\.json.*npm start/);
        const other = join(directory.path, "other.json");
        writeFileSync(other, '{"a":1}');
        expect(() => readDeployment(other)).to.throw(/other\.json is not a deployment/);
    });

    it("draws the tree of components with what was created and what recorded, and why", async () => {
        const deployment = await deploy({ programDir: shelves, stack: "test", connection: emulator.connection });
        expect(renderTree(deployment).split("\n")).to.deep.equal([
            "project-test  pulumi.Stack  2 created · 1 recorded",
            "└─ outer  Shelf             2 created · 1 recorded",
            "   └─ inner  Shelf          1 created · 1 recorded",
            "",
            "Recorded only:",
            "○ 1 × athena.Workgroup: questions are answered by the local query engine, not by the emulator's Athena",
        ]);
        const full = renderTree(deployment, { detail: TreeDetail.Resources, ascii: true }).split("\n");
        expect(full.slice(1, 6)).to.deep.equal([
            "`- outer  Shelf                    2 created, 1 recorded",
            "   |- inner  Shelf                 1 created, 1 recorded",
            "   |  |- o desk  athena.Workgroup  recorded",
            "   |  `- + two  s3.Bucket",
            "   `- + one  s3.Bucket",
        ]);
    });
});
