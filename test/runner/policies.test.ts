import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { type Finding, isBlocking, type PackConfig, PolicyHost, PolicyPackError } from "../../runner/policies";
import { evaluateProgram } from "../support/evaluate";
import { rejectionOf } from "./support";

const PACK = join(__dirname, "fixtures", "pack");
const STACK = { project: "project", stack: "test" };

describe("policy host", () => {
    const hosts: PolicyHost[] = [];
    let host: PolicyHost;

    function start(config: PackConfig = {}, directory = PACK): PolicyHost {
        hosts.push(new PolicyHost([{ directory, config }], STACK));
        return hosts.at(-1) ?? host;
    }

    /** Judges two buckets, of which one is forced to be destroyed with its objects. */
    async function judge(by: PolicyHost, region = "eu-west-1"): Promise<{ findings: Finding[]; forced: string }> {
        const { registrations, named } = await evaluateProgram(
            () => {
                new aws.s3.Bucket("forced", { forceDestroy: true });
                new aws.s3.Bucket("kept");
            },
            { config: { "aws:region": region } },
        );
        const byResource = await Promise.all(registrations.map((registration) => by.analyze(registration)));
        return {
            findings: [...byResource.flat(), ...(await by.analyzeStack(registrations))],
            forced: named("forced").urn,
        };
    }

    before(() => {
        host = new PolicyHost([{ directory: PACK }], STACK);
    });

    after(() => host.stop());

    afterEach(() => Promise.all(hosts.splice(0).map((started) => started.stop())));

    it("tells what the pack says of itself", async () => {
        const [pack] = await host.packs();
        expect(pack).to.include({ name: "test-pack", version: "1.2.3" });
        expect(pack?.policies.map(({ name, kind, enforcementLevel }) => [name, kind, enforcementLevel])).to.deep.equal([
            ["no-force-destroy", "resource", "mandatory"],
            ["named-tags", "resource", "disabled"],
            ["region", "resource", "advisory"],
            ["bucket-arns", "stack", "mandatory"],
            ["policies-stay-inside", "resource", "mandatory"],
        ]);
    });

    it("finds a violation, with its resource, level and severity", async () => {
        const { findings, forced } = await judge(host);
        expect(findings).to.deep.equal([
            {
                pack: "test-pack",
                packVersion: "1.2.3",
                policy: "no-force-destroy",
                urn: forced,
                message: "forceDestroy is true.",
                description: "Buckets keep their objects.",
                enforcementLevel: "mandatory",
                severity: "high",
                undetermined: false,
                remediated: false,
            },
        ]);
        expect(findings.map(isBlocking)).to.deep.equal([true]);
    });

    it("shows policies the provider's configuration", async () => {
        const { findings } = await judge(host, "us-east-1");
        expect(findings.map(({ policy, message }) => [policy, message]).sort()).to.deep.equal([
            ["no-force-destroy", "forceDestroy is true."],
            ["region", "It is in us-east-1."],
            ["region", "It is in us-east-1."],
        ]);
        expect(findings.filter(isBlocking).map(({ policy }) => policy)).to.deep.equal(["no-force-destroy"]);
    });

    it("takes levels and settings from the pack's configuration, with the schema's defaults", async () => {
        const byDefault = await judge(start({ "no-force-destroy": "disabled", "named-tags": "advisory" }));
        expect(byDefault.findings.map(({ message, enforcementLevel }) => [message, enforcementLevel])).to.deep.equal([
            ["The tag team is missing.", "advisory"],
            ["The tag team is missing.", "advisory"],
        ]);
        const set = await judge(
            start({ all: "disabled", "named-tags": { enforcementLevel: "mandatory", tag: "owner" } }),
        );
        expect(set.findings.map(({ message, enforcementLevel }) => [message, enforcementLevel])).to.deep.equal([
            ["The tag owner is missing.", "mandatory"],
            ["The tag owner is missing.", "mandatory"],
        ]);
    });

    it("lets a pack remediate, and judges what comes of it", async () => {
        const { findings } = await judge(start({ all: "disabled", "named-tags": "remediate" }));
        expect(
            findings.map(({ policy, remediated, enforcementLevel }) => [policy, remediated, enforcementLevel]),
        ).to.deep.equal([
            ["named-tags", true, "remediate"],
            ["named-tags", true, "remediate"],
        ]);
        expect(findings.some(isBlocking)).to.equal(false);
    });

    it("calls a policy that met an unknown value undetermined, and not passed", async () => {
        const evaluation = await evaluateProgram(
            () => {
                const bucket = new aws.s3.Bucket("bucket");
                new aws.s3.BucketPolicy("policy", { bucket: bucket.id, policy: bucket.arn });
            },
            { preview: true, config: { "aws:region": "eu-west-1" } },
        );
        const policy = evaluation.named("policy");
        const [finding, ...others] = await host.analyze(policy);
        expect(others).to.deep.equal([]);
        expect(finding).to.include({ policy: "policies-stay-inside", urn: policy.urn, undetermined: true });
        expect(finding?.enforcementLevel).to.equal("advisory");
        const ofStack = await host.analyzeStack(evaluation.registrations);
        expect(ofStack.map(({ policy: name, undetermined }) => [name, undetermined])).to.deep.equal([
            ["bucket-arns", true],
        ]);
    });

    const refusalOf = async (config: PackConfig) => {
        const refusal = await rejectionOf(start(config).packs());
        expect(refusal).to.be.instanceOf(PolicyPackError);
        return refusal.message.replace('settings of policy pack "test-pack":', "").trim();
    };

    it("refuses a policy that does not exist, and says which there are", async () => {
        expect(await refusalOf({ "no-such-rule": "mandatory" })).to.equal(
            'there is no policy "no-such-rule"; there is bucket-arns, named-tags, no-force-destroy, policies-stay-inside, region',
        );
    });

    it("refuses everything else that is wrong with the settings, all at once", async () => {
        const config: Record<string, unknown> = {
            all: { enforcementLevel: "strict", tag: "owner" },
            region: 7,
            "named-tags": { tag: 7, enforcementLevel: "advisory", tags: ["team"] },
        };
        expect((await refusalOf(config as PackConfig)).split(/^- |\n {2}- /).slice(1)).to.deep.equal([
            '"strict" is no level (policy "all"); there is advisory, mandatory, disabled, remediate',
            '"all" takes a level and nothing else',
            'policy "region" has to be given a level or an object, not 7',
            'policy "named-tags" has no setting "tags"; there is tag',
            "named-tags.tag has to be a text, not 7",
        ]);
    });

    it("starts from a profile that ships with the pack, and lets single settings win", async () => {
        hosts.push(
            new PolicyHost([{ directory: PACK, profile: "tagged", config: { "named-tags": { tag: "owner" } } }], STACK),
        );
        const { findings } = await judge(hosts.at(-1) ?? host);
        expect(findings.map(({ policy, message }) => [policy, message])).to.deep.equal([
            ["named-tags", "The tag owner is missing."],
            ["named-tags", "The tag owner is missing."],
        ]);
    });

    it("refuses a profile that the pack does not have", () => {
        expect(() => new PolicyHost([{ directory: PACK, profile: "strict" }], STACK)).to.throw(
            PolicyPackError,
            'policy pack "pack" has no profile "strict"; it has tagged',
        );
    });

    it("refuses a directory that is no pack", () => {
        expect(() => start({}, __dirname)).to.throw(PolicyPackError, "it has no PulumiPolicy.yaml");
    });

    it("explains why a pack did not start", async () => {
        const directory = mkdtempSync(join(tmpdir(), "lakefront-pack-"));
        try {
            writeFileSync(join(directory, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
            writeFileSync(join(directory, "package.json"), '{ "name": "p", "version": "1.0.0", "main": "index.js" }');
            writeFileSync(join(directory, "index.js"), 'throw new Error("broken rule");');
            const error = await rejectionOf(start({}, directory).packs());
            expect(error).to.be.instanceOf(PolicyPackError);
            expect(error.message).to.match(/did not start: it ended with code \d+\n(?:.*\n)*.*broken rule/);
        } finally {
            rmSync(directory, { recursive: true });
        }
    });

    it("leaves no process behind", async () => {
        const short = start();
        await short.packs();
        const [pid = 0] = short.pids;
        expect(() => process.kill(pid, 0)).to.not.throw();
        await short.stop();
        expect(() => process.kill(pid, 0)).to.throw(/ESRCH/);
    });
});
