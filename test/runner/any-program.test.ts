import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { type Evaluation, evaluate, ProjectError, UNKNOWN } from "../../runner";
import { check } from "../../runner/check";
import { SourcePositions } from "../../runner/positions";
import { StandIns } from "../../runner/stand-ins";
import { rejectionOf } from "./support";

type Files = Record<string, string>;

const PROJECT = { "Pulumi.yaml": "name: p\nruntime: nodejs\n" };
const PACK = { directory: join(__dirname, "fixtures", "pack") };

/** Runs with a program in a directory of its own, outside of this repository and its packages. */
async function withProgram<T>(files: Files, work: (directory: string) => Promise<T>): Promise<T> {
    const directory = mkdtempSync(join(tmpdir(), "lakefront-any-"));
    try {
        for (const [name, content] of Object.entries({ ...PROJECT, ...files })) {
            mkdirSync(dirname(join(directory, name)), { recursive: true });
            writeFileSync(join(directory, name), content);
        }
        return await work(directory);
    } finally {
        rmSync(directory, { recursive: true });
    }
}

function evaluated(files: Files): Promise<Evaluation> {
    return withProgram(files, (program) =>
        evaluate({ program, stack: "dev", handler: new StandIns(program), allowUnknown: true }),
    );
}

const names = ({ registrations }: Evaluation) => registrations.map(({ name }) => name).slice(1);

const BUCKET = 'import * as aws from "@pulumi/aws";\nexport const bucket = new aws.s3.Bucket("b").bucket;\n';

describe("any program: how it is built", () => {
    const forms: Record<string, Files> = {
        "TypeScript as CommonJS": { "index.ts": BUCKET },
        "TypeScript as ES modules, with names as if compiled": {
            "package.json": '{"type":"module"}',
            "index.ts": 'import { make } from "./make.js";\nawait Promise.resolve();\nexport const bucket = make();\n',
            "make.ts":
                'import * as aws from "@pulumi/aws";\nexport const make = () => new aws.s3.Bucket("b").bucket;\n',
        },
        "JavaScript as ES modules": { "package.json": '{"type":"module"}', "index.js": BUCKET },
        "an ES module by its extension": { "index.mts": BUCKET },
        "compiled code that package.json names": {
            "package.json": '{"main":"bin/index.js"}',
            "bin/index.js": 'const aws = require("@pulumi/aws");\nexports.bucket = new aws.s3.Bucket("b").bucket;\n',
            "index.ts": "throw new Error('not this one');\n",
        },
        "sources beside compiled code that is not built yet": {
            "package.json": '{"main":"bin/index.js"}',
            "index.ts": BUCKET,
        },
        "a directory that the project names": {
            "Pulumi.yaml": "name: p\nruntime: { name: nodejs, options: { typescript: true } }\nmain: infra\n",
            "infra/index.ts": BUCKET,
        },
    };
    for (const [form, files] of Object.entries(forms)) {
        it(`evaluates ${form}`, async () => {
            const evaluation = await evaluated(files);
            expect(names(evaluation)).to.deep.equal(["b"]);
            expect(evaluation.outputs.bucket).to.match(/^b-[0-9a-f]{7}$/);
        });
    }

    it("gives a program that has its own copy of the SDK this one's", async () => {
        const own = "throw new Error('this copy would talk to nobody');";
        const packageFile = (name: string) => ({
            [`node_modules/@pulumi/${name}/package.json`]: `{"name":"@pulumi/${name}","main":"index.js"}`,
        });
        const files = {
            ...packageFile("pulumi"),
            "node_modules/@pulumi/pulumi/index.js": own,
            ...packageFile("other"),
            "node_modules/@pulumi/other/index.js": [
                'const { CustomResource } = require("@pulumi/pulumi");',
                'exports.make = (name) => new CustomResource("other:index:Thing", name, {});',
            ].join("\n"),
        };
        const cjs = { ...files, "index.js": 'require("@pulumi/other").make("cjs");' };
        expect(names(await evaluated(cjs))).to.deep.equal(["cjs"]);
        const esm = {
            ...files,
            "package.json": '{"type":"module"}',
            "index.js":
                'import { Config } from "@pulumi/pulumi";\nimport { make } from "@pulumi/other";\nmake(new Config().name);',
        };
        expect(names(await evaluated(esm))).to.deep.equal(["p"]);
    });

    it("loads ES modules afresh for each evaluation", async () => {
        await withProgram(
            {
                "package.json": '{"type":"module"}',
                "index.js": 'import { next } from "./counter.js";\nexport const count = next();\n',
                "counter.js": "let count = 0;\nexport const next = () => ++count;\n",
            },
            async (program) => {
                const run = () => evaluate({ program, stack: "dev", handler: new StandIns(program) });
                expect([(await run()).outputs.count, (await run()).outputs.count]).to.deep.equal([1, 1]);
            },
        );
    });

    it("finds the line of a resource in the sources, of ES modules and of compiled code with a map", async () => {
        const line = async (files: Files) =>
            withProgram(files, async (program) => {
                const { registrations } = await evaluate({ program, stack: "dev", handler: new StandIns(program) });
                const position = registrations.find(({ name }) => name === "b")?.sourcePosition;
                const original = position && new SourcePositions().original(position);
                return `${original?.file
                    .split("/")
                    .slice(-2)
                    .join("/")
                    .replace(/^lakefront-any-[^/]+/, ".")}:${original?.line}`;
            });
        const types = "interface Nothing {\n    left: string;\n}\n";
        expect(await line({ "package.json": '{"type":"module"}', "index.ts": types + BUCKET })).to.equal(
            "./index.ts:5",
        );
        const compiled =
            'const aws = require("@pulumi/aws");\nnew aws.s3.Bucket("b");\n//# sourceMappingURL=index.js.map\n';
        const map = { version: 3, sources: ["../src/program.ts"], names: [], mappings: "AAAA;AAQA" };
        expect(
            await line({
                "package.json": '{"main":"bin/index.js"}',
                "bin/index.js": compiled,
                "bin/index.js.map": JSON.stringify(map),
            }),
        ).to.equal("src/program.ts:9");
    });
});

describe("any program: what it uses beside AWS", () => {
    it("leaves the outputs of another stack unknown", async () => {
        const { outputs, registrations } = await evaluated({
            "index.ts": `
                import * as aws from "@pulumi/aws";
                import * as pulumi from "@pulumi/pulumi";
                const network = new pulumi.StackReference("acme/network/prod");
                new aws.ec2.Subnet("s", { vpcId: network.requireOutput("vpcId"), cidrBlock: "10.0.0.0/24" });
                export const known: unknown = network.getOutput("vpcId").apply(() => "applied");
            `,
        });
        const subnet = registrations.find(({ name }) => name === "s");
        expect(subnet?.inputs).to.deep.equal({ vpcId: UNKNOWN, cidrBlock: "10.0.0.0/24" });
        expect(outputs.known).to.equal(UNKNOWN);
    });

    it("knows of another provider's resources what the program asks for, and of random ones the value", async () => {
        const { registrations } = await evaluated({
            "index.ts": `
                import * as aws from "@pulumi/aws";
                import * as pulumi from "@pulumi/pulumi";
                class Thing extends pulumi.CustomResource {
                    declare readonly value: pulumi.Output<string>;
                    declare readonly hex: pulumi.Output<string>;
                    constructor(type: string, name: string) {
                        super(type, name, { given: "x", value: undefined, hex: undefined });
                    }
                }
                const key = new Thing("tls:index/privateKey:PrivateKey", "key");
                const suffix = new Thing("random:index/randomId:RandomId", "suffix");
                new aws.ssm.Parameter("p", { type: "String", value: key.value });
                new aws.s3.Bucket("b", { bucket: pulumi.interpolate\`data-\${suffix.hex}\` });
            `,
        });
        const inputs = (name: string) => registrations.find((it) => it.name === name)?.inputs;
        expect(inputs("p")?.value).to.equal(UNKNOWN);
        expect(inputs("b")?.bucket).to.match(/^data-[0-9a-f]{16}$/);
    });

    it("goes on past a component that another process would build, and takes nothing of it for known", async () => {
        const { registrations } = await evaluated({
            "index.ts": `
                import * as aws from "@pulumi/aws";
                import * as pulumi from "@pulumi/pulumi";
                class Vpc extends pulumi.ComponentResource {
                    declare readonly vpcId: pulumi.Output<string>;
                    constructor(name: string) {
                        super("awsx:ec2:Vpc", name, { vpcId: undefined }, {}, true);
                    }
                }
                new aws.ec2.SecurityGroup("sg", { vpcId: new Vpc("vpc").vpcId });
            `,
        });
        expect(registrations.find(({ name }) => name === "sg")?.inputs.vpcId).to.equal(UNKNOWN);
        expect(registrations.find(({ name }) => name === "vpc")?.remote).to.equal(true);
    });

    it("leaves out hooks, and takes what a component's methods return for unknown", async () => {
        const { outputs, registrations } = await evaluated({
            "index.ts": `
                import * as aws from "@pulumi/aws";
                import * as pulumi from "@pulumi/pulumi";
                const cluster = new pulumi.ComponentResource("eks:index:Cluster", "cluster", {}, {}, true);
                export const config = pulumi.runtime
                    .call("eks:index:Cluster/getKubeconfig", { __self__: cluster }, cluster)
                    .apply(() => "applied");
                new aws.s3.Bucket("b", {}, { hooks: { afterCreate: [() => { throw new Error("not here"); }] } });
            `,
        });
        expect(outputs.config).to.equal(UNKNOWN);
        expect(registrations.map(({ name }) => name)).to.include("b");
    });

    it("makes up what a look-up in an account would find, in the shape that the provider declares", async () => {
        const { outputs } = await evaluated({
            "index.ts": `
                import * as aws from "@pulumi/aws";
                const vpc = aws.ec2.getVpcOutput({ default: true });
                export const { id, arn, cidrBlock } = vpc;
                export const isDefault = vpc.default;
                export const subnets = aws.ec2.getSubnetsOutput({}).ids;
                export const image = aws.ec2.getAmi({ mostRecent: true, owners: ["amazon"] }).then((ami) => ami.id);
                export const secret = aws.secretsmanager
                    .getSecretVersionOutput({ secretId: "s" })
                    .secretString.apply((text) => JSON.parse(text));
                export const other = aws.ec2.getVpcOutput({ default: true }, { provider: new aws.Provider("eu", { region: "eu-west-1" }) }).arn;
            `,
        });
        expect(outputs.id).to.match(/^vpc-[0-9a-f]{17}$/);
        expect(outputs.arn).to.match(/^arn:aws:ec2:us-east-1:111122223333:vpc\//);
        expect(outputs.other).to.match(/^arn:aws:ec2:eu-west-1:/);
        expect([outputs.cidrBlock, outputs.isDefault]).to.deep.equal(["10.0.0.0/16", true]);
        expect(outputs.subnets).to.have.length(2);
        expect(new Set(outputs.subnets as string[]).size).to.equal(2);
        expect(outputs.image).to.match(/^ami-[0-9a-f]{17}$/);
        expect(outputs.secret).to.deep.equal({});
    });

    it("leaves what nobody declares unknown", async () => {
        const { outputs } = await evaluated({
            "index.ts": `
                import * as pulumi from "@pulumi/pulumi";
                export const found = pulumi.runtime.invokeOutput("acme:index:find", { name: "n" }).apply(() => "applied");
                export const plain = pulumi.runtime.invoke("acme:index:find", { name: "n" }).then(({ name }) => name);
            `,
        });
        expect(outputs).to.deep.equal({ found: UNKNOWN, plain: "n" });
    });

    it("says in the report what it assumed", async () => {
        const files = {
            "index.ts": `
                import * as aws from "@pulumi/aws";
                import * as pulumi from "@pulumi/pulumi";
                new pulumi.StackReference("acme/network/prod");
                new pulumi.CustomResource("docker:index/image:Image", "image", {});
                new pulumi.ComponentResource("awsx:ec2:Vpc", "vpc", {}, {}, true);
                new aws.transfer.Server("t", { tags: { vpc: aws.ec2.getVpcOutput({}).id } });
            `,
        };
        const { assumptions, subjects } = await withProgram(files, (program) =>
            check({ program, stack: "dev", packs: [PACK], config: { "aws:region": "eu-west-1" } }),
        );
        expect(assumptions).to.deep.equal({
            generallyModelled: [{ type: "aws:transfer/server:Server", count: 1 }],
            unknownOutputs: [
                { type: "docker:index/image:Image", count: 1 },
                { type: "pulumi:pulumi:StackReference", count: 1 },
            ],
            lookups: [{ type: "aws:ec2/getVpc:getVpc", count: 1 }],
            opaque: [{ type: "awsx:ec2:Vpc", count: 1 }],
            notes: ["There is no Pulumi.dev.yaml: the project's defaults were taken."],
        });
        expect(
            subjects.map(({ name }) => name),
            "the region is given",
        ).to.not.include("t");
    });
});

describe("any program: what is wrong with it", () => {
    const wrong: [string, Files, RegExp][] = [
        ["throws", { "index.ts": 'throw new Error("no such thing");' }, /^no such thing$/],
        ["throws as an ES module", { "index.mjs": 'throw new Error("no such thing");' }, /^no such thing$/],
        [
            "lacks a setting",
            { "index.ts": 'import { Config } from "@pulumi/pulumi";\nnew Config().require("a");' },
            /'p:a'/,
        ],
        [
            "lacks a package",
            { "index.ts": 'import "left-pad";' },
            /^the program needs the package left-pad, which is not installed for /,
        ],
        [
            "lacks a package as an ES module",
            { "index.mts": 'import "left-pad";' },
            /^the program needs the package left-pad,/,
        ],
        ["has no code", {}, /^the program has no entry point/],
        ["is no TypeScript", { "index.ts": "const const = 1;" }, /index\.ts:1:6: ERROR/],
    ];
    for (const [what, files, message] of wrong) {
        it(`says so when it ${what}`, async () => {
            expect((await rejectionOf(evaluated(files))).message).to.match(message);
        });
    }

    it("says so when it is written in another language", async () => {
        for (const runtime of ["python", "yaml", "go"]) {
            const error = await rejectionOf(evaluated({ "Pulumi.yaml": `name: p\nruntime: ${runtime}\n` }));
            expect(error).to.be.instanceOf(ProjectError);
            expect(error.message).to.include(
                `runtime is "${runtime}", but only "nodejs" programs can be evaluated here`,
            );
        }
    });
});
