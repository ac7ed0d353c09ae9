import { markdownTable } from "./markdown-table";
import { strictSettings } from "./profiles";
import type { Anchors, Rule } from "./rule";

const catalogues: Readonly<Record<keyof Anchors, string>> = {
    config: "AWS Config",
    fsbp: "AWS Foundational Security Best Practices",
    cis: "CIS AWS Foundations v5.0",
    checkov: "Checkov",
    trivy: "Trivy",
    cdkNag: "cdk-nag",
    prowler: "Prowler",
};

/** A rule's section in the README of its pack. */
export function describeRule(rule: Rule): string {
    return [
        `### ${rule.name}`,
        `${prose(rule.description)} [Why](${rule.url}).`,
        [`**Fix.** ${prose(rule.remediationSteps)}`, ...mending(rule)].join(" "),
        ...settingsTable(rule),
        [`Looks at ${rule.types.map((type) => `\`${type}\``).join(", ")}.`, ...elsewhere(rule.anchors)].join(" "),
    ].join("\n\n");
}

/** Asterisks in a text are wildcards, not emphasis. */
export function prose(text: string): string {
    return text.replaceAll("*", "\\*");
}

/** What the remedy does, by what it does to a resource on which nothing is set. */
function mending(rule: Rule): readonly string[] {
    if (rule.remediate === undefined) {
        return [];
    }
    const [type = ""] = rule.types;
    const set = rule.remediate({ type, urn: "", name: "", props: {} }, {});
    const once = "kmsKeyArn" in rule.settings ? ", once `kmsKeyArn` names the key" : "";
    const example = set === undefined ? once : `; where nothing is set, \`${JSON.stringify(set)}\``;
    return [`At level \`remediate\` the pack does so itself${example}.`];
}

function settingsTable(rule: Rule): readonly string[] {
    const strict = strictSettings(rule);
    const rows = Object.entries(rule.settings).map(([name, { schema, fallback }]) => [
        `\`${name}\``,
        `\`${JSON.stringify(fallback)}\``,
        `\`${JSON.stringify(strict[name] ?? fallback)}\``,
        prose(schema.description ?? ""),
    ]);
    const same = Object.keys(strict).length === 0;
    const columns = (cells: readonly string[]) => (same ? cells.filter((_, index) => index !== 2) : cells);
    const header = ["setting", "default", "strict", "meaning"];
    return rows.length === 0 ? [] : [markdownTable(columns(header), rows.map(columns))];
}

function elsewhere(anchors: Anchors): readonly string[] {
    const named = Object.entries(catalogues).flatMap(([key, catalogue]) => {
        const ids = anchors[key as keyof Anchors] ?? [];
        return ids.length === 0 ? [] : [`${catalogue} ${ids.join(", ")}`];
    });
    return named.length === 0 ? [] : [`Elsewhere: ${named.join("; ")}.`];
}
