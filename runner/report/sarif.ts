import type { Location, Log, ReportingDescriptor, Result } from "sarif";
import type { PolicyInfo, Severity } from "../policies/types";
import type { Report, ReportedFinding, Subject } from "./types";
import { messageOf } from "./words";
import type { WriteOptions } from "./writer";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/**
 * From 0 to 10; code scanning shows 9.0 and above as critical, 7.0 as high, 4.0 as medium
 * (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object).
 */
const SCORES: Record<Severity, string> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/** Code scanning takes no more on one rule. */
const MAX_TAGS = 20;

/** The name of what paths are relative to, as code scanning expects it. */
const ROOT = "%SRCROOT%";

/** Writes a report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html). */
export function writeSarif(report: Report, { version }: WriteOptions): string {
    return print(logOf(report, version, () => true));
}

/**
 * Writes a report as SARIF for GitHub's code scanning. It takes every result for an open alert, whatever its kind and
 * its suppressions, so this form holds violations alone. Known ones stay: code scanning finds out by itself what is new.
 */
export function writeCodeScanning(report: Report, { version }: WriteOptions): string {
    return print(logOf(report, version, ({ outcome }) => outcome === "mandatory" || outcome === "advisory"));
}

function print(log: Log): string {
    return `${JSON.stringify(log, undefined, 2)}\n`;
}

function logOf(report: Report, version: string, isWanted: (finding: ReportedFinding) => boolean): Log {
    const { packs, project, stack, subjects } = report;
    const policies = packs.flatMap((pack) => pack.policies.map((policy) => ({ pack: pack.name, policy })));
    const ruleIds = new Map(policies.map(({ pack, policy }, index) => [ruleKey(pack, policy.name), index]));
    const results = subjects.flatMap((subject) =>
        subject.findings
            .filter(isWanted)
            .map((finding) =>
                resultOf(finding, { subject, report, ruleIndex: ruleIds.get(ruleKey(finding.pack, finding.policy)) }),
            ),
    );
    return {
        $schema: SCHEMA,
        version: "2.1.0",
        runs: [
            {
                tool: {
                    driver: {
                        name: "lakefront",
                        semanticVersion: version,
                        rules: policies.map(({ pack, policy }) => ruleOf(pack, policy)),
                    },
                },
                // Keeps the alerts of one stack apart from those of another.
                automationDetails: { id: `lakefront/${project}/${stack}/` },
                columnKind: "utf16CodeUnits",
                results,
            },
        ],
    };
}

function ruleKey(pack: string, policy: string): string {
    return `${pack}/${policy}`;
}

function ruleOf(pack: string, policy: PolicyInfo): ReportingDescriptor {
    const { name, description, remediationSteps, url, severity, enforcementLevel, tags } = policy;
    const steps = remediationSteps === "" ? "" : `\n\nFix: ${remediationSteps}`;
    return {
        id: name,
        shortDescription: { text: description || name },
        fullDescription: { text: description || name },
        help: { text: `${description}${steps}` },
        ...(url !== "" && { helpUri: url }),
        defaultConfiguration: {
            enabled: enforcementLevel !== "disabled",
            level: enforcementLevel === "advisory" ? "warning" : "error",
        },
        properties: {
            tags: [...new Set(["security", pack, ...tags])].slice(0, MAX_TAGS),
            precision: "high",
            ...(severity !== undefined && { "security-severity": SCORES[severity] }),
        },
    };
}

interface Surroundings {
    subject: Subject;
    report: Report;
    ruleIndex: number | undefined;
}

function resultOf(finding: ReportedFinding, { subject, report, ruleIndex }: Surroundings): Result {
    const isOpen = finding.outcome === "undetermined";
    const isMended = finding.outcome === "remediated";
    return {
        ruleId: finding.policy,
        ...(ruleIndex !== undefined && { ruleIndex }),
        // The standard has no level for what is no failure.
        kind: isOpen ? "open" : isMended ? "informational" : "fail",
        level: isOpen || isMended ? "none" : finding.enforcementLevel === "advisory" ? "warning" : "error",
        message: { text: messageOf(finding) },
        locations: [locationOf(subject, report)],
        partialFingerprints: { "lakefront/v1": finding.fingerprint },
        ...(report.since !== undefined && { baselineState: finding.known ? "unchanged" : "new" }),
        ...(finding.exemption !== undefined && {
            suppressions: [{ kind: "external", status: "accepted", justification: finding.exemption.reason } as const],
        }),
    };
}

/** Code scanning wants a file in the repository, so where the program has none for a resource, the project's serves. */
function locationOf({ urn, name, position }: Subject, { projectFile }: Report): Location {
    const isInside = position !== undefined && !/^(?:\.\.\/|\/|[a-z]:)/i.test(position.file);
    return {
        physicalLocation: {
            artifactLocation: { uri: uriOf(isInside ? position.file : projectFile), uriBaseId: ROOT },
            region: isInside ? { startLine: position.line, startColumn: position.column ?? 1 } : { startLine: 1 },
        },
        logicalLocations: [{ name, fullyQualifiedName: urn, kind: "resource" }],
    };
}

function uriOf(path: string): string {
    return path.split("/").map(encodeURIComponent).join("/");
}
