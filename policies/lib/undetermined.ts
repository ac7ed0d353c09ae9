import type { Undetermined } from "./verdict";

/** A verdict that waits for values, and the rule that gave it. */
export interface Awaited {
    readonly rule: string;
    readonly verdict: Undetermined;
}

/**
 * What the rules of a pack could not decide, by resource, kept until it is reported.
 *
 * CrossGuard gives a policy one enforcement level, so a mandatory rule can't itself report an advisory. The rules leave
 * their open verdicts here, and an advisory policy that comes after them in the pack reports those.
 */
export class Ledger {
    private readonly byUrn = new Map<string, Awaited[]>();

    add(urn: string, awaited: Awaited): void {
        const entries = this.byUrn.get(urn);
        if (entries === undefined) {
            this.byUrn.set(urn, [awaited]);
        } else {
            entries.push(awaited);
        }
    }

    /** What is open for a resource; it is forgotten with the call. */
    take(urn: string): readonly Awaited[] {
        const entries = this.byUrn.get(urn) ?? [];
        this.byUrn.delete(urn);
        return entries;
    }

    urns(): readonly string[] {
        return [...this.byUrn.keys()];
    }
}

/** What is not known, and when it will be. */
export function describeUnknown({ unknown }: Undetermined, kind: "resource" | "stack"): string {
    const names = unknown.map((path) => `\`${path}\``).join(", ");
    const when = kind === "resource" ? "before it creates or changes the resource" : "once the stack is complete";
    return `${names} can't be known in a preview; \`pulumi up\` judges it ${when}.`;
}
