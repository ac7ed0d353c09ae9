import type { Outcome, Report, ReportedFinding, Subject } from "./report";

/** How a report is to be written. */
export interface TextOptions {
    /** True to colour it, for a terminal. */
    color: boolean;
}

const LABELS: Record<Outcome, string> = {
    mandatory: "mandatory",
    advisory: "advisory",
    remediated: "remediated",
    undetermined: "not judged",
};

const COLORS: Record<Outcome, number> = { mandatory: 31, advisory: 33, remediated: 36, undetermined: 90 };

const BOLD = 1;
const DIM = 90;
const GREEN = 32;

type Paint = (text: string, code: number) => string;

/** Writes a report for people: what was found, resource by resource, and then the sums. */
export function writeText(report: Report, { color }: TextOptions): string {
    const paint: Paint = (text, code) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
    const parts = [...report.subjects.map((subject) => writeSubject(subject, paint)), writeSummary(report, paint)];
    return `${parts.join("\n\n")}\n`;
}

function writeSubject(subject: Subject, paint: Paint): string {
    const { position, type, name } = subject;
    const place = position === undefined ? "" : `  ${paint(`${position.file}:${position.line}`, DIM)}`;
    const title = `${paint(name, BOLD)}  ${type}${place}`;
    const groups = subject.findings.map((finding) => writeFinding(finding, paint));
    return [title, ...groups].join("\n");
}

function writeFinding(finding: ReportedFinding, paint: Paint): string {
    const label = paint(LABELS[finding.outcome], COLORS[finding.outcome]);
    const severity = finding.outcome === "undetermined" ? "" : (finding.severity ?? "");
    const head = ["  " + label, severity, finding.policy, paint(`(${finding.pack})`, DIM)].filter(
        (part) => part !== "",
    );
    const details = [finding.message || finding.description];
    if (finding.outcome === "mandatory" || finding.outcome === "advisory") {
        if (finding.message !== "" && finding.description !== "") {
            details.push(`Rule: ${finding.description}`);
        }
        if (finding.remediationSteps !== "") {
            details.push(`Fix: ${finding.remediationSteps}`);
        }
        if (finding.url !== "") {
            details.push(`See: ${finding.url}`);
        }
    }
    const lines = details.flatMap((detail) => detail.split("\n")).map((line) => `    ${line}`);
    return [head.join(" "), ...lines].join("\n");
}

function writeSummary(report: Report, paint: Paint): string {
    const { counts, project, stack, packs } = report;
    const packNames = packs.map(({ name, version }) => `${name} ${version}`).join(", ");
    const lines = [
        `${project}/${stack}: ${count(counts.resources, "resource", "resources")} judged by ${count(counts.policies, "policy", "policies")}` +
            (packNames === "" ? "" : ` of ${packNames}`),
        `${count(counts.mandatory, "mandatory violation", "mandatory violations")}, ${count(counts.advisory, "advisory", "advisories")}, ` +
            `${counts.undetermined} not judged` +
            (counts.remediated === 0 ? "" : `, ${counts.remediated} remediated`),
    ];
    if (report.mode === "preview") {
        lines.push("Values that AWS computes were left unknown, as in a preview.");
    }
    if (report.generallyModelled.length > 0) {
        const types = report.generallyModelled.map(({ type, count: number }) => `${type} (${number})`).join(", ");
        lines.push(paint(`Ids and ARNs of these types follow a general pattern: ${types}`, DIM));
    }
    lines.push(verdict(report, paint));
    return lines.join("\n");
}

/** What was not judged is never called passed. */
function verdict({ passed, counts }: Report, paint: Paint): string {
    if (!passed) {
        return paint("Failed", COLORS.mandatory);
    }
    return counts.undetermined === 0
        ? paint("Passed", GREEN)
        : paint("No mandatory violation in what could be judged", COLORS.advisory);
}

function count(number: number, singular: string, plural: string): string {
    return `${number} ${number === 1 ? singular : plural}`;
}
