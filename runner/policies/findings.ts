import type * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { levelName, severityName } from "./config";
import type { Exemption, Finding, PackInfo } from "./types";

/** How a rule says that it could not judge, and how the SDK says so for rules that stumble over an unknown value. */
const UNDETERMINED = /^(?:undetermined:|can't run (?:policy|remediation) ')/;

/** How a pack says that its configuration exempts a resource from a rule, and how such a message ends. */
const EXEMPT = /^exempt:/;
const REASON = /^(.*) \(until (\d{4}-\d{2}-\d{2})(?:, approved by (.+?))?: (.*)\)$/s;

/** What a pack's diagnostic says about a resource, or about the stack where it names none. */
export function diagnosed(pack: PackInfo, diagnostic: analyzer.AnalyzeDiagnostic, resourceUrn?: string): Finding {
    const full = diagnostic.getMessage();
    const description = diagnostic.getDescription();
    const message = withoutPrefix(full, `${description}\n`);
    const finding: Finding = {
        ...blankFinding(pack, diagnostic.getPolicyname(), description, diagnostic.getUrn() || resourceUrn),
        message: withoutPrefix(message, "undetermined:").trim(),
        enforcementLevel: levelName(diagnostic.getEnforcementlevel()),
        severity: severityName(diagnostic.getSeverity()),
    };
    if (UNDETERMINED.test(full) || UNDETERMINED.test(message)) {
        return attributed({ ...finding, undetermined: true }, pack);
    }
    return EXEMPT.test(full) ? exempted(attributed(finding, pack)) : finding;
}

/** What a pack's remediation did to a resource, or why it could not. */
export function remediated(
    pack: PackInfo,
    remediation: analyzer.Remediation,
    urn: string,
    changed: readonly string[],
): Finding {
    const failed = remediation.getDiagnostic();
    return {
        ...blankFinding(pack, remediation.getPolicyname(), remediation.getDescription(), urn),
        message: failed || (changed.length === 0 ? "changed nothing" : `set ${changed.join(", ")}`),
        enforcementLevel: failed === "" ? "remediate" : "advisory",
        undetermined: failed !== "",
        remediated: failed === "",
    };
}

function blankFinding(pack: PackInfo, policy: string, description: string, urn: string | undefined): Finding {
    const info = pack.policies.find(({ name }) => name === policy);
    return {
        pack: pack.name,
        packVersion: pack.version,
        policy,
        urn,
        message: "",
        description,
        enforcementLevel: info?.enforcementLevel ?? "advisory",
        severity: info?.severity,
        undetermined: false,
        remediated: false,
    };
}

/** A pack may gather what is no plain violation in one policy, whose messages then start with the rule's name. */
function attributed(finding: Finding, pack: PackInfo): Finding {
    const rule = pack.policies.find(({ name }) => finding.message.startsWith(`${name}: `));
    return rule === undefined
        ? finding
        : {
              ...finding,
              policy: rule.name,
              description: rule.description,
              severity: rule.severity,
              message: withoutPrefix(finding.message, `${rule.name}: `),
          };
}

function exempted(finding: Finding): Finding {
    const [, message = "", until = "", approvedBy, reason = ""] = REASON.exec(finding.message) ?? [];
    if (until === "") {
        return finding;
    }
    const exemption: Exemption = { until, reason, ...(approvedBy !== undefined && { approvedBy }) };
    return { ...finding, message, exemption };
}

function withoutPrefix(text: string, prefix: string): string {
    return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}
