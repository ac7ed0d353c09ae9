import type { Outcome, Report, ReportedFinding, Subject, TypeCount } from "./types";

/** What people are told of an outcome. */
export const outcomeLabels: Record<Outcome, string> = {
    mandatory: "mandatory",
    advisory: "advisory",
    remediated: "remediated",
    undetermined: "not judged",
    exempt: "exempt",
};

export function counted(number: number, singular: string, plural = `${singular}s`): string {
    return `${number} ${number === 1 ? singular : plural}`;
}

/** The report's subjects with what the baseline doesn't know. */
export function newSubjects({ subjects }: Report): Subject[] {
    return subjects
        .map((subject) => ({ ...subject, findings: subject.findings.filter(({ known }) => !known) }))
        .filter(({ findings }) => findings.length > 0);
}

/** What one policy says of one resource, so that its description and its remedy need to be told only once. */
export interface Remarks {
    first: ReportedFinding;
    messages: string[];
}

/** Puts findings of one policy and outcome together. They come in order, so these are neighbours. */
export function byPolicy(findings: readonly ReportedFinding[]): Remarks[] {
    const groups: Remarks[] = [];
    for (const finding of findings) {
        const last = groups.at(-1);
        const isSame =
            last?.first.policy === finding.policy &&
            last.first.pack === finding.pack &&
            last.first.outcome === finding.outcome;
        if (last !== undefined && isSame) {
            last.messages.push(messageOf(finding));
        } else {
            groups.push({ first: finding, messages: [messageOf(finding)] });
        }
    }
    return groups;
}

/** What was found; for an exempt finding also why and until when it doesn't count. */
export function messageOf({ message, description, exemption }: ReportedFinding): string {
    const text = message || description;
    if (exemption === undefined) {
        return text;
    }
    const approved = exemption.approvedBy === undefined ? "" : `, approved by ${exemption.approvedBy}`;
    return `${text}\nExempt until ${exemption.until}${approved}: ${exemption.reason}`;
}

/** How many of each outcome there are, in words. What is rare is named only where it occurs. */
export function tally({ counts }: Report): string {
    const rare = [
        counts.remediated === 0 ? [] : `${counts.remediated} remediated`,
        counts.exempt === 0 ? [] : `${counts.exempt} exempt`,
    ].flat();
    return [
        counted(counts.mandatory, "mandatory violation"),
        counted(counts.advisory, "advisory", "advisories"),
        `${counts.undetermined} not judged`,
        ...rare,
    ].join(", ");
}

/** What was compared with a baseline, in words; nothing where there is none. */
export function comparison({ since }: Report): string[] {
    if (since === undefined) {
        return [];
    }
    const number = (change: string) => since.resources.filter((resource) => resource.change === change).length;
    return [
        `Since the baseline: ${counted(since.known, "finding")} known, ${since.mended} no longer there; ` +
            `${counted(number("added"), "resource")} added, ${number("changed")} changed, ${number("removed")} removed`,
    ];
}

/** What the judgement rests on, in sentences. */
export function caveats({ mode, assumptions }: Report): string[] {
    const { generallyModelled, unknownOutputs, lookups, opaque, notes } = assumptions;
    const list = (sentence: string, types: TypeCount[]) =>
        types.length === 0 ? [] : [`${sentence}: ${types.map(({ type, count }) => `${type} (${count})`).join(", ")}`];
    return [
        ...(mode === "preview" ? ["Values that AWS computes were left unknown, as in a preview."] : []),
        ...list("What these components contain is known to their own plugin, and was not judged", opaque),
        ...list("Outputs of these were left unknown", unknownOutputs),
        ...list("No account was asked, and these calls got made-up answers or unknown ones", lookups),
        ...list("Ids and ARNs of these types follow a general pattern", generallyModelled),
        ...notes,
    ];
}

/** What was not judged is never called passed. */
export function verdict({ passed, counts, assumptions, failOn, since }: Report): {
    text: string;
    outcome: Outcome | "passed";
} {
    if (!passed) {
        return { text: "Failed", outcome: "mandatory" };
    }
    if (counts.undetermined === 0 && assumptions.opaque.length === 0) {
        const text = since !== undefined && since.known > 0 ? "Passed, but for what the baseline knows" : "Passed";
        return { text, outcome: "passed" };
    }
    const nothing = failOn === "mandatory" ? "mandatory violation" : `violation of severity ${failOn} or above`;
    return { text: `No ${nothing} in what could be judged`, outcome: "advisory" };
}
