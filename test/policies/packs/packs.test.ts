import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { parse } from "yaml";
import { renderProfile } from "../../../policies/lib/profiles";
import { renderReadme } from "../../../policies/lib/readme";
import { packs, parts } from "../../../policies/packs";
import type { PackConfig, PolicyHost } from "../../../runner/policies";
import { brief, buildPacks, directoryOf, judge, root, startPacks } from "./support";

/** A stack with one flaw of each kind: known, not known before the update, and between resources. */
function program(): void {
    const bucket = new aws.s3.Bucket("raw");
    new aws.s3.BucketPolicy("raw-policy", {
        bucket: bucket.id,
        policy: bucket.arn.apply((arn) =>
            JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: arn } }),
        ),
    });
    new aws.sqs.QueuePolicy("events-policy", {
        queueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/events",
        policy: bucket.arn.apply((arn) =>
            JSON.stringify({
                Statement: {
                    Effect: "Allow",
                    Principal: { Service: "s3.amazonaws.com" },
                    Action: "sqs:SendMessage",
                    Resource: "*",
                    Condition: { ArnEquals: { "aws:SourceArn": arn } },
                },
            }),
        ),
    });
    new aws.kms.Key("key", { enableKeyRotation: false });
    new aws.lambda.FunctionUrl("url", { functionName: "transform", authorizationType: "NONE" });
    new aws.s3.Inventory("inventory", {
        bucket: bucket.id,
        includedObjectVersions: "All",
        schedule: { frequency: "Daily" },
        destination: { bucket: { bucketArn: "arn:aws:s3:::inventory", format: "Parquet" } },
    });
}

function start(config: Readonly<Record<string, PackConfig>> = {}): PolicyHost {
    return startPacks({ encryption: {}, "public-access": {}, ...config });
}

const findings = async (host: PolicyHost, preview: boolean) => (await judge(program, host, preview)).findings;

const known = [
    "advisory s3-inventory-encrypted inventory",
    "mandatory kms-key-rotation key",
    "mandatory lambda-url-auth url",
    "mandatory s3-bucket-encryption-kms raw",
    "mandatory s3-public-access-block raw",
];

describe("the packs, as the engine runs them", () => {
    before(buildPacks);

    describe("as they are", () => {
        let host: PolicyHost;
        before(() => {
            host = start();
        });
        after(() => host.stop());

        it("judge a preview, and say in advisories which verdicts wait for the update", async () => {
            const reported = await findings(host, true);
            const waiting = [
                "undetermined queue-topic-tls-only events-policy",
                "undetermined resource-policy-not-public events-policy",
                "undetermined s3-bucket-policy-not-public raw-policy",
                "undetermined s3-tls-only-policy raw",
            ];
            expect(reported.map(brief).sort()).to.deep.equal([...known, ...waiting].sort());
            const levels = reported.flatMap(({ undetermined, enforcementLevel }) =>
                undetermined ? [enforcementLevel] : [],
            );
            expect(levels).to.deep.equal(waiting.map(() => "advisory"));
        });
        it("judge an update by the real values", async () => {
            const decided = [
                "mandatory queue-topic-tls-only events-policy",
                "mandatory s3-bucket-policy-not-public raw-policy",
                "mandatory s3-tls-only-policy raw",
            ];
            expect((await findings(host, false)).map(brief).sort()).to.deep.equal([...known, ...decided].sort());
        });
    });

    describe("with a configuration", () => {
        let host: PolicyHost;
        before(() => {
            host = start({
                encryption: {
                    "kms-key-rotation": "disabled",
                    "s3-inventory-encrypted": "mandatory",
                    "s3-tls-only-policy": { managedElsewhere: true, onUnknown: "fail" },
                    "queue-topic-tls-only": { onUnknown: "defer" },
                    "s3-bucket-encryption-kms": { allowSseS3For: ["raw"] },
                },
                "public-access": {
                    "lambda-url-auth": "advisory",
                    "s3-public-access-block": "disabled",
                    undetermined: "mandatory",
                },
            });
        });
        after(() => host.stop());

        it("obey its levels and settings, for violations and for what is not known", async () => {
            const reported = await findings(host, true);
            expect(reported.map(brief).sort()).to.deep.equal([
                "advisory lambda-url-auth url",
                "mandatory s3-inventory-encrypted inventory",
                "mandatory s3-tls-only-policy raw",
                "undetermined resource-policy-not-public events-policy",
                "undetermined s3-bucket-policy-not-public raw-policy",
            ]);
            const levels = reported.flatMap(({ undetermined, enforcementLevel }) =>
                undetermined ? [enforcementLevel] : [],
            );
            expect(levels).to.deep.equal(["mandatory", "mandatory"]);
        });
    });
});

for (const pack of packs) {
    describe(`the pack ${pack.name}`, () => {
        const read = (file: string) => readFileSync(join(directoryOf(pack.name), file), "utf8");

        it("has a README and a strict profile that were written from its rules", () => {
            const stale = Object.entries({
                "README.md": renderReadme(pack, parts),
                "profiles/strict.json": renderProfile(pack),
            }).flatMap(([file, text]) => (read(file) === text ? [] : [file]));
            expect(stale, "run: node -r ./bin/register.cjs policies/write-readmes.ts").to.deep.equal([]);
        });
        it("tells the engine what to run, in a version of its own", () => {
            const project: unknown = parse(read("PulumiPolicy.yaml"));
            expect(project).to.include({ runtime: "nodejs", description: pack.description });
            expect(project, "an entry in a subfolder would become the working directory").to.not.have.property("main");
            const manifest: unknown = JSON.parse(read("package.json"));
            expect(manifest).to.include({ main: "bin/index.js", description: pack.description });
            expect(manifest)
                .to.have.property("version")
                .that.matches(/^\d+\.\d+\.\d+$/);
        });
        it("asks for the very versions of the SDK that the repository uses", () => {
            const own: { dependencies: Record<string, string> } = JSON.parse(read("package.json"));
            const of: { dependencies: Record<string, string>; devDependencies: Record<string, string> } = JSON.parse(
                readFileSync(join(root, "package.json"), "utf8"),
            );
            for (const [name, version] of Object.entries(own.dependencies)) {
                expect({ ...of.dependencies, ...of.devDependencies }).to.have.property(name, version);
            }
        });
        it("starts without the provider's SDK, which would cost more than everything else", () => {
            expect(read("bin/index.js")).to.not.match(/require\("@pulumi\/aws/);
        });
    });
}
