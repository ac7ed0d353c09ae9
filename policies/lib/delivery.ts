import type { ExemptionBook } from "./exemptions/book";
import { type Exemption, type Subject, stackUrnOf } from "./exemptions/exemption";
import { Ledger } from "./ledger";
import { commonSettings, unknownSettings } from "./metadata";
import type { Rule } from "./rule";
import { describeUnknown } from "./undetermined";
import type { Verdict } from "./verdict";

/** What a rule made of a resource, or of the stack. */
export interface Judged {
    readonly rule: Rule;
    readonly verdicts: readonly Verdict[];
    /** The configuration that the rule was given. */
    readonly settings: Readonly<Record<string, unknown>>;
    /** The resource that was judged; for a stack as a whole, its first resource. */
    readonly urn: string;
    readonly tagOf: (urn: string, key: string) => string | undefined;
    readonly report: (message: string, urn?: string) => void;
}

/** Sorts verdicts into violations, which are reported at once, and what the pack's own policies report after the rules. */
export class Delivery {
    readonly undetermined = { resource: new Ledger(), stack: new Ledger() };
    readonly exempt = { resource: new Ledger(), stack: new Ledger() };
    private readonly told = new Set<string>();

    constructor(private readonly book: ExemptionBook) {}

    deliver(judged: Judged): void {
        const { rule, verdicts, settings, report } = judged;
        if (!this.told.has(rule.name)) {
            this.told.add(rule.name);
            for (const problem of unknownSettings(rule, settings)) {
                report(problem);
            }
        }
        for (const verdict of verdicts) {
            this.deliverOne(judged, verdict);
        }
    }

    private deliverOne(judged: Judged, verdict: Verdict): void {
        const { rule, settings } = judged;
        if (verdict.outcome === "violation") {
            this.violation(judged, verdict.message, verdict.urn);
            return;
        }
        const unknown = settings.onUnknown ?? commonSettings.onUnknown.fallback;
        const awaited = describeUnknown(verdict, rule.kind);
        if (unknown === "fail") {
            this.violation(judged, `Can't be judged: ${awaited}`, verdict.urn);
            return;
        }
        this.book.judge(subjectOf(judged, verdict.urn));
        if (unknown === "warn") {
            this.undetermined[rule.kind].add(keyOf(judged, verdict.urn), `${rule.name}: ${awaited}`);
        }
    }

    private violation(judged: Judged, message: string, at: string | undefined): void {
        const { rule, report } = judged;
        const { exemption, endedOn } = this.book.judge({ ...subjectOf(judged, at), message });
        if (exemption !== undefined) {
            this.exempt[rule.kind].add(keyOf(judged, at), `${rule.name}: ${message} (${reasonOf(exemption)})`);
        } else {
            report(endedOn === undefined ? message : `${message} Its exemption ended on ${endedOn}.`, at);
        }
    }
}

/** Report writers read this form (policies/README.md). */
function reasonOf({ expires, approvedBy, reason }: Exemption): string {
    return `until ${expires}${approvedBy === undefined ? "" : `, approved by ${approvedBy}`}: ${reason}`;
}

/** A violation that names no resource is one of the stack's own. */
function subjectOf({ rule, urn, tagOf }: Judged, at: string | undefined): Subject {
    const target = at ?? (rule.kind === "stack" ? stackUrnOf(urn) : urn);
    return { rule: rule.name, urn: target, tagOf: (key: string) => tagOf(target, key) };
}

/** Where a ledger keeps a line: by resource, and by nothing for the stack as a whole. */
function keyOf({ rule, urn }: Judged, at: string | undefined): string {
    return at ?? (rule.kind === "stack" ? "" : urn);
}
