import type { Finding, PackInfo, Severity } from "../policies/types";
import type { SourcePosition } from "../types";

/** What a policy check found out about a stack. Writers for each format take this and nothing else. */
export interface Report {
    project: string;
    stack: string;
    /** `modelled`: computed values were made up after AWS's patterns; `preview`: they were left unknown. */
    mode: "modelled" | "preview";
    /** The project's `Pulumi.yaml`, relative to the root of the repository, as all paths here are. */
    projectFile: string;
    packs: PackInfo[];
    /** Findings by what they are about, worst first, known ones included. */
    subjects: Subject[];
    /** Without what the baseline knows. */
    counts: Counts;
    /** What the values that were judged rest on, where it is less than a model after AWS's documentation. */
    assumptions: Assumptions;
    /** Every resource of a provider, for a later report to compare with. */
    resources: ResourceSnapshot[];
    /** What has changed since the baseline; absent where there is none. */
    since?: SinceBaseline;
    /** What makes the check fail. */
    failOn: FailOn;
    /** False when there is a finding, not known from the baseline, that `failOn` names. */
    passed: boolean;
}

/** The least severity that fails a check, whatever a finding's level; or every mandatory violation. */
export type FailOn = Severity | "mandatory";

/** A resource, or the stack as a whole, with what was found about it. */
export interface Subject {
    urn: string;
    type: string;
    name: string;
    /** Where the program constructs it; absent for the stack. */
    position?: SourcePosition;
    findings: ReportedFinding[];
}

/** A finding together with what its policy says about fixing it. */
export interface ReportedFinding extends Finding {
    outcome: Outcome;
    remediationSteps: string;
    url: string;
    /** Stays the same while the same policy finds the same fault in the same resource. Unique in a report. */
    fingerprint: string;
    /** True when the baseline has it already. */
    known: boolean;
    /** True when it makes the check fail. */
    fails: boolean;
}

/** In order of weight. */
export const outcomes = ["mandatory", "advisory", "remediated", "undetermined", "exempt"] as const;

export type Outcome = (typeof outcomes)[number];

/** In order of weight. */
export const severities = ["critical", "high", "medium", "low"] as const satisfies readonly Severity[];

export interface Counts extends Record<Outcome, number> {
    /** Resources of a provider that were judged. */
    resources: number;
    /** Policies that were in force. */
    policies: number;
    /** Findings by severity, of those that are violations: mandatory or advisory. */
    violations: Record<Severity, number>;
}

/** How many resources, or calls, there are of a type or function. */
export interface TypeCount {
    type: string;
    count: number;
}

/** What a check has to assume, since it asks no account. */
export interface Assumptions {
    /** Types without a model of their own, whose ids and ARNs follow a general pattern. */
    generallyModelled: TypeCount[];
    /** Types of which nothing but the inputs is known. */
    unknownOutputs: TypeCount[];
    /** Functions that look something up in an account, and were answered with made-up or unknown values. */
    lookups: TypeCount[];
    /** Components that another process would build: what they contain was not judged. */
    opaque: TypeCount[];
    /** Sentences about settings that could not be read, and what was taken instead. */
    notes: string[];
}

/** A resource in a form that can be compared, and that tells no values. */
export interface ResourceSnapshot {
    urn: string;
    type: string;
    name: string;
    /** A digest of each input by name; of secret ones, none. */
    inputs: Record<string, string>;
    protect: boolean;
    /** URNs under which the resource may have been known before. */
    aliases: string[];
}

/** What has changed since an earlier report on the same stack. */
export interface SinceBaseline {
    /** Findings that were there before. */
    known: number;
    /** Findings that were there before, and are no more. */
    mended: number;
    resources: ResourceChange[];
}

export interface ResourceChange {
    change: "added" | "removed" | "changed";
    urn: string;
    type: string;
    name: string;
    /** Inputs that were added, removed or changed; `protect` stands for the option of that name. */
    properties: string[];
    /** The URN that the resource had before, where an alias tells. */
    formerUrn?: string;
}
