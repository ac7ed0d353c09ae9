import { expect } from "chai";
import { reportFormats } from "../../../runner/report";
import { exemption, finding, plain, reportOn } from "./support";

const text = async (...args: Parameters<typeof reportOn>) => reportFormats.text(await reportOn(...args), plain);

describe("report", () => {
    it("puts the worst resource first, and within it the worst finding", async () => {
        const { subjects } = await reportOn((a, b) => [
            finding(a, { undetermined: true, enforcementLevel: "advisory", severity: "critical" }),
            finding(a, { enforcementLevel: "advisory" }),
            finding(a, { enforcementLevel: "advisory", exemption }),
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
            ["a", ["advisory high", "undetermined critical", "exempt high"]],
            ["project-test", ["advisory low"]],
        ]);
    });

    it("counts resources, policies in force, findings by outcome, and violations by severity", async () => {
        const { counts, passed } = await reportOn((a, b) => [
            finding(a),
            finding(a, { enforcementLevel: "advisory", severity: "low" }),
            finding(b, { enforcementLevel: "remediate", remediated: true }),
            finding(b, { undetermined: true }),
            finding(b, { enforcementLevel: "advisory", exemption }),
        ]);
        expect(counts).to.deep.equal({
            resources: 2,
            policies: 2,
            mandatory: 1,
            advisory: 1,
            remediated: 1,
            undetermined: 1,
            exempt: 1,
            violations: { critical: 0, high: 1, medium: 0, low: 1 },
        });
        expect(passed).to.equal(false);
    });

    it("does not fail for what was remediated, advised, exempt or not judged", async () => {
        const { passed } = await reportOn((a) => [
            finding(a, { enforcementLevel: "advisory" }),
            finding(a, { enforcementLevel: "remediate", remediated: true }),
            finding(a, { undetermined: true }),
            finding(a, { enforcementLevel: "advisory", exemption }),
        ]);
        expect(passed).to.equal(true);
    });

    it("fails on a severity whatever the level, and on nothing below it", async () => {
        const passes = async (failOn: "low" | "medium" | "high" | "critical", changes: object) =>
            (await reportOn((a) => [finding(a, changes)], { failOn })).passed;
        const advisory = { enforcementLevel: "advisory", severity: "medium" };
        expect(await passes("medium", advisory)).to.equal(false);
        expect(await passes("low", advisory)).to.equal(false);
        expect(await passes("high", advisory)).to.equal(true);
        expect(await passes("critical", { severity: "high" })).to.equal(true);
        expect(await passes("low", { undetermined: true })).to.equal(true);
        expect(await passes("low", { exemption })).to.equal(true);
        expect(await passes("low", { enforcementLevel: "remediate", remediated: true })).to.equal(true);
    });

    it("lets the level decide where a policy states no severity", async () => {
        const passes = async (changes: object) =>
            (await reportOn((a) => [finding(a, { severity: undefined, ...changes })], { failOn: "critical" })).passed;
        expect(await passes({})).to.equal(false);
        expect(await passes({ enforcementLevel: "advisory" })).to.equal(true);
    });

    it("gives paths from the root of the repository, with slashes", async () => {
        const { subjects, projectFile } = await reportOn((a) => [finding(a)]);
        expect(subjects[0]?.position?.file).to.equal("test/runner/report/support.ts");
        expect(projectFile).to.equal("infra/Pulumi.yaml");
    });

    it("tells the rule and the fix once for all that a policy says of a resource", async () => {
        const said = await text((a) => [finding(a), finding(a, { message: "It is also bad." })]);
        expect(said).to.include(
            [
                "  mandatory high rule (pack)",
                "    It is wrong.",
                "    It is also bad.",
                "    Rule: What rule demands.",
                "    Fix: How to keep rule.",
            ].join("\n"),
        );
    });

    it("tells of an exempt finding why, and until when", async () => {
        const approved = { ...exemption, approvedBy: "the auditor" };
        expect(await text((a) => [finding(a, { exemption: approved })])).to.include(
            [
                "  exempt high rule (pack)",
                "    It is wrong.",
                "    Exempt until 2027-01-31, approved by the auditor: The partner moves out in January.",
            ].join("\n"),
        );
    });

    it("says passed only when everything was judged", async () => {
        expect(await text(() => [])).to.match(/\nPassed\n$/);
        const open = await text((a) => [finding(a, { undetermined: true, message: "the policy is unknown" })]);
        expect(open).to.match(/\nNo mandatory violation in what could be judged\n$/);
        expect(open).to.include("  not judged rule (pack)\n    the policy is unknown\n");
        const opaque = await text(() => [], { assumptions: { opaque: [{ type: "awsx:ec2:Vpc", count: 1 }] } });
        expect(opaque).to.include("and was not judged: awsx:ec2:Vpc (1)\n");
        expect(opaque).to.match(/\nNo mandatory violation in what could be judged\n$/);
        expect(await text((a) => [finding(a, { undetermined: true })], { failOn: "low" })).to.match(
            /\nNo violation of severity low or above in what could be judged\n$/,
        );
    });

    it("says what the judgement rests on", async () => {
        expect(await text(() => [], { preview: true })).to.include(
            "Values that AWS computes were left unknown, as in a preview.",
        );
        const said = await text(() => [], {
            assumptions: {
                generallyModelled: [{ type: "aws:x:X", count: 2 }],
                unknownOutputs: [{ type: "tls:y:Y", count: 1 }],
                lookups: [{ type: "aws:z:getZ", count: 3 }],
                notes: ["There is no Pulumi.dev.yaml."],
            },
        });
        expect(said).to.include("follow a general pattern: aws:x:X (2)\n");
        expect(said).to.include("left unknown: tls:y:Y (1)\n");
        expect(said).to.include("made-up answers or unknown ones: aws:z:getZ (3)\n");
        expect(said).to.include("\nThere is no Pulumi.dev.yaml.\n");
    });

    it("colours only for a terminal", async () => {
        const report = await reportOn((a) => [finding(a)]);
        expect(reportFormats.text(report, plain)).to.not.include("\u001b");
        expect(reportFormats.text(report, { ...plain, color: true })).to.include("\u001b[31mmandatory\u001b[0m");
    });

    it("writes everything as JSON, with the version of the form", async () => {
        const report = await reportOn((a) => [finding(a)]);
        const parsed = JSON.parse(reportFormats.json(report, plain));
        expect(parsed).to.deep.equal(JSON.parse(JSON.stringify({ version: 2, ...report })));
    });
});
