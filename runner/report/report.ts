import { isAbsolute, relative, sep } from "node:path";
import { nameOf, STACK_TYPE, typeOf } from "../engine/urn";
import type { Finding, PackInfo, Severity } from "../policies/types";
import { SourcePositions } from "../positions";
import type { Evaluation, Registration, SourcePosition } from "../types";
import type { Baseline } from "./baseline";
import { changesBetween } from "./changes";
import { fingerprints } from "./fingerprint";
import { snapshot } from "./snapshot";
import {
    type Assumptions,
    type FailOn,
    type Outcome,
    outcomes,
    type Report,
    type ReportedFinding,
    type SinceBaseline,
    type Subject,
    severities,
} from "./types";

/** What a report is made from. */
export interface ReportSource {
    evaluation: Evaluation;
    findings: readonly Finding[];
    packs: PackInfo[];
    preview: boolean;
    assumptions: Assumptions;
    /** Default: `mandatory`. */
    failOn?: FailOn;
    /** An earlier report on the same stack. */
    baseline?: Baseline;
    places: Places;
}

/** Directories that paths in a report depend on, absolute. */
export interface Places {
    /** What paths in the report are relative to. */
    root: string;
    /** Where the program runs, so what the paths of its assets are relative to. */
    program: string;
    projectFile: string;
}

/** Puts the findings in order: the worst subject first, and within it the worst finding. */
export function buildReport(source: ReportSource): Report {
    const { evaluation, packs, preview, assumptions, failOn = "mandatory", baseline, places } = source;
    const prints = fingerprints(source.findings);
    const findings = source.findings.map((finding, index) =>
        describe(finding, prints[index] ?? "", { packs, failOn, baseline }),
    );
    const fresh = findings.filter(({ known }) => !known);
    const resources = snapshot(evaluation.registrations, places.program);
    return {
        project: evaluation.project,
        stack: evaluation.stack,
        mode: preview ? "preview" : "modelled",
        projectFile: pathFrom(places.root, places.projectFile),
        packs,
        subjects: subjectsOf(findings, evaluation.registrations, places.root),
        counts: {
            resources: resources.length,
            policies: packs.flatMap(({ policies }) => policies).filter(isInForce).length,
            ...count(outcomes, fresh, ({ outcome }) => outcome),
            violations: count(severities, fresh.filter(isViolation), ({ severity }) => severity),
        },
        assumptions,
        resources,
        ...(baseline !== undefined && { since: changesSince(baseline, findings, resources) }),
        failOn,
        passed: !fresh.some(({ fails }) => fails),
    };
}

function changesSince(
    baseline: Baseline,
    findings: readonly ReportedFinding[],
    resources: Report["resources"],
): SinceBaseline {
    const known = findings.filter((finding) => finding.known).length;
    return {
        known,
        mended: baseline.fingerprints.size - known,
        resources: changesBetween(baseline.resources, resources),
    };
}

function subjectsOf(findings: ReportedFinding[], registrations: Registration[], root: string): Subject[] {
    const positions = new SourcePositions();
    const byUrn = new Map(registrations.map((registration) => [registration.urn, registration]));
    const stackUrn = registrations.find(({ type }) => type === STACK_TYPE)?.urn ?? "";
    const subjects = [...groupedBy(findings, ({ urn }) => urn ?? stackUrn)].map(([urn, its]): Subject => {
        const position = byUrn.get(urn)?.sourcePosition;
        return {
            urn,
            type: typeOf(urn),
            name: nameOf(urn),
            position:
                urn === stackUrn || position === undefined ? undefined : shown(positions.original(position), root),
            findings: its.sort(byWeight),
        };
    });
    return subjects.sort((a, b) => byWeight(a.findings[0], b.findings[0]) || a.urn.localeCompare(b.urn));
}

interface Circumstances extends Pick<ReportSource, "packs" | "baseline"> {
    failOn: FailOn;
}

function describe(finding: Finding, fingerprint: string, { packs, failOn, baseline }: Circumstances): ReportedFinding {
    const pack = packs.find(({ name }) => name === finding.pack);
    const policy = pack?.policies.find(({ name }) => name === finding.policy);
    const outcome = outcomeOf(finding);
    return {
        ...finding,
        outcome,
        remediationSteps: policy?.remediationSteps ?? "",
        url: policy?.url ?? "",
        fingerprint,
        known: baseline?.fingerprints.has(fingerprint) ?? false,
        fails: failsCheck(outcome, finding.severity, failOn),
    };
}

function outcomeOf(finding: Finding): Outcome {
    if (finding.exemption !== undefined) {
        return "exempt";
    }
    if (finding.undetermined) {
        return "undetermined";
    }
    if (finding.remediated) {
        return "remediated";
    }
    return finding.enforcementLevel === "advisory" ? "advisory" : "mandatory";
}

/** A violation without a severity can't be held against one, so its level decides. */
function failsCheck(outcome: Outcome, severity: Severity | undefined, failOn: FailOn): boolean {
    if (failOn === "mandatory" || severity === undefined) {
        return outcome === "mandatory";
    }
    return isViolation({ outcome }) && severities.indexOf(severity) <= severities.indexOf(failOn);
}

function isViolation({ outcome }: Pick<ReportedFinding, "outcome">): boolean {
    return outcome === "mandatory" || outcome === "advisory";
}

function byWeight(a: ReportedFinding | undefined, b: ReportedFinding | undefined): number {
    if (a === undefined || b === undefined) {
        return 0;
    }
    return (
        outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome) ||
        weightOf(a.severity) - weightOf(b.severity) ||
        a.policy.localeCompare(b.policy)
    );
}

function weightOf(severity: Severity | undefined): number {
    return severity === undefined ? severities.length : severities.indexOf(severity);
}

function shown(position: SourcePosition, root: string): SourcePosition {
    return { ...position, file: pathFrom(root, position.file) };
}

/** Always with slashes, as the formats want it; a path on another drive stays as it is. */
function pathFrom(root: string, file: string): string {
    const path = relative(root, file);
    return (isAbsolute(path) ? file : path).split(sep).join("/");
}

function isInForce({ enforcementLevel }: { enforcementLevel: string }): boolean {
    return enforcementLevel !== "disabled";
}

function count<K extends string, T>(keys: readonly K[], items: readonly T[], key: (item: T) => K | undefined) {
    const counts = Object.fromEntries(keys.map((name) => [name, 0])) as Record<K, number>;
    for (const item of items) {
        const name = key(item);
        if (name !== undefined) {
            counts[name] += 1;
        }
    }
    return counts;
}

function groupedBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const group = groups.get(key(item)) ?? [];
        group.push(item);
        groups.set(key(item), group);
    }
    return groups;
}
