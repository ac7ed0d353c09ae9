import type { Severity } from "../rule";
import { covers, type Exemption, isForStack, type Subject, selectorText } from "./exemption";
import { dayOf } from "./expiry";
import { readRecords } from "./records";

/** Days that an exemption may last, unless the configuration says otherwise. */
export const DEFAULT_MAX_DAYS = 180;

/** What is to be done with a violation. */
export interface Judgement {
    /** The exemption that holds. */
    readonly exemption?: Exemption;
    /** The last day of one that no longer holds. */
    readonly endedOn?: string;
}

/** The exemptions that are in force while a pack runs, and which of them were needed. */
export class ExemptionBook {
    private records: unknown;
    private maxDays = DEFAULT_MAX_DAYS;
    private byRule = new Map<string, Exemption[]>();
    private readonly needed = new Set<Exemption>();
    private unreported: readonly string[] = [];

    /** @param severities the rules that can be exempted from. */
    constructor(
        private readonly severities: ReadonlyMap<string, Severity>,
        private readonly now: () => number = Date.now,
    ) {}

    /** Takes the configuration over. The engine hands the same list out on every request, until it configures anew. */
    configure(records: unknown, maxDays: number): void {
        if (records === this.records && maxDays === this.maxDays) {
            return;
        }
        this.records = records;
        this.maxDays = maxDays;
        const rules = { severities: this.severities, today: this.today, maxDays };
        const { exemptions, problems } = readRecords(Array.isArray(records) ? records : [], rules);
        this.byRule = new Map();
        for (const exemption of exemptions) {
            this.byRule.set(exemption.policy, [...(this.byRule.get(exemption.policy) ?? []), exemption]);
        }
        this.needed.clear();
        this.unreported = problems;
    }

    /** What is wrong with the records; told once. */
    takeProblems(): readonly string[] {
        const problems = this.unreported;
        this.unreported = [];
        return problems;
    }

    /** Whether a violation is exempt. An exemption that covers it counts as needed from then on. */
    judge(subject: Subject): Judgement {
        const covering = (this.byRule.get(subject.rule) ?? []).filter((exemption) => covers(exemption, subject));
        for (const exemption of covering) {
            this.needed.add(exemption);
        }
        const exemption = covering.find(({ expires }) => expires >= this.today);
        return exemption === undefined ? { endedOn: covering[0]?.expires } : { exemption };
    }

    /** Says which exemptions of a stack have ended, and which of the others nothing needed. */
    stale(stack: string): readonly string[] {
        const concerned = [...this.byRule.values()].flat().filter((exemption) => isForStack(exemption, stack));
        return concerned.flatMap((exemption) => {
            const what = `The exemption from ${exemption.policy} for ${selectorText(exemption.selector)}`;
            if (exemption.expires < this.today) {
                return [`${what} ended on ${exemption.expires}: fix the cause, or have it renewed.`];
            }
            return this.needed.has(exemption)
                ? []
                : [`${what} exempts nothing in this run: remove it, unless another profile needs it.`];
        });
    }

    private get today(): string {
        return dayOf(this.now());
    }
}
