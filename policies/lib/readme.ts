import { markdownTable } from "./markdown-table";
import { commonSettings } from "./metadata";
import type { Pack } from "./pack";
import type { Anchors, Rule } from "./rule";
import type { Settings } from "./settings";

const catalogues: Readonly<Record<keyof Anchors, string>> = {
    config: "AWS Config",
    fsbp: "AWS Foundational Security Best Practices",
    cis: "CIS AWS Foundations v5.0",
    checkov: "Checkov",
    trivy: "Trivy",
    cdkNag: "cdk-nag",
    prowler: "Prowler",
};

/** The pack's README, in full, from its rules. */
export function renderReadme(pack: Pack): string {
    const rules = [...pack.rules].sort((a, b) => a.name.localeCompare(b.name, "en"));
    return (
        [
            "<!-- Written by `node -r ./bin/register.cjs policies/write-readmes.ts` from the rules. -->",
            `# ${pack.displayName}`,
            pack.description,
            "Run it on a preview or an update, with your own configuration if you have one:",
            `\`\`\`sh\npulumi preview --policy-pack policies/packs/${pack.name} [--policy-pack-config policies.json]\n\`\`\``,
            "Violations of a critical, high or medium rule stop the update; those of a low one are advisories. The configuration sets a rule's level, its settings, or both:",
            exampleConfig(rules),
            unknownValues,
            "## Rules",
            overview(rules),
            ...rules.map(describeRule),
            "",
        ]
            .join("\n\n")
            .trimEnd() + "\n"
    );
}

const unknownValues = `## Values that are not known yet

In a preview some values do not exist. A rule that needs one neither passes nor fails: the pack reports an advisory that starts
with \`undetermined:\` and names the property. The policies \`undetermined\` (for single resources) and \`undetermined-in-stack\`
carry these reports: set their enforcement level to \`disabled\` or \`mandatory\` to hear of none or to accept none. Each rule has the
setting \`onUnknown\` as well: ${choicesOf(commonSettings.onUnknown.schema.enum)}; by default \`warn\`.`;

function choicesOf(values: readonly unknown[] | undefined): string {
    return (values ?? []).map((value) => `\`${value}\``).join(", ");
}

function exampleConfig(rules: readonly Rule[]): string {
    const [first] = rules;
    const withSettings = rules.slice(1).find(({ settings }) => Object.keys(settings).length > 0);
    const settings = Object.entries(withSettings?.settings ?? {}).slice(0, 1);
    const config = {
        ...(first !== undefined && { [first.name]: "advisory" }),
        ...(withSettings !== undefined && {
            [withSettings.name]: Object.fromEntries([
                ["enforcementLevel", "mandatory"],
                ...settings.map(([name, { fallback }]) => [name, fallback]),
            ]),
        }),
    };
    return `\`\`\`json\n${JSON.stringify(config, undefined, 2)}\n\`\`\``;
}

function overview(rules: readonly Rule[]): string {
    return markdownTable(
        ["rule", "severity", "what holds"],
        rules.map(({ name, severity, description }) => [`[${name}](#${name})`, severity, prose(description)]),
    );
}

function describeRule(rule: Rule): string {
    return [
        `### ${rule.name}`,
        `${prose(rule.description)} [Why](${rule.url}).`,
        `**Fix.** ${prose(rule.remediationSteps)}`,
        ...settingsTable(rule.settings),
        [`Looks at ${rule.types.map((type) => `\`${type}\``).join(", ")}.`, ...elsewhere(rule.anchors)].join(" "),
    ].join("\n\n");
}

function settingsTable(settings: Settings): readonly string[] {
    const rows = Object.entries(settings).map(([name, { schema, fallback }]) => [
        `\`${name}\``,
        `\`${JSON.stringify(fallback)}\``,
        prose(schema.description ?? ""),
    ]);
    return rows.length === 0 ? [] : [markdownTable(["setting", "default", "meaning"], rows)];
}

function elsewhere(anchors: Anchors): readonly string[] {
    const named = Object.entries(catalogues).flatMap(([key, catalogue]) => {
        const ids = anchors[key as keyof Anchors] ?? [];
        return ids.length === 0 ? [] : [`${catalogue} ${ids.join(", ")}`];
    });
    return named.length === 0 ? [] : [`Elsewhere: ${named.join("; ")}.`];
}

/** Asterisks in a text are wildcards, not emphasis. */
function prose(text: string): string {
    return text.replaceAll("*", "\\*");
}
