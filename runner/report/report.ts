import { relative } from "node:path";
import { nameOf, STACK_TYPE, typeOf } from "../engine/urn";
import type { Finding, PackInfo, Severity } from "../policies/types";
import { SourcePositions } from "../positions";
import type { Evaluation, Registration, SourcePosition } from "../types";

/** What a policy check found out about a stack. Writers for each format take this and nothing else. */
export interface Report {
    project: string;
    stack: string;
    /** `modelled`: computed values were made up after AWS's patterns; `preview`: they were left unknown. */
    mode: "modelled" | "preview";
    packs: PackInfo[];
    /** Findings by what they are about, worst first. */
    subjects: Subject[];
    counts: Counts;
    /** Types without a model of their own, whose ids and ARNs follow a general pattern, with how many there are. */
    generallyModelled: { type: string; count: number }[];
    /** False when a mandatory policy is violated. */
    passed: boolean;
}

/** A resource, or the stack as a whole, with what was found about it. */
export interface Subject {
    urn: string;
    type: string;
    name: string;
    /** Where the program constructs it, with a path relative to the working directory; absent for the stack. */
    position?: SourcePosition;
    findings: ReportedFinding[];
}

/** A finding together with what its policy says about fixing it. */
export interface ReportedFinding extends Finding {
    outcome: Outcome;
    remediationSteps: string;
    url: string;
}

export type Outcome = "mandatory" | "advisory" | "remediated" | "undetermined";

export interface Counts {
    /** Resources of a provider that were judged. */
    resources: number;
    /** Policies that were in force. */
    policies: number;
    mandatory: number;
    advisory: number;
    remediated: number;
    undetermined: number;
}

/** What a report is made from. */
export interface ReportSource {
    evaluation: Evaluation;
    findings: readonly Finding[];
    packs: PackInfo[];
    preview: boolean;
    isModelledExactly(type: string): boolean;
}

const OUTCOMES: Outcome[] = ["mandatory", "advisory", "remediated", "undetermined"];
const SEVERITIES: (Severity | undefined)[] = ["critical", "high", "medium", "low", undefined];

/** Puts the findings in order: the worst subject first, and within it the worst finding. */
export function buildReport({ evaluation, findings, packs, preview, isModelledExactly }: ReportSource): Report {
    const reported = findings.map((finding) => describe(finding, packs));
    const resources = evaluation.registrations.filter(({ custom }) => custom);
    const outcomes = groupedBy(reported, ({ outcome }) => outcome);
    const count = (outcome: Outcome) => outcomes.get(outcome)?.length ?? 0;
    const general = groupedBy(
        preview ? [] : resources.filter(({ type }) => type.startsWith("aws:") && !isModelledExactly(type)),
        ({ type }) => type,
    );
    return {
        project: evaluation.project,
        stack: evaluation.stack,
        mode: preview ? "preview" : "modelled",
        packs,
        subjects: subjectsOf(reported, evaluation.registrations),
        counts: {
            resources: resources.length,
            policies: packs.flatMap(({ policies }) => policies).filter(isInForce).length,
            mandatory: count("mandatory"),
            advisory: count("advisory"),
            remediated: count("remediated"),
            undetermined: count("undetermined"),
        },
        generallyModelled: [...general]
            .map(([type, { length }]) => ({ type, count: length }))
            .sort((a, b) => a.type.localeCompare(b.type)),
        passed: count("mandatory") === 0,
    };
}

function subjectsOf(findings: ReportedFinding[], registrations: Registration[]): Subject[] {
    const positions = new SourcePositions();
    const byUrn = new Map(registrations.map((registration) => [registration.urn, registration]));
    const stackUrn = registrations.find(({ type }) => type === STACK_TYPE)?.urn ?? "";
    const subjects = [...groupedBy(findings, ({ urn }) => urn ?? stackUrn)].map(([urn, its]): Subject => {
        const position = byUrn.get(urn)?.sourcePosition;
        return {
            urn,
            type: typeOf(urn),
            name: nameOf(urn),
            position: urn === stackUrn || position === undefined ? undefined : shown(positions.original(position)),
            findings: its.sort(byWeight),
        };
    });
    return subjects.sort((a, b) => byWeight(a.findings[0], b.findings[0]) || a.urn.localeCompare(b.urn));
}

function describe(finding: Finding, packs: PackInfo[]): ReportedFinding {
    const pack = packs.find(({ name }) => name === finding.pack);
    const policy = pack?.policies.find(({ name }) => name === finding.policy);
    return {
        ...finding,
        outcome: outcomeOf(finding),
        remediationSteps: policy?.remediationSteps ?? "",
        url: policy?.url ?? "",
    };
}

function outcomeOf(finding: Finding): Outcome {
    if (finding.undetermined) {
        return "undetermined";
    }
    if (finding.remediated) {
        return "remediated";
    }
    return finding.enforcementLevel === "advisory" ? "advisory" : "mandatory";
}

function byWeight(a: ReportedFinding | undefined, b: ReportedFinding | undefined): number {
    if (a === undefined || b === undefined) {
        return 0;
    }
    return (
        OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) ||
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        a.policy.localeCompare(b.policy)
    );
}

function shown(position: SourcePosition): SourcePosition {
    const file = relative(process.cwd(), position.file);
    return { ...position, file: file.startsWith("..") ? position.file : file };
}

function isInForce({ enforcementLevel }: { enforcementLevel: string }): boolean {
    return enforcementLevel !== "disabled";
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
