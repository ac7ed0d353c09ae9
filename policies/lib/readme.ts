import { DEFAULT_MAX_DAYS } from "./exemptions/book";
import { markdownTable } from "./markdown-table";
import { commonSettings } from "./metadata";
import type { Pack } from "./pack";
import { levelOf } from "./profiles";
import { describeRule, prose } from "./readme-rule";
import type { Rule } from "./rule";

/**
 * The pack's README, in full, from its rules. A pack that only gathers those of others lists them, and leaves the details
 * to the others.
 *
 * @param parts the packs that divide the rules among them
 */
export function renderReadme(pack: Pack, parts: readonly Pack[]): string {
    const rules = byName(pack.rules);
    const sections = [
        "<!-- Written by `node -r ./bin/register.cjs policies/write-readmes.ts` from the rules. -->",
        `# ${pack.displayName}`,
        pack.description,
        "Run it on a preview or an update, with your own configuration if you have one:",
        `\`\`\`sh\npulumi preview --policy-pack policies/packs/${pack.name} [--policy-pack-config policies.json]\n\`\`\``,
        levels,
        exampleConfig(rules),
        remediation,
        exemptions(rules),
        unknownValues,
        ...(parts.includes(pack) ? ruleSections(rules) : parts.flatMap(gathered)),
    ];
    return `${sections.join("\n\n")}\n`;
}

const levels = `## Levels

Without a configuration the pack has the profile *baseline*: violations of a critical, high or medium rule stop the update, those of
a low one are advisories. The profile *strict*, a configuration that ships with the pack as [profiles/strict.json](profiles/strict.json),
makes every rule mandatory and switches on the settings that ask for more. A configuration of your own sets a rule's level, its settings, or
both; to start from *strict*, merge the two files: \`jq -s '.[0] * .[1]' profiles/strict.json mine.json\`.`;

const remediation = `A rule that *mends* can set what is missing by itself, where it is known: give it the level \`remediate\`. What it can't mend is a
mandatory violation then.`;

const unknownValues = `## Values that are not known yet

In a preview some values do not exist. A rule that needs one neither passes nor fails: the pack reports an advisory that starts
with \`undetermined:\` and names the property. The policies \`undetermined\` (for single resources) and \`undetermined-in-stack\`
carry these reports: set their enforcement level to \`disabled\` or \`mandatory\` to hear of none or to accept none. Each rule has the
setting \`onUnknown\` as well: ${choicesOf(commonSettings.onUnknown.schema.enum)}; by default \`warn\`.`;

function exemptions(rules: readonly Rule[]): string {
    const rule = rules.find(({ severity }) => severity !== "critical") ?? rules[0];
    const [type = "aws:s3/bucket:Bucket"] = rule?.types ?? [];
    const record = {
        policy: rule?.name ?? "s3-versioning",
        resource: `${type}::scratch-*`,
        reason: "Holds copies that are made anew every night.",
        expires: "2027-01-31",
        approvedBy: "data-platform@example.org",
        stack: "dev",
    };
    return `## Exemptions

A violation that was looked at and accepted, for a while, is named in the same configuration:

${json({ exemptions: { records: [record] } })}

\`resource\` is a URN or \`<type>::<name>\`, matched as a whole, where \`*\` stands for any text; in its place, \`tag\` takes \`key=value\`, but not for a
critical rule. \`message\` narrows the record to violations whose message it matches. \`reason\`, of 10 characters or more, and \`expires\`, at most
${DEFAULT_MAX_DAYS} days ahead (\`maxDays\`), are required; \`stack\` and \`approvedBy\` are not. A record that is wrong is a violation of \`exemptions\` and exempts
nothing. Exempt violations are reported as advisories that start with \`exempt:\`; a record whose day has passed, or that nothing needs any more, by
\`stale-exemptions\`.`;
}

function exampleConfig(rules: readonly Rule[]): string {
    const [first, ...others] = rules;
    const [withSetting] = others.flatMap(({ name, settings }) =>
        Object.entries(settings)
            .filter(([, { fallback }]) => typeof fallback === "boolean" || typeof fallback === "number")
            .map(([setting, { fallback }]) => ({ name, setting, fallback })),
    );
    return json({
        ...(first !== undefined && { [first.name]: "advisory" }),
        ...(withSetting !== undefined && {
            [withSetting.name]: { enforcementLevel: "mandatory", [withSetting.setting]: withSetting.fallback },
        }),
    });
}

function ruleSections(rules: readonly Rule[]): readonly string[] {
    return ["## Rules", overview(rules, ""), ...rules.map(describeRule)];
}

function gathered(part: Pack): readonly string[] {
    const readme = `../${part.name}/README.md`;
    const title = `## ${part.displayName.replace(/^.*: /, "").replace(/^./, (first) => first.toUpperCase())}`;
    return part.rules.length === 0
        ? []
        : [title, `From [${part.name}](${readme}).`, overview(byName(part.rules), readme)];
}

function overview(rules: readonly Rule[], readme: string): string {
    return markdownTable(
        ["rule", "severity", "baseline", "mends", "what holds"],
        rules.map((rule) => [
            `[${rule.name}](${readme}#${rule.name})`,
            rule.severity,
            levelOf(rule),
            rule.remediate !== undefined ? "yes" : "",
            prose(rule.description),
        ]),
    );
}

function byName(rules: readonly Rule[]): readonly Rule[] {
    return [...rules].sort((a, b) => a.name.localeCompare(b.name, "en"));
}

function choicesOf(values: readonly unknown[] | undefined): string {
    return (values ?? []).map((value) => `\`${value}\``).join(", ");
}

function json(value: unknown): string {
    return `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;
}
