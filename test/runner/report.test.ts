import * as aws from "@pulumi/aws";
import { expect } from "chai";
import type { Finding, PackInfo } from "../../runner/policies";
import { buildReport, type Report, reportFormats } from "../../runner/report";
import { evaluateProgram } from "../support/evaluate";

const packs: PackInfo[] = [
    {
        name: "pack",
        displayName: "Pack",
        version: "1.0.0",
        policies: ["rule", "other"].map((name) => ({
            name,
            displayName: "",
            description: `What ${name} demands.`,
            kind: "resource",
            enforcementLevel: name === "other" ? "disabled" : "mandatory",
            remediationSteps: `How to keep ${name}.`,
            url: `https://example.org/${name}`,
            tags: [],
        })),
    },
];

function finding(urn: string | undefined, changes: Partial<Finding> = {}): Finding {
    return {
        pack: "pack",
        packVersion: "1.0.0",
        policy: "rule",
        urn,
        message: "It is wrong.",
        description: "What rule demands.",
        enforcementLevel: "mandatory",
        severity: "high",
        undetermined: false,
        remediated: false,
        ...changes,
    };
}

/** A report on two buckets, with findings made from their URNs. */
async function reportOn(findingsOf: (a: string, b: string) => Finding[], preview = false): Promise<Report> {
    const evaluation = await evaluateProgram(() => {
        new aws.s3.Bucket("a");
        new aws.sqs.Queue("b");
    });
    return buildReport({
        evaluation,
        findings: findingsOf(evaluation.named("a").urn, evaluation.named("b").urn),
        packs,
        preview,
        isModelledExactly: (type) => type !== "aws:sqs/queue:Queue",
    });
}

const text = (report: Report) => reportFormats.text(report, { color: false });

describe("report", () => {
    it("puts the worst resource first, and within it the worst finding", async () => {
        const { subjects } = await reportOn((a, b) => [
            finding(a, { undetermined: true, enforcementLevel: "advisory", severity: "critical" }),
            finding(a, { enforcementLevel: "advisory" }),
            finding(b, { severity: "low" }),
            finding(b, { severity: "critical" }),
            finding(undefined, { enforcementLevel: "advisory", severity: "low" }),
        ]);
        expect(
            subjects.map(({ name, findings }) => [
                name,
                findings.map(({ outcome, severity }) => `${outcome} ${severity}`),
            ]),
        ).to.deep.equal([
            ["b", ["mandatory critical", "mandatory low"]],
            ["a", ["advisory high", "undetermined critical"]],
            ["project-test", ["advisory low"]],
        ]);
    });

    it("counts resources, policies in force and findings, and what was modelled by the general pattern", async () => {
        const report = await reportOn((a, b) => [
            finding(a),
            finding(a, { enforcementLevel: "advisory" }),
            finding(b, { enforcementLevel: "remediate", remediated: true }),
            finding(b, { undetermined: true }),
        ]);
        expect(report.counts).to.deep.equal({
            resources: 2,
            policies: 1,
            mandatory: 1,
            advisory: 1,
            remediated: 1,
            undetermined: 1,
        });
        expect(report.generallyModelled).to.deep.equal([{ type: "aws:sqs/queue:Queue", count: 1 }]);
        expect(report.passed).to.equal(false);
    });

    it("does not fail for what was remediated, advised or not judged", async () => {
        const { passed } = await reportOn((a) => [
            finding(a, { enforcementLevel: "advisory" }),
            finding(a, { enforcementLevel: "remediate", remediated: true }),
            finding(a, { undetermined: true }),
        ]);
        expect(passed).to.equal(true);
    });

    it("says passed only when everything was judged", async () => {
        expect(text(await reportOn(() => []))).to.match(/\nPassed\n$/);
        const open = text(
            await reportOn((a) => [finding(a, { undetermined: true, message: "the policy is unknown" })]),
        );
        expect(open).to.match(/\nNo mandatory violation in what could be judged\n$/);
        expect(open).to.include("  not judged rule (pack)\n    the policy is unknown\n");
    });

    it("says in a preview that values were left unknown, and models nothing", async () => {
        const report = await reportOn(() => [], true);
        expect(report.generallyModelled).to.deep.equal([]);
        expect(text(report)).to.include("Values that AWS computes were left unknown, as in a preview.");
    });

    it("colours only for a terminal", async () => {
        const report = await reportOn((a) => [finding(a)]);
        expect(text(report)).to.not.include("\u001b");
        expect(reportFormats.text(report, { color: true })).to.include("\u001b[31mmandatory\u001b[0m");
    });

    it("writes everything as JSON, with the version of the form", async () => {
        const report = await reportOn((a) => [finding(a)]);
        const parsed = JSON.parse(reportFormats.json(report, { color: false }));
        expect(parsed).to.deep.equal(JSON.parse(JSON.stringify({ version: 1, ...report })));
    });
});
