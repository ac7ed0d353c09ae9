import * as aws from "@pulumi/aws";
import type { Finding, PackInfo, PolicyInfo } from "../../../runner/policies";
import { type Assumptions, type Baseline, buildReport, type FailOn, type Report } from "../../../runner/report";
import type { WriteOptions } from "../../../runner/report/writer";
import { evaluateProgram } from "../../support/evaluate";

export const ROOT = "/home/someone/project";

export const plain: WriteOptions = { color: false, version: "1.2.3" };

function policy(name: string, changes: Partial<PolicyInfo> = {}): PolicyInfo {
    return {
        name,
        displayName: "",
        description: `What ${name} demands.`,
        kind: "resource",
        enforcementLevel: "mandatory",
        remediationSteps: `How to keep ${name}.`,
        url: `https://example.org/${name}`,
        tags: ["group", "catalogue:id"],
        severity: "high",
        ...changes,
    };
}

export const packs: PackInfo[] = [
    {
        name: "pack",
        displayName: "Pack",
        version: "1.0.0",
        policies: [
            policy("rule"),
            policy("quiet", { enforcementLevel: "advisory", severity: "low", url: "", remediationSteps: "" }),
            policy("other", { enforcementLevel: "disabled" }),
        ],
    },
];

export const noAssumptions: Assumptions = {
    generallyModelled: [],
    unknownOutputs: [],
    lookups: [],
    opaque: [],
    notes: [],
};

export function finding(urn: string | undefined, changes: Partial<Finding> = {}): Finding {
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

export const exemption = { until: "2027-01-31", reason: "The partner moves out in January." };

/** How a report in a test differs from the usual one. */
export interface ReportChanges {
    program?: () => void;
    preview?: boolean;
    failOn?: FailOn;
    baseline?: Baseline;
    assumptions?: Partial<Assumptions>;
    root?: string;
}

function twoResources(): void {
    new aws.s3.Bucket("a");
    new aws.sqs.Queue("b");
}

/** A report on a bucket `a` and a queue `b`, with findings made from their URNs. */
export async function reportOn(
    findingsOf: (a: string, b: string) => Finding[],
    changes: ReportChanges = {},
): Promise<Report> {
    const { program = twoResources, preview = false, assumptions, root = process.cwd(), ...rest } = changes;
    const evaluation = await evaluateProgram(program);
    const urnOf = (name: string) => evaluation.registrations.find((it) => it.name === name)?.urn ?? "";
    return buildReport({
        evaluation,
        findings: findingsOf(urnOf("a"), urnOf("b")),
        packs,
        preview,
        assumptions: { ...noAssumptions, ...assumptions },
        places: { root, program: process.cwd(), projectFile: `${root}/infra/Pulumi.yaml` },
        ...rest,
    });
}
