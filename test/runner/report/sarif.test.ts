import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { expect } from "chai";
import type { Log } from "sarif";
import { type Report, reportFormats } from "../../../runner/report";
import { exemption, finding, plain, reportOn } from "./support";

/** Microsoft's package for testing SARIF carries the standard's own schema. */
const SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

function validator() {
    const ajv = new Ajv({ schemaId: "id", meta: false, unknownFormats: "ignore", allErrors: true });
    ajv.addMetaSchema(JSON.parse(readFileSync(require.resolve("ajv/lib/refs/json-schema-draft-04.json"), "utf8")));
    return ajv.compile(JSON.parse(readFileSync(require.resolve(SCHEMA), "utf8")));
}

const sarif = (report: Report, format: "sarif" | "code-scanning" = "sarif"): Log =>
    JSON.parse(reportFormats[format](report, plain));

const everything = () =>
    reportOn((a, b) => [
        finding(a, { severity: "critical" }),
        finding(a, { policy: "quiet", enforcementLevel: "advisory", severity: "low" }),
        finding(a, { undetermined: true, message: "the policy is unknown" }),
        finding(b, { exemption, enforcementLevel: "advisory" }),
        finding(b, { remediated: true, enforcementLevel: "remediate" }),
        finding(undefined, { message: "There is no trail." }),
    ]);

describe("report as SARIF", () => {
    it("keeps to the schema of SARIF 2.1.0", async () => {
        const validate = validator();
        const baseline = { project: "project", stack: "test", fingerprints: new Set<string>(), resources: [] };
        const reports = [
            await everything(),
            await reportOn(() => []),
            await reportOn((a) => [finding(a, { message: "" })], { baseline }),
        ];
        for (const report of reports) {
            for (const format of ["sarif", "code-scanning"] as const) {
                validate(sarif(report, format));
                expect(validate.errors ?? []).to.deep.equal([]);
            }
        }
    });

    it("would not pass for a schema that allows everything", () => {
        const validate = validator();
        expect(validate({ version: "2.1.0", runs: [{ results: [] }] })).to.equal(false);
    });

    it("describes each policy as a rule, with what code scanning reads", async () => {
        const [run] = sarif(await everything()).runs;
        expect(run?.tool.driver).to.include({ name: "lakefront", semanticVersion: "1.2.3" });
        expect(run?.automationDetails?.id).to.equal("lakefront/project/test/");
        expect(run?.tool.driver.rules?.map(({ id }) => id)).to.deep.equal(["rule", "quiet", "other"]);
        expect(run?.tool.driver.rules?.[0]).to.deep.include({
            shortDescription: { text: "What rule demands." },
            help: { text: "What rule demands.\n\nFix: How to keep rule." },
            helpUri: "https://example.org/rule",
            defaultConfiguration: { enabled: true, level: "error" },
            properties: {
                tags: ["security", "pack", "group", "catalogue:id"],
                precision: "high",
                "security-severity": "8.0",
            },
        });
        expect(run?.tool.driver.rules?.[2]?.defaultConfiguration?.enabled).to.equal(false);
    });

    it("tells violations, open questions, exemptions and remedies apart", async () => {
        const results = sarif(await everything()).runs[0]?.results ?? [];
        expect(
            results.map(({ ruleId, kind, level, suppressions }) => [ruleId, kind, level, suppressions?.length ?? 0]),
        ).to.deep.equal([
            ["rule", "fail", "error", 0],
            ["quiet", "fail", "warning", 0],
            ["rule", "open", "none", 0],
            ["rule", "fail", "error", 0],
            ["rule", "informational", "none", 0],
            ["rule", "fail", "warning", 1],
        ]);
        expect(results.at(-1)?.suppressions?.[0]).to.deep.equal({
            kind: "external",
            status: "accepted",
            justification: exemption.reason,
        });
    });

    it("leaves out for code scanning what it would take for alerts", async () => {
        const results = sarif(await everything(), "code-scanning").runs[0]?.results ?? [];
        expect(results.map(({ kind, level }) => [kind, level])).to.deep.equal([
            ["fail", "error"],
            ["fail", "warning"],
            ["fail", "error"],
        ]);
    });

    it("points to the line that registers the resource, and to the project file where there is none", async () => {
        const [first] = sarif(await everything()).runs[0]?.results ?? [];
        expect(first?.locations?.[0]?.physicalLocation?.artifactLocation).to.deep.equal({
            uri: "test/runner/report/support.ts",
            uriBaseId: "%SRCROOT%",
        });
        expect(first?.locations?.[0]?.physicalLocation?.region?.startLine).to.be.above(60);
        expect(first?.locations?.[0]?.logicalLocations?.[0]).to.include({ kind: "resource", name: "a" });
        const elsewhere = await reportOn((a) => [finding(a), finding(undefined)], { root: "/somewhere/else" });
        const uris = sarif(elsewhere).runs[0]?.results?.map(
            ({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri,
        );
        expect(uris).to.deep.equal(["infra/Pulumi.yaml", "infra/Pulumi.yaml"]);
    });

    it("fingerprints a result by what it is about, not by its line", async () => {
        const [report, again] = [await everything(), await everything()];
        const prints = (it: Report) =>
            sarif(it).runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints);
        expect(prints(report)).to.deep.equal(prints(again));
    });
});
