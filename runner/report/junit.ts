import type { PolicyInfo } from "../policies/types";
import type { Report, ReportedFinding, Subject } from "./types";
import { messageOf, outcomeLabels } from "./words";

/** What one policy found about one resource. */
interface Case {
    subject?: Subject;
    findings: ReportedFinding[];
}

/**
 * Writes a report as JUnit does its tests (https://github.com/testmoapp/junitxml): a suite for each policy in force, a
 * case for each resource that it has something to say about. What fails the check is a failure; what is exempt, not
 * judged or known from the baseline is skipped; what is merely advised passes, with its message as output.
 */
export function writeJunit(report: Report): string {
    const suites = report.packs.flatMap(({ name, policies }) =>
        policies
            .filter(({ enforcementLevel }) => enforcementLevel !== "disabled")
            .map((policy) => writeSuite(name, policy, casesOf(report.subjects, name, policy.name))),
    );
    return ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", ...suites, "</testsuites>", ""].join("\n");
}

function casesOf(subjects: readonly Subject[], pack: string, policy: string): Case[] {
    const cases = subjects
        .map((subject) => ({
            subject,
            findings: subject.findings.filter((finding) => finding.pack === pack && finding.policy === policy),
        }))
        .filter(({ findings }) => findings.length > 0);
    return cases.length > 0 ? cases : [{ findings: [] }];
}

function writeSuite(pack: string, policy: PolicyInfo, cases: readonly Case[]): string {
    const number = (result: Result) => cases.filter((it) => resultOf(it) === result).length;
    const counts = `tests="${cases.length}" failures="${number("failure")}" errors="0" skipped="${number("skipped")}"`;
    const lines = cases.map((it) => writeCase(`${pack}.${policy.name}`, it));
    return [`  <testsuite name="${xml(policy.name)}" ${counts} time="0">`, ...lines, "  </testsuite>"].join("\n");
}

type Result = "failure" | "skipped" | "passed";

/** A case has one result, and the worst of its findings decides. */
function resultOf({ findings }: Case): Result {
    const fresh = findings.filter(({ known }) => !known);
    if (fresh.some(({ fails }) => fails)) {
        return "failure";
    }
    const isSkipped = ({ known, outcome }: ReportedFinding) =>
        known || outcome === "exempt" || outcome === "undetermined";
    return findings.some(isSkipped) ? "skipped" : "passed";
}

function writeCase(className: string, it: Case): string {
    const { subject, findings } = it;
    const name = subject === undefined ? "nothing found" : `${subject.name} (${subject.type})`;
    const place =
        subject?.position === undefined ? "" : ` file="${xml(subject.position.file)}" line="${subject.position.line}"`;
    const open = `    <testcase classname="${xml(className)}" name="${xml(name)}"${place} time="0"`;
    if (findings.length === 0) {
        return `${open}/>`;
    }
    return [`${open}>`, `      ${writeResult(resultOf(it), findings, subject)}`, "    </testcase>"].join("\n");
}

function writeResult(result: Result, findings: readonly ReportedFinding[], subject: Subject | undefined): string {
    const first = findings.find(({ fails, known }) => fails && !known) ?? findings[0];
    const message = xml(first?.message || first?.description || "");
    const text = xml([subject?.urn ?? "", ...findings.map(describe)].join("\n\n"));
    switch (result) {
        case "failure":
            return `<failure type="${xml(first?.severity ?? "violation")}" message="${message}">${text}</failure>`;
        case "skipped":
            return `<skipped message="${xml(reasonOf(first))}: ${message}"/><system-out>${text}</system-out>`;
        case "passed":
            return `<system-out>${text}</system-out>`;
    }
}

function reasonOf(finding: ReportedFinding | undefined): string {
    return finding === undefined || finding.known ? "known" : outcomeLabels[finding.outcome];
}

function describe(finding: ReportedFinding): string {
    const { remediationSteps, url } = finding;
    return [
        messageOf(finding),
        ...(remediationSteps === "" ? [] : [`Fix: ${remediationSteps}`]),
        ...(url === "" ? [] : [`See: ${url}`]),
    ].join("\n");
}

/** Characters that XML 1.0 has no way to write are left out (https://www.w3.org/TR/xml/#charsets). */
function xml(text: string): string {
    return text
        .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
        .replace(/[&<>"\n\r\t]/g, (character) => `&#${character.codePointAt(0)};`);
}
