import type { Rule } from "./rule";

/** Who mends a violation: the rule itself, the rule once a setting holds the value, or a person. */
export type Fix =
    | { readonly by: "rule" }
    | { readonly by: "setting"; readonly settings: readonly string[] }
    | { readonly by: "person" };

/** Told by what the remedy does to a resource on which nothing is set, and by the texts that it could wait for. */
export function fixOf(rule: Rule): Fix {
    if (rule.remediate === undefined) {
        return { by: "person" };
    }
    const settings = Object.entries(rule.settings).flatMap(([name, { fallback }]) => (fallback === "" ? [name] : []));
    return settings.length === 0 || setByDefault(rule) !== undefined ? { by: "rule" } : { by: "setting", settings };
}

/** What the remedy sets on a resource on which nothing is set, when nothing is configured. */
export function setByDefault({ remediate, types: [type = ""] }: Rule): Record<string, unknown> | undefined {
    return remediate?.({ type, urn: "", name: "", props: {} }, {});
}
