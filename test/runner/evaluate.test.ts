import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { UNKNOWN } from "../../runner";
import { evaluateProgram } from "../support/evaluate";
import { Box, BUCKET, POLICY } from "./support";

const STACK = "urn:pulumi:test::project::pulumi:pulumi:Stack::project-test";

describe("evaluate: registrations", () => {
    it("gives resources the URNs that the engine gives, with the types of all ancestors", async () => {
        const { registrations } = await evaluateProgram(() => {
            const outer = new Box("outer");
            new Box("inner", {}, { parent: outer });
            new aws.s3.BucketVersioning("side", { bucket: "b", versioningConfiguration: { status: "Enabled" } });
        });
        expect(registrations.map(({ urn }) => urn)).to.have.members([
            STACK,
            "urn:pulumi:test::project::test:index:Box::outer",
            `urn:pulumi:test::project::test:index:Box$${BUCKET}::outer-bucket`,
            "urn:pulumi:test::project::test:index:Box$test:index:Box::inner",
            `urn:pulumi:test::project::test:index:Box$test:index:Box$${BUCKET}::inner-bucket`,
            "urn:pulumi:test::project::aws:s3/bucketVersioning:BucketVersioning::side",
        ]);
    });

    it("registers the stack first and a parent before its children", async () => {
        const { registrations } = await evaluateProgram(() => {
            new Box("outer");
        });
        expect(registrations.map(({ name }) => name)).to.deep.equal(["project-test", "outer", "outer-bucket"]);
        expect(registrations.map(({ parent }) => parent)).to.deep.equal([undefined, STACK, registrations[1]?.urn]);
    });

    it("says where the program constructs each resource", async () => {
        const program = () => void new aws.s3.Bucket("here");
        const { named } = await evaluateProgram(program);
        const source = readFileSync(__filename, "utf8").split("\n");
        const position = named("here").sourcePosition;
        expect(position?.file).to.equal(__filename);
        expect(source[(position?.line ?? 0) - 1]).to.include('new aws.s3.Bucket("here")');
    });

    it("lets the process do other things while a program goes on", async () => {
        let turns = 0;
        const count = (): void => {
            turns++;
            counting = setImmediate(count);
        };
        let counting = setImmediate(count);
        const { registrations } = await evaluateProgram(() => {
            for (let index = 0; index < 50; index++) new aws.s3.Bucket(`bucket-${index}`);
        });
        clearImmediate(counting);
        expect(turns).to.be.at.least(registrations.length);
    });

    it("keeps dependencies, and which input each came from", async () => {
        const { named } = await evaluateProgram(() => {
            const bucket = new aws.s3.Bucket("bucket");
            const other = new aws.s3.Bucket("other");
            new aws.s3.BucketPolicy("policy", { bucket: bucket.id, policy: "{}" }, { dependsOn: [other] });
        });
        const policy = named("policy");
        expect(policy.dependencies).to.have.members([named("bucket").urn, named("other").urn]);
        expect(policy.propertyDependencies).to.deep.equal({ bucket: [named("bucket").urn], policy: [] });
    });

    it("computes aliases as URNs", async () => {
        const { named } = await evaluateProgram(() => {
            const box = new Box("box");
            new aws.s3.BucketPolicy(
                "new",
                { bucket: "b", policy: "{}" },
                { parent: box, aliases: [{ name: "old" }, { parent: pulumi.rootStackResource }] },
            );
        });
        expect(named("new").aliases).to.deep.equal([
            `urn:pulumi:test::project::test:index:Box$${POLICY}::old`,
            `urn:pulumi:test::project::${POLICY}::new`,
        ]);
    });

    it("gives assets and archives as plain objects", async () => {
        const { named } = await evaluateProgram(() => {
            new aws.lambda.Function("function", {
                role: "arn:aws:iam::111122223333:role/r",
                code: new pulumi.asset.AssetArchive({
                    "index.mjs": new pulumi.asset.StringAsset("export {}"),
                    lib: new pulumi.asset.FileArchive("./lib"),
                }),
            });
        });
        expect(named("function").inputs.code).to.deep.equal({
            assets: { "index.mjs": { text: "export {}" }, lib: { path: "./lib" } },
        });
    });

    it("gives a reference to a resource as its id", async () => {
        class Holder extends pulumi.ComponentResource {
            constructor(name: string, args: { bucket: aws.s3.Bucket }) {
                super("test:index:Holder", name, args, {}, false);
                this.registerOutputs();
            }
        }
        const { named } = await evaluateProgram(() => {
            new Holder("holder", { bucket: new aws.s3.Bucket("bucket", { bucket: "held" }) });
        });
        expect(named("holder").inputs).to.deep.equal({ bucket: "held" });
    });

    it("gives the program's results as outputs, and names those that are secret", async () => {
        const evaluation = await evaluateProgram(async () => ({
            name: new aws.s3.Bucket("bucket", { bucket: "data" }).bucket,
            password: pulumi.secret("hidden"),
            nested: { deep: pulumi.output([1, 2]) },
        }));
        expect(evaluation.outputs).to.deep.equal({ name: "data", password: "hidden", nested: { deep: [1, 2] } });
        expect(evaluation.secretOutputs).to.deep.equal(["password"]);
    });

    it("keeps what a component registers as its outputs", async () => {
        const { named } = await evaluateProgram(() => {
            new Box("box", { bucket: "data" });
        });
        expect(named("box").outputs).to.deep.equal({ arn: "arn:aws:s3:::data" });
    });

    it("reads an existing resource under its id", async () => {
        const { named } = await evaluateProgram(() => {
            const existing = aws.s3.Bucket.get("existing", "old-data");
            new aws.s3.BucketPolicy("policy", { bucket: existing.bucket, policy: existing.arn });
        });
        expect(named("existing").id).to.equal("old-data");
        expect(named("policy").inputs).to.deep.equal({ bucket: "old-data", policy: "arn:aws:s3:::old-data" });
    });

    it("registers what AWS resources leave to the end of the program", async () => {
        const { one } = await evaluateProgram(() => {
            const bucket = new aws.s3.Bucket("bucket", { bucket: "data" });
            const target = new aws.lambda.Function("function", { role: "arn:aws:iam::111122223333:role/r" });
            bucket.onObjectCreated("created", target);
        });
        expect(one("aws:s3/bucketNotification:BucketNotification").inputs.bucket).to.equal("data");
    });

    it("can serialise functions, although what that needs is loaded late", async () => {
        const factor = 2;
        const { outputs } = await evaluateProgram(async () => {
            const { text } = await pulumi.runtime.serializeFunction((value: number) => value * factor);
            return { text };
        });
        expect(outputs.text).to.include("value * factor").and.to.include("factor: 2");
    });
});

describe("evaluate: secrets", () => {
    it("unwraps secret inputs, and says which they are", async () => {
        const { named } = await evaluateProgram(() => {
            new aws.ssm.Parameter("p", { type: "SecureString", value: pulumi.secret("hidden"), description: "plain" });
        });
        const parameter = named("p");
        expect(parameter.inputs).to.deep.equal({ type: "SecureString", value: "hidden", description: "plain" });
        expect(parameter.secretInputs).to.deep.equal(["value"]);
        expect(parameter.rawInputs.value).to.deep.equal({
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            value: "hidden",
        });
    });

    it("keeps an output secret that a secret input or the program made so", async () => {
        const { named } = await evaluateProgram(() => {
            const parameter = new aws.ssm.Parameter(
                "p",
                { type: "String", value: pulumi.secret("hidden") },
                { additionalSecretOutputs: ["arn"] },
            );
            new aws.s3.BucketPolicy("fromInput", { bucket: "b", policy: parameter.value });
            new aws.s3.BucketPolicy("fromOption", { bucket: "b", policy: parameter.arn });
            new aws.s3.BucketPolicy("fromOther", { bucket: "b", policy: parameter.type });
        });
        expect(named("fromInput").secretInputs).to.deep.equal(["policy"]);
        expect(named("fromOption").secretInputs).to.deep.equal(["policy"]);
        expect(named("fromOther").secretInputs).to.deep.equal([]);
    });

    it("marks settings that are secret", async () => {
        const config = { "project:token": "hidden" };
        const { secretOutputs } = await evaluateProgram(
            () => ({ token: new pulumi.Config().requireSecret("token"), plain: new pulumi.Config().get("token") }),
            { config, secretKeys: ["project:token"] },
        );
        expect(secretOutputs).to.deep.equal(["token"]);
    });
});

describe("evaluate: unknown values", () => {
    const program = () => {
        const bucket = new aws.s3.Bucket("bucket", { bucket: "data" });
        new aws.s3.BucketPolicy("policy", { bucket: bucket.bucket, policy: pulumi.interpolate`${bucket.arn}/*` });
        new aws.s3.BucketPolicy("other", { bucket: "b", policy: bucket.websiteDomain });
        return { arn: bucket.arn };
    };

    it("leaves what AWS computes unknown in a preview", async () => {
        const { named, outputs } = await evaluateProgram(program, { preview: true });
        expect(named("bucket").id).to.equal(undefined);
        expect(named("bucket").outputs).to.include({ bucket: "data", arn: UNKNOWN });
        expect(named("policy").inputs).to.deep.equal({ bucket: "data", policy: UNKNOWN });
        expect(outputs).to.deep.equal({ arn: UNKNOWN });
    });

    it("refuses an input that needs an output that no handler gave, and names both", async () => {
        const error = await evaluateProgram(program).catch((reason: unknown) => reason);
        expect(error).to.be.an("error").with.property("name", "ResourceError");
        expect(error).to.have.property(
            "message",
            `${POLICY} "other": input "policy" needs an output that no handler returned (it comes from ${BUCKET} "bucket")`,
        );
    });

    it("lets such an input stay unknown where that is allowed", async () => {
        const { named } = await evaluateProgram(program, { allowUnknown: true });
        expect(named("other").inputs.policy).to.equal(UNKNOWN);
        expect(named("policy").inputs.policy).to.equal("arn:aws:s3:::data/*");
    });
});
