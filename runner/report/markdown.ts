import { code, Document, details, escaped, link, table } from "./markdown-document";
import type { Report, ReportedFinding, ResourceChange, Subject } from "./types";
import { severities } from "./types";
import {
    byPolicy,
    caveats,
    comparison,
    counted,
    messageOf,
    newSubjects,
    outcomeLabels,
    type Remarks,
    tally,
    verdict,
} from "./words";

/**
 * Characters in a report. GitHub takes 65,536 in a comment
 * (https://github.com/orgs/community/discussions/27190); the rest is for what a workflow adds.
 */
const LIMIT = 60_000;

/** Properties of one changed resource that are named. */
const NAMED_PROPERTIES = 8;

/**
 * Writes a report for a comment on a pull request. It starts with a marker, by which a later run finds the comment to
 * write over.
 */
export function writeMarkdown(report: Report): string {
    const document = new Document(LIMIT, [heading(report), severityTable(report), summary(report)].join("\n\n"));
    const subjects = newSubjects(report);
    document.add({
        blocks: withOutcomes(subjects, ["mandatory", "advisory", "remediated"]).map(writeSubject),
        more: (number) => `${counted(number, "more resource")} with findings`,
    });
    const changes = report.since?.resources ?? [];
    document.add({
        ...details(`${counted(changes.length, "resource change")} since the baseline`),
        blocks: changes.map(writeChange),
        more: (number) => `${counted(number, "more change")}`,
    });
    for (const outcome of ["undetermined", "exempt"] as const) {
        document.add({
            ...details(`${report.counts[outcome]} ${outcomeLabels[outcome]}`),
            blocks: withOutcomes(subjects, [outcome]).flatMap((subject) =>
                subject.findings.map((finding) => `- ${writeShort(subject, finding)}`),
            ),
            more: (number) => `${number} more`,
        });
    }
    document.add({
        ...details("What this rests on"),
        blocks: caveats(report).map((caveat) => `- ${escaped(caveat)}`),
        more: (number) => `${counted(number, "more sentence")}`,
    });
    return document.text();
}

/** Finds the comment on a stack among others. */
export function markerOf({ project, stack }: Pick<Report, "project" | "stack">): string {
    return `<!-- lakefront check: ${`${project}/${stack}`.replaceAll("--", "- -")} -->`;
}

function heading(report: Report): string {
    const { project, stack } = report;
    return `${markerOf(report)}\n## ${verdict(report).text}: policies on ${code(`${project}/${stack}`)}`;
}

function severityTable({ counts, since, subjects }: Report): string {
    const violations = subjects.flatMap(({ findings }) => findings).filter(isViolation);
    const known = (severity: string) => violations.filter((it) => it.known && it.severity === severity).length;
    const head = since === undefined ? ["Severity", "Violations"] : ["Severity", "New", "Known"];
    const rows = severities.map((severity) => {
        const cells = [severity, String(counts.violations[severity])];
        return since === undefined ? cells : [...cells, String(known(severity))];
    });
    return table(head, rows);
}

function summary(report: Report): string {
    const { counts } = report;
    return [
        `${counted(counts.resources, "resource")} judged by ${counted(counts.policies, "policy", "policies")}: ${tally(report)}.`,
        ...comparison(report).map((sentence) => `${sentence}.`),
    ].join("\n");
}

function writeSubject(subject: Subject): string {
    return [`### ${title(subject)}`, ...byPolicy(subject.findings).map(writeRemarks)].join("\n\n");
}

function writeRemarks({ first, messages }: Remarks): string {
    const { outcome, severity, policy, remediationSteps, url } = first;
    const kind = [outcomeLabels[outcome], severity].filter((word) => word !== undefined).join(", ");
    const lines = [`**${link(policy, url)}** (${kind}): ${messages.map(escaped).join("<br>\n  ")}`];
    if (remediationSteps !== "" && isViolation(first)) {
        lines.push(`*Fix:* ${escaped(remediationSteps)}`);
    }
    return `- ${lines.join("<br>\n  ")}`;
}

function writeShort(subject: Subject, finding: ReportedFinding): string {
    return `${title(subject)}: **${link(finding.policy, finding.url)}**: ${escaped(messageOf(finding))}`;
}

function title({ name, type, position }: Subject): string {
    const place = position === undefined ? "" : ` at ${code(`${position.file}:${position.line}`)}`;
    return `${code(name)} ${code(type)}${place}`;
}

function writeChange({ change, type, name, properties, formerUrn }: ResourceChange): string {
    const named = properties.slice(0, NAMED_PROPERTIES).map(code).join(", ");
    const rest = properties.length > NAMED_PROPERTIES ? ` and ${properties.length - NAMED_PROPERTIES} more` : "";
    const what = change === "changed" && properties.length > 0 ? `: ${named}${rest}` : "";
    const former = formerUrn === undefined ? "" : `, which was ${code(formerUrn)}`;
    return `- ${change} ${code(name)} ${code(type)}${former}${what}`;
}

function withOutcomes(subjects: readonly Subject[], wanted: readonly string[]): Subject[] {
    return subjects
        .map((subject) => ({
            ...subject,
            findings: subject.findings.filter(({ outcome }) => wanted.includes(outcome)),
        }))
        .filter(({ findings }) => findings.length > 0);
}

function isViolation({ outcome }: ReportedFinding): boolean {
    return outcome === "mandatory" || outcome === "advisory";
}
