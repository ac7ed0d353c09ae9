import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { AwsConnection } from "../../../local/clients";
import { deploy } from "../../../local/deploy";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { NotAsRequestedError } from "../../../local/handlers/errors";
import { readInputs } from "../../../local/handlers/inputs";
import { autoname, targetOf } from "../../../local/handlers/target";
import { ResourceError } from "../../../runner";
import { evaluateProgram } from "../../support/evaluate";
import { temporaryDirectory } from "../emulator/support";

class Unheard extends pulumi.CustomResource {
    constructor(name: string) {
        super("aws:unheard/of:Of", name, {});
    }
}

async function registrationOf(program: () => unknown, type: string) {
    return (await evaluateProgram(program)).one(type);
}

const UNREACHABLE: AwsConnection = {
    endpoint: "http://127.0.0.1:9",
    region: "us-east-1",
    accountId: "111122223333",
    accessKeyId: "111122223333",
    secretAccessKey: "local",
};

describe("handler errors", () => {
    const directory = temporaryDirectory();
    let emulator: Emulator;

    before(async () => {
        emulator = await startEmulator({ directory: directory.path });
    });
    after(async () => {
        await emulator?.stop();
        directory.remove();
    });

    async function failure(program: () => unknown): Promise<Error> {
        const result = await deploy({ programDir: program, stack: "test", connection: emulator.connection }).catch(
            (error: unknown) => error,
        );
        if (!(result instanceof Error)) {
            throw new Error("the deployment did not fail");
        }
        return result;
    }

    it("name the resource, its type, the call, AWS's code and message, in one line", async () => {
        const error = await failure(() => new aws.s3.Bucket("bad", { bucket: "Not_A_Bucket" }));
        expect(error).to.be.instanceOf(ResourceError);
        expect(error.message).to.equal(
            'aws:s3/bucket:Bucket "bad": CreateBucket failed with InvalidBucketName: The specified bucket is not valid.',
        );
    });

    it("hint at what may be missing when something named doesn't exist", async () => {
        const error = await failure(
            () =>
                new aws.iam.RolePolicy("stray", { role: "nobody", policy: '{"Version":"2012-10-17","Statement":[]}' }),
        );
        expect(error.message).to.match(/PutRolePolicy failed with NoSuchEntityException.*is a dependency missing\?$/);
    });

    it("refuse a type that is in neither list, and say where to add it", async () => {
        const error = await failure(() => new Unheard("x"));
        expect(error.message).to.include('aws:unheard/of:Of "x"').and.include("local/handlers/recorded.ts");
    });

    it("name the property of an input that has the wrong type, before any call is made", async () => {
        const rule = { id: "r", status: "Sometimes" };
        const error = await failure(() => new aws.s3.BucketLifecycleConfiguration("l", { bucket: "b", rules: [rule] }));
        expect(error.message).to.include('property rules[0].status must be one of Disabled, Enabled, not "Sometimes"');
    });

    it("say how to build a function whose code is missing", async () => {
        const error = await failure(
            () =>
                new aws.lambda.Function("f", {
                    role: "arn:aws:iam::111122223333:role/r",
                    code: new pulumi.asset.FileArchive("/nowhere/at/all"),
                }),
        );
        expect(error.message).to.include("/nowhere/at/all").and.include("node scripts/build.mjs");
    });

    it("say that the emulator is gone when it is", async () => {
        const error = await deploy({
            programDir: () => new aws.s3.Bucket("b", { bucket: "bucket" }),
            stack: "test",
            connection: UNREACHABLE,
        }).catch((reason: unknown) => reason);
        expect(String(error)).to.include("CreateBucket failed with ECONNREFUSED");
        expect(String(error)).to.include("The emulator is not running; its log says why.");
    });

    it("don't take the emulator's success for a fact", async () => {
        const registration = await registrationOf(() => new aws.s3.Bucket("b", {}), "aws:s3/bucket:Bucket");
        const target = targetOf(registration, UNREACHABLE);
        expect(() => target.expect("versioning", "Enabled", undefined)).to.throw(
            NotAsRequestedError,
            'has nothing for versioning, where "Enabled" was requested',
        );
        expect(() => target.expect("versioning", undefined, "Suspended")).not.to.throw();
    });

    it("stop the deployment when the plan is refused, before anything is created", async () => {
        const error = await deploy({
            programDir: () => new aws.s3.Bucket("b", { bucket: "Not_A_Bucket" }),
            stack: "test",
            connection: UNREACHABLE,
            judge: async (plan) => {
                throw new Error(`refused ${plan.map(({ name }) => name).join(", ")}`);
            },
        }).catch((reason: unknown) => reason);
        expect(String(error)).to.match(/refused .*\bb\b/);
    });
});

describe("inputs", () => {
    it("read a document given as text or as an object", () => {
        const inputs = readInputs({ text: '{"a":1}', object: { a: 1 } });
        expect(inputs.document("text")).to.equal(inputs.document("object"));
    });

    it("name a missing property by its path", () => {
        const inputs = readInputs({ rules: [{ destination: {} }] });
        const read = () => inputs.sections("rules")[0]?.section("destination").text("bucket");
        expect(read).to.throw("property rules[0].destination.bucket is missing.");
    });

    it("take null for absent", () => {
        expect(readInputs({ name: null }).optionalText("name")).to.equal(undefined);
    });
});

describe("autoname", () => {
    const named = async (name: string) =>
        registrationOf(() => new aws.iam.Role(name, { assumeRolePolicy: "{}" }), "aws:iam/role:Role");

    it("is the same in every run, differs between resources, and keeps to the limit", async () => {
        const [one, again, other] = [await named("a"), await named("a"), await named("b")];
        expect(autoname(one, 64)).to.equal(autoname(again, 64));
        expect(autoname(one, 64)).not.to.equal(autoname(other, 64));
        expect(autoname(await named("x".repeat(200)), 64)).to.have.length(64);
    });
});
