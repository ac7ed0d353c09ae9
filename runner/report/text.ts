import type { Outcome, Report, Subject } from "./types";
import {
    byPolicy,
    caveats,
    comparison,
    counted,
    newSubjects,
    outcomeLabels,
    type Remarks,
    tally,
    verdict,
} from "./words";
import type { WriteOptions } from "./writer";

const COLORS: Record<Outcome | "passed", number> = {
    mandatory: 31,
    advisory: 33,
    remediated: 36,
    undetermined: 90,
    exempt: 90,
    passed: 32,
};

const BOLD = 1;
const DIM = 90;

type Paint = (text: string, code: number) => string;

/** Writes a report for people: what was found, resource by resource, and then the sums. */
export function writeText(report: Report, { color, locate = (path) => path }: WriteOptions): string {
    const paint: Paint = (text, code) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
    const subjects = newSubjects(report).map((subject) => writeSubject(subject, paint, locate));
    return `${[...subjects, writeSummary(report, paint)].join("\n\n")}\n`;
}

function writeSubject({ position, type, name, findings }: Subject, paint: Paint, locate: (path: string) => string) {
    const place = position === undefined ? "" : `  ${paint(`${locate(position.file)}:${position.line}`, DIM)}`;
    return [
        `${paint(name, BOLD)}  ${type}${place}`,
        ...byPolicy(findings).map((remarks) => writeRemarks(remarks, paint)),
    ].join("\n");
}

function writeRemarks({ first: finding, messages }: Remarks, paint: Paint): string {
    const label = paint(outcomeLabels[finding.outcome], COLORS[finding.outcome]);
    const severity = finding.outcome === "undetermined" ? "" : (finding.severity ?? "");
    const head = ["  " + label, severity, finding.policy, paint(`(${finding.pack})`, DIM)].filter(
        (part) => part !== "",
    );
    const details = [...messages];
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
    const { text, outcome } = verdict(report);
    return [
        `${project}/${stack}: ${counted(counts.resources, "resource")} judged by ${counted(counts.policies, "policy", "policies")}` +
            (packNames === "" ? "" : ` of ${packNames}`),
        tally(report),
        ...comparison(report),
        ...caveats(report).map((caveat) => paint(caveat, DIM)),
        paint(text, COLORS[outcome]),
    ].join("\n");
}
