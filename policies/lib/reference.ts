import { catalogued, catalogues } from "./catalogues";
import { fixOf } from "./fix";
import { markdownTable } from "./markdown-table";
import type { Pack } from "./pack";
import { type Rule, severities } from "./rule";

/**
 * The reference of all rules: how many there are, what each is called elsewhere and who mends it, and the way back from the
 * ids of other catalogues.
 *
 * @param parts the packs that divide the rules among them
 */
export function renderReference(parts: readonly Pack[]): string {
    const sections = [
        "<!-- Written by `node -r ./bin/register.cjs policies/write-readmes.ts` from the rules. -->",
        "# Policies by rule and by catalogue",
        `There are ${parts.flatMap(({ rules }) => rules).length} rules. What each one asks, its settings and why: see the README of its pack.`,
        counts(parts),
        fixes,
        ...parts.filter(({ rules }) => rules.length > 0).flatMap(packSection),
        ...Object.values(catalogues).flatMap((catalogue) => catalogueSection(catalogue, parts)),
    ];
    return `${sections.join("\n\n")}\n`;
}

const fixes = `A violation is mended *by itself* where the rule knows the right value and has the level \`remediate\`; *from* a setting, once that holds the value, such as
the ARN of a key; otherwise *by a person*. A rule without a catalogue has no counterpart that we know of.`;

function counts(parts: readonly Pack[]): string {
    const rows = parts.map((pack) => [`[${pack.name}](${readmeOf(pack)})`, ...numbers(pack.rules)]);
    const total = ["all", ...numbers(parts.flatMap(({ rules }) => rules))];
    return markdownTable(
        ["pack", ...[...severities].reverse(), "rules", "mended by itself", "from a setting"],
        [...rows, total],
    );
}

function numbers(rules: readonly Rule[]): readonly string[] {
    const mendedBy = (fixer: "rule" | "setting") => rules.filter((rule) => fixOf(rule).by === fixer).length;
    const bySeverity = [...severities]
        .reverse()
        .map((severity) => rules.filter((rule) => rule.severity === severity).length);
    return [...bySeverity, rules.length, mendedBy("rule"), mendedBy("setting")].map(String);
}

function packSection(pack: Pack): readonly string[] {
    const rules = [...pack.rules].sort((a, b) => compare(a.name, b.name));
    const table = markdownTable(
        ["rule", "severity", "fix", "elsewhere"],
        rules.map((rule) => [
            link(rule.name, pack),
            rule.severity,
            fix(rule),
            catalogued(rule)
                .map(({ catalogue, ids }) => `${catalogue} ${ids.join(", ")}`)
                .join("; "),
        ]),
    );
    return [`## ${pack.name}`, table];
}

function fix(rule: Rule): string {
    const mends = fixOf(rule);
    return mends.by === "setting"
        ? `from ${mends.settings.map((name) => `\`${name}\``).join(", ")}`
        : { rule: "by itself", person: "by a person" }[mends.by];
}

/** From an id to the rules that hold the same. */
function catalogueSection(catalogue: string, parts: readonly Pack[]): readonly string[] {
    const named = new Map<string, string[]>();
    for (const pack of parts) {
        for (const rule of pack.rules) {
            const ids = catalogued(rule).find((each) => each.catalogue === catalogue)?.ids ?? [];
            for (const id of ids) {
                named.set(id, [...(named.get(id) ?? []), link(rule.name, pack)]);
            }
        }
    }
    const rows = [...named.keys()].sort(compare).map((id) => [id, (named.get(id) ?? []).join(", ")]);
    return rows.length === 0 ? [] : [`## ${catalogue}`, markdownTable(["id", "rules"], rows)];
}

function link(rule: string, pack: Pack): string {
    return `[${rule}](${readmeOf(pack)}#${rule})`;
}

/** As seen from `docs/reference`. */
function readmeOf({ name }: Pack): string {
    return `../../policies/packs/${name}/README.md`;
}

/** With numbers in their order: `S3.2` before `S3.17`. */
function compare(a: string, b: string): number {
    return a.localeCompare(b, "en", { numeric: true });
}
