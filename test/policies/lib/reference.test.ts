import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { fixOf } from "../../../policies/lib/fix";
import type { Pack } from "../../../policies/lib/pack";
import { renderReference } from "../../../policies/lib/reference";
import { resourceRule } from "../../../policies/lib/rule";
import { text } from "../../../policies/lib/settings";
import { parts } from "../../../policies/packs";

const metadata = {
    group: "network",
    description: "Things are done.",
    severity: "low",
    remediationSteps: "Do it.",
    url: "https://docs.aws.amazon.com/",
    types: ["aws:s3/bucket:Bucket"],
    judge: () => [],
} as const;

const byPerson = resourceRule({ ...metadata, name: "by-person", anchors: {} });
const byItself = resourceRule({
    ...metadata,
    name: "by-itself",
    severity: "critical",
    anchors: { fsbp: ["S3.17", "S3.2"] },
    remedy: () => ({ done: true }),
});
const bySetting = resourceRule({
    ...metadata,
    name: "by-setting",
    anchors: { fsbp: ["S3.17"], cdkNag: ["AwsSolutions-S1"] },
    settings: { kmsKeyArn: text("The key.") },
    remedy: (_, { kmsKeyArn }) => (kmsKeyArn === "" ? {} : { key: kmsKeyArn }),
});

describe("who mends a violation", () => {
    it("is a person where the rule has no remedy", () => {
        expect(fixOf(byPerson)).to.deep.equal({ by: "person" });
    });
    it("is the rule where it needs nothing else", () => {
        expect(fixOf(byItself)).to.deep.equal({ by: "rule" });
    });
    it("is a setting where the remedy sets nothing without it", () => {
        expect(fixOf(bySetting)).to.deep.equal({ by: "setting", settings: ["kmsKeyArn"] });
    });
});

describe("the reference of policies", () => {
    const pack: Pack = { name: "few", displayName: "Few", description: "Few.", rules: [bySetting, byPerson, byItself] };
    const lines = renderReference([pack])
        .split("\n")
        .map((line) => line.replace(/ +/g, " "));
    const of = (rule: string) => `[${rule}](../../policies/packs/few/README.md#${rule})`;

    it("counts the rules by severity and by who mends them", () => {
        expect(lines).to.include(
            "There are 3 rules. What each one asks, its settings and why: see the README of its pack.",
        );
        expect(lines).to.include("| all | 1 | 0 | 0 | 2 | 3 | 1 | 1 |");
    });
    it("tells of each rule who mends it and what it is called elsewhere", () => {
        expect(lines).to.include(
            `| ${of("by-setting")} | low | from \`kmsKeyArn\` | AWS Foundational Security Best Practices S3.17; cdk-nag AwsSolutions-S1 |`,
        );
        expect(lines).to.include(`| ${of("by-person")} | low | by a person | |`);
    });
    it("leads from an id elsewhere to the rules, in the order of the numbers", () => {
        const start = lines.indexOf("## AWS Foundational Security Best Practices");
        expect(lines.slice(start + 4, start + 6)).to.deep.equal([
            `| S3.2 | ${of("by-itself")} |`,
            `| S3.17 | ${of("by-setting")}, ${of("by-itself")} |`,
        ]);
    });
    it("in the documentation was written from the rules", () => {
        const written = readFileSync(join(__dirname, "../../../docs/reference/policies.md"), "utf8");
        expect(
            written === renderReference(parts),
            "run: node -r ./bin/register.cjs policies/write-readmes.ts",
        ).to.equal(true);
    });
});
