/** How strictly a policy is enforced (https://www.pulumi.com/docs/iac/using-pulumi/crossguard/core-concepts/#enforcement-levels). */
export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";

export type Severity = "low" | "medium" | "high" | "critical";

/** Why a violation does not count, and until when. */
export interface Exemption {
    /** The last day, as `yyyy-mm-dd` in UTC. */
    until: string;
    reason: string;
    approvedBy?: string;
}

/** What a policy has to say about a resource, or about the stack. */
export interface Finding {
    pack: string;
    packVersion: string;
    policy: string;
    /** The resource that is meant; absent when it is the stack as a whole. */
    urn?: string;
    /** What is wrong, without the policy's description. */
    message: string;
    /** What the policy demands. */
    description: string;
    enforcementLevel: EnforcementLevel;
    severity?: Severity;
    /** True when the policy could not judge, because it needed a value that is not known. */
    undetermined: boolean;
    /** True when the policy changed the resource's inputs in place of objecting to them. */
    remediated: boolean;
    /** Set when the policy is violated and the pack's configuration exempts the resource from it. */
    exemption?: Exemption;
}

/** One policy of a pack, as the pack describes it. */
export interface PolicyInfo {
    name: string;
    displayName: string;
    description: string;
    kind: "resource" | "stack";
    enforcementLevel: EnforcementLevel;
    severity?: Severity;
    remediationSteps: string;
    url: string;
    tags: string[];
    framework?: { name: string; version: string; reference: string; specification: string };
}

/** A policy pack, as it describes itself. */
export interface PackInfo {
    name: string;
    displayName: string;
    version: string;
    policies: PolicyInfo[];
}

/** Settings of one policy: its level, and the properties of its own configuration schema. */
export interface PolicySettings {
    enforcementLevel?: EnforcementLevel;
    [property: string]: unknown;
}

/**
 * Settings of a pack by policy name, as in the file that `pulumi preview --policy-pack-config` takes. The name `all`
 * stands for every policy.
 */
export type PackConfig = Record<string, EnforcementLevel | PolicySettings>;

/** The stack that is being judged. */
export interface JudgedStack {
    project: string;
    stack: string;
    preview?: boolean;
    config?: Record<string, string>;
    secretKeys?: string[];
    tags?: Record<string, string>;
}
