import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { evaluate, modelledAws, type Registration, type ResourceHandler } from "../../runner";
import { evaluateProgram } from "../support/evaluate";
import { BUCKET, POLICY, rejectionOf } from "./support";

function boom(): never {
    throw new Error("boom");
}

describe("evaluate: failures", () => {
    const programs: Record<string, () => unknown> = {
        "the program throws": boom,
        "the program rejects": async () => boom(),
        "an apply throws": () => void new aws.s3.Bucket("b").id.apply(boom),
        "an apply of an output of the stack throws": () => ({ id: new aws.s3.Bucket("b").id.apply(boom) }),
        "a timer of the program throws": () => new Promise(() => setTimeout(boom, 1)),
    };
    for (const [what, program] of Object.entries(programs)) {
        it(`rejects with the very error when ${what}`, async () => {
            expect(await rejectionOf(evaluateProgram(program))).to.have.property("message", "boom");
        });
    }

    it("rejects when an input throws, and names the input", async () => {
        const error = await rejectionOf(
            evaluateProgram(() => {
                const bucket = new aws.s3.Bucket("b");
                new aws.s3.BucketPolicy("p", { bucket: bucket.id.apply((): string => boom()), policy: "{}" });
            }),
        );
        expect(error.message).to.match(/"bucket".*boom/);
    });

    it("refuses two resources with one URN", async () => {
        const error = await rejectionOf(
            evaluateProgram(() => {
                new aws.s3.Bucket("twin");
                new aws.s3.Bucket("twin");
            }),
        );
        expect(error.message).to.equal(
            `${BUCKET} "twin": there is already a resource with the URN urn:pulumi:test::project::${BUCKET}::twin; ` +
                "give one of the two another name",
        );
    });

    it("names the resource that a handler failed for", async () => {
        const handler: ResourceHandler = {
            ...modelledAws,
            create: () => Promise.reject(new Error("CreateBucket: no")),
        };
        const error = await rejectionOf(evaluateProgram(() => void new aws.s3.Bucket("b"), { handler }));
        expect(error.message).to.equal(`${BUCKET} "b": CreateBucket: no`);
        expect(error).to.have.property("urn", `urn:pulumi:test::project::${BUCKET}::b`);
    });

    it("reports only the first failure, lets what is under way finish, and starts nothing more", async () => {
        const log: string[] = [];
        const handler: ResourceHandler = {
            ...modelledAws,
            async create({ name }) {
                log.push(`start ${name}`);
                await new Promise((resolve) => setTimeout(resolve, name === "slow" ? 40 : 5));
                log.push(`end ${name}`);
                if (name.startsWith("bad")) {
                    throw new Error(name);
                }
                return { id: name, outputs: {} };
            },
        };
        const error = await rejectionOf(
            evaluateProgram(
                () => {
                    const slow = new aws.s3.Bucket("slow");
                    new aws.s3.Bucket("bad-1");
                    new aws.s3.Bucket("bad-2", {
                        bucket: pulumi.output(new Promise<string>((r) => setTimeout(r, 10, "x"))),
                    });
                    new aws.s3.Bucket("never", {}, { dependsOn: slow });
                },
                { handler },
            ),
        );
        expect(error.message).to.equal(`${BUCKET} "bad-1": bad-1`);
        expect(log).to.include("end slow");
        expect(log).to.not.include("start never");
    });

    it("stops before a resource is made when a check before it objects", async () => {
        const made: string[] = [];
        const handler: ResourceHandler = {
            ...modelledAws,
            create: (registration) => {
                made.push(registration.name);
                return modelledAws.create(registration);
            },
        };
        const beforeCreate = async ({ name }: Registration) => {
            if (name === "forbidden") {
                throw new Error("not allowed");
            }
        };
        const program = () => {
            const fine = new aws.s3.Bucket("fine");
            new aws.s3.Bucket("forbidden", {}, { dependsOn: fine });
        };
        const error = await rejectionOf(evaluate({ program, stack: "test", handler, beforeCreate }));
        expect(error.message).to.equal(`${BUCKET} "forbidden": not allowed`);
        expect(made).to.deep.equal(["fine"]);
    });

    it("names the provider function that failed, and lets the program handle it", async () => {
        const message = "aws:ec2/getVpc:getVpc: this function is not modelled, and there is no account to ask";
        const plain = await rejectionOf(evaluateProgram(() => aws.ec2.getVpc({ id: "vpc-1" })));
        const output = await rejectionOf(evaluateProgram(() => ({ id: aws.ec2.getVpcOutput({ id: "vpc-1" }).id })));
        expect([plain.message, output.message]).to.deep.equal([message, message]);
        const { outputs } = await evaluateProgram(() => aws.ec2.getVpc({}).catch(() => ({ vpc: "none" })));
        expect(outputs).to.deep.equal({ vpc: "none" });
    });

    it("refuses remote components, stack references and hooks in words that say so", async () => {
        class Remote extends pulumi.ComponentResource {
            constructor(name: string) {
                super("other:index:Remote", name, {}, {}, true);
            }
        }
        const remote = await rejectionOf(evaluateProgram(() => void new Remote("r")));
        expect(remote.message).to.match(/^other:index:Remote "r": .*remote component/);
        const reference = await rejectionOf(evaluateProgram(() => void new pulumi.StackReference("org/project/dev")));
        expect(reference.message).to.include("outputs of another stack can't be read without a backend");
        const hook = await rejectionOf(
            evaluateProgram(() => {
                new aws.s3.Bucket("b", {}, { hooks: { afterCreate: [() => undefined] } });
            }),
        );
        expect(hook.message).to.include("resource hooks are not supported");
    });

    it("gives a program up that waits for something that never comes", async () => {
        const program = () => new Promise(() => undefined);
        const error = await rejectionOf(evaluate({ program, stack: "test", handler: modelledAws, patienceMs: 30 }));
        expect(error.message).to.include("waits for something that does not come");
    });

    it("leaves nothing behind for the next evaluation", async () => {
        const listeners = process.listeners("unhandledRejection");
        await rejectionOf(evaluateProgram(boom));
        expect(process.listeners("unhandledRejection")).to.deep.equal(listeners);
        const { registrations } = await evaluateProgram(() => void new aws.s3.Bucket("b", { bucket: POLICY }));
        expect(registrations.map(({ name }) => name)).to.deep.equal(["project-test", "b"]);
    });

    it("lets evaluations that are asked for at once take turns", async () => {
        const evaluations = ["one", "two", "three"].map((name) =>
            evaluateProgram(() => void new aws.s3.Bucket(name), { stack: name }),
        );
        const urns = (await Promise.all(evaluations)).map(
            ({ registrations }) => registrations.map(({ urn }) => urn)[1],
        );
        expect(urns).to.deep.equal(
            ["one", "two", "three"].map((name) => `urn:pulumi:${name}::project::${BUCKET}::${name}`),
        );
    });
});
