import { catalogued } from "./catalogues";
import { fixOf, setByDefault } from "./fix";
import { markdownTable } from "./markdown-table";
import { strictSettings } from "./profiles";
import type { Rule } from "./rule";

/** A rule's section in the README of its pack. */
export function describeRule(rule: Rule): string {
    return [
        `### ${rule.name}`,
        `${prose(rule.description)} [Why](${rule.url}).`,
        [`**Fix.** ${prose(rule.remediationSteps)}`, ...mending(rule)].join(" "),
        ...settingsTable(rule),
        [`Looks at ${typesOf(rule)}.`, ...elsewhere(rule)].join(" "),
    ].join("\n\n");
}

/** A rule about most of the provider's types is not told by their names. */
function typesOf({ types }: Rule): string {
    return types.length > 100 ? `${types.length} types` : types.map((type) => `\`${type}\``).join(", ");
}

/** Asterisks in a text are wildcards, not emphasis. */
export function prose(text: string): string {
    return text.replaceAll("*", "\\*");
}

/** What the remedy does, by what it does to a resource on which nothing is set. */
function mending(rule: Rule): readonly string[] {
    const fix = fixOf(rule);
    if (fix.by === "person") {
        return [];
    }
    const set = setByDefault(rule);
    const once = fix.by === "setting" ? `, once ${listed(fix.settings)} names the value` : "";
    const example = set === undefined ? once : `; where nothing is set, \`${JSON.stringify(set)}\``;
    return [`At level \`remediate\` the pack does so itself${example}.`];
}

function listed(settings: readonly string[]): string {
    return settings.map((name) => `\`${name}\``).join(" or ");
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

function elsewhere(rule: Rule): readonly string[] {
    const named = catalogued(rule).map(({ catalogue, ids }) => `${catalogue} ${ids.join(", ")}`);
    return named.length === 0 ? [] : [`Elsewhere: ${named.join("; ")}.`];
}
