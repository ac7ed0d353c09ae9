/**
 * What the rules of a pack leave to a policy of the pack's own to report, by resource.
 *
 * CrossGuard gives a policy one enforcement level, so a mandatory rule can't itself report an advisory. The rules leave
 * their lines here, and an advisory policy that comes after them in the pack reports those.
 */
export class Ledger {
    private readonly byUrn = new Map<string, string[]>();

    add(urn: string, line: string): void {
        const lines = this.byUrn.get(urn);
        if (lines === undefined) {
            this.byUrn.set(urn, [line]);
        } else {
            lines.push(line);
        }
    }

    has(urn: string): boolean {
        return this.byUrn.has(urn);
    }

    /** What is there for a resource; it is forgotten with the call. */
    take(urn: string): readonly string[] {
        const lines = this.byUrn.get(urn) ?? [];
        this.byUrn.delete(urn);
        return lines;
    }

    urns(): readonly string[] {
        return [...this.byUrn.keys()];
    }
}
