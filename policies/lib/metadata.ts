import type { Policy } from "@pulumi/policy";
import { levelOf } from "./profiles";
import type { Rule } from "./rule";
import { choice, type Settings } from "./settings";

/** The setting that every rule has beside its own. */
export const commonSettings = {
    onUnknown: choice(
        "What a verdict that waits for unknown values becomes: left out (defer), an advisory (warn), or a violation (fail).",
        ["defer", "warn", "fail"],
        "warn",
    ),
} satisfies Settings;

/** A rule as CrossGuard describes policies. */
export function metadata(rule: Rule): Policy {
    const [control] = rule.anchors.fsbp ?? [];
    return {
        name: rule.name,
        description: rule.description,
        severity: rule.severity,
        enforcementLevel: levelOf(rule),
        remediationSteps: rule.remediationSteps,
        url: rule.url,
        tags: [rule.group, ...anchorTags(rule)],
        configSchema: {
            properties: Object.fromEntries(
                Object.entries({ ...rule.settings, ...commonSettings }).map(([name, { schema }]) => [name, schema]),
            ),
        },
        ...(control !== undefined && {
            framework: {
                name: "AWS Foundational Security Best Practices",
                version: "1.0.0",
                reference: control,
                specification: rule.description,
            },
        }),
    };
}

/** Ids of the same check elsewhere, as `catalogue:id`. */
export function anchorTags({ anchors }: Rule): string[] {
    return Object.entries(anchors).flatMap(([catalogue, ids]) => ids.map((id: string) => `${catalogue}:${id}`));
}

/** Settings that were given to a rule and that it does not have: the engine passes them on without a word. */
export function unknownSettings(rule: Rule, given: Readonly<Record<string, unknown>>): readonly string[] {
    const known = [...Object.keys(rule.settings), ...Object.keys(commonSettings)];
    return Object.keys(given)
        .filter((name) => !known.includes(name))
        .map((name) => `There is no setting "${name}": there is ${known.join(", ")}.`);
}
