import type { Severity } from "../rule";
import type { Exemption, Selector } from "./exemption";
import { expiryProblem } from "./expiry";

/** What a pack's configuration says about exemptions, read. */
export interface Records {
    readonly exemptions: readonly Exemption[];
    /** One sentence for each record that is refused; a refused record exempts nothing. */
    readonly problems: readonly string[];
}

/** What records are held against. */
export interface RecordRules {
    /** The severity of each rule that can be exempted from, by name. */
    readonly severities: ReadonlyMap<string, Severity>;
    /** `yyyy-mm-dd` in UTC. */
    readonly today: string;
    /** How many days ahead an exemption may end. */
    readonly maxDays: number;
}

const keys = ["policy", "resource", "tag", "message", "stack", "reason", "expires", "approvedBy"] as const;
type Given = Partial<Record<(typeof keys)[number], string>>;

const MIN_REASON_LENGTH = 10;

/** Reads the records, and says of each that is wrong the first thing that is. */
export function readRecords(records: readonly unknown[], rules: RecordRules): Records {
    const exemptions: Exemption[] = [];
    const problems: string[] = [];
    for (const [index, record] of records.entries()) {
        const read = readRecord(record, rules);
        if (typeof read === "string") {
            problems.push(`Record ${index + 1}${labelOf(record)} ${read}`);
        } else {
            exemptions.push(read);
        }
    }
    return { exemptions, problems };
}

function readRecord(record: unknown, rules: RecordRules): Exemption | string {
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
        return 'is no object: write { "policy": …, "resource": …, "reason": …, "expires": "yyyy-mm-dd" }.';
    }
    const given = record as Given;
    const wrong = shapeProblem(given) ?? ruleProblem(given, rules) ?? reasonProblem(given);
    if (wrong !== undefined) {
        return wrong;
    }
    const selector = readSelector(given);
    if (typeof selector === "string") {
        return selector;
    }
    const { policy = "", message, stack, reason = "", expires = "", approvedBy } = given;
    if (selector.by === "tag" && rules.severities.get(policy) === "critical") {
        return "selects by tag, which anybody who writes the program can set: name the resource to be exempt from a critical rule.";
    }
    return expiryProblem(given.expires, rules) ?? { policy, selector, message, stack, reason, expires, approvedBy };
}

function shapeProblem(given: Given): string | undefined {
    for (const [key, value] of Object.entries(given)) {
        if (!keys.some((known) => known === key)) {
            return `has "${key}", which means nothing: there is ${keys.join(", ")}.`;
        }
        if (typeof value !== "string" || value === "" || /[\r\n]/.test(value)) {
            return `has no usable "${key}": it has to be a text of one line.`;
        }
    }
    return undefined;
}

function ruleProblem({ policy }: Given, { severities }: RecordRules): string | undefined {
    if (policy === undefined) {
        return 'names no rule: set "policy" to the rule\'s name.';
    }
    return severities.has(policy) ? undefined : `names the rule "${policy}", which this pack does not have.`;
}

function reasonProblem({ reason }: Given): string | undefined {
    return (reason?.trim() ?? "").length >= MIN_REASON_LENGTH
        ? undefined
        : `gives no reason: say in "reason", in ${MIN_REASON_LENGTH} characters or more, why this is acceptable.`;
}

function readSelector({ resource, tag }: Given): Selector | string {
    if ((resource === undefined) === (tag === undefined)) {
        return 'has to name either a "resource" or a "tag".';
    }
    if (tag !== undefined) {
        const [, key, value] = /^([^=]+)=(.+)$/.exec(tag) ?? [];
        return key === undefined || value === undefined
            ? `has the tag "${tag}": write it as key=value.`
            : { by: "tag", key, value };
    }
    return readPattern(resource ?? "");
}

function readPattern(pattern: string): Selector | string {
    if (!pattern.startsWith("urn:")) {
        return /^[^:*]+:[^:*]+:[^:*]+::.+$/.test(pattern)
            ? { by: "type and name", pattern }
            : `has "${pattern}", which could match more than is meant: write a URN, or <type>::<name> as in aws:s3/bucket:Bucket::raw-*.`;
    }
    if (!/^urn:pulumi:.+::.+::.+::.+$/.test(pattern)) {
        return `has "${pattern}", which is no URN: write urn:pulumi:<stack>::<project>::<type>::<name>, where * stands for any text.`;
    }
    return /::\*+::\*+$/.test(pattern)
        ? `has "${pattern}", which matches every resource: give the rule another level instead.`
        : { by: "urn", pattern };
}

function labelOf(record: unknown): string {
    const { policy, resource, tag }: Given = typeof record === "object" && record !== null ? record : {};
    const parts = [policy, resource ?? tag].filter((part) => typeof part === "string" && part !== "");
    return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
