import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { PolicyHost } from "../../../runner/policies";
import { brief, buildPacks, judge, startPacks } from "./support";

const keyArn = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555";
const exempted = "aws:lambda/function:Function::exempt";

/** A function and a warehouse that are to be mended, with what a careless remediation would lose. */
function program(): void {
    const role = new aws.iam.Role("role", { assumeRolePolicy: "{}" });
    const common = { role: role.arn, runtime: "nodejs20.x", handler: "index.handler" } as const;
    const code = new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = 1;") });
    const environment = { variables: { TOKEN: pulumi.secret("s3cret"), ROLE: role.arn } };
    new aws.lambda.Function("large", { ...common, code, environment, memorySize: 10_240 });
    new aws.lambda.Function("exempt", { ...common, code, memorySize: 10_240 });
    new aws.redshiftserverless.Namespace("warehouse", {
        namespaceName: "warehouse",
        adminUserPassword: pulumi.secret("s3cret"),
        defaultIamRoleArn: role.arn,
    });
}

describe("a pack with rules at the level remediate", () => {
    let host: PolicyHost;
    before(() => {
        buildPacks();
        host = startPacks({
            cost: {
                all: "disabled",
                "lambda-concurrency": "remediate",
                exemptions: {
                    enforcementLevel: "mandatory",
                    records: [
                        {
                            policy: "lambda-concurrency",
                            resource: exempted,
                            reason: "Sorts a whole month in memory.",
                            expires: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
                        },
                    ],
                },
                exempt: "advisory",
            },
            encryption: {
                all: "disabled",
                "redshift-serverless-cmk": { enforcementLevel: "remediate", kmsKeyArn: keyArn },
            },
        });
    });
    after(() => host.stop());

    it("mends before it judges, says what it set, and leaves alone what is exempt", async () => {
        const { findings } = await judge(program, host);
        expect(findings.map((finding) => `${brief(finding)}: ${finding.message}`).sort()).to.deep.equal([
            "exempt lambda-concurrency exempt: memorySize is more than 3008 MB.",
            "remediated lambda-concurrency large: set memorySize",
            "remediated redshift-serverless-cmk warehouse: set kmsKeyId",
        ]);
    });

    it("keeps secrets secret, unknown values unknown, and the files of an archive", async () => {
        const { evaluation } = await judge(program, host, true);
        const before = evaluation.named("large");
        const after = host.current(before);
        expect(after).to.not.equal(before);
        expect(after.rawInputs).to.deep.equal({ ...before.rawInputs, memorySize: 3008, code: after.rawInputs.code });
        expect(after.inputs).to.deep.equal({ ...before.inputs, memorySize: 3008 });
        expect(after.secretInputs).to.deep.equal(before.secretInputs);
        expect(before.secretInputs).to.include("environment");
        const warehouse = host.current(evaluation.named("warehouse"));
        expect(warehouse.rawInputs).to.deep.equal({ ...evaluation.named("warehouse").rawInputs, kmsKeyId: keyArn });
        expect(warehouse.secretInputs).to.deep.equal(["adminUserPassword"]);
    });

    it("shows rules about the stack what was set", async () => {
        const { evaluation } = await judge(program, host);
        expect(host.current(evaluation.named("large")).outputs).to.include({ memorySize: 3008 });
        expect(host.current(evaluation.named("warehouse")).outputs).to.include({ kmsKeyId: keyArn });
        expect(host.current(evaluation.named("exempt"))).to.equal(evaluation.named("exempt"));
    });
});
