import type { Pack } from "./pack";
import { packPolicies } from "./pack-reports";
import type { Rule } from "./rule";

/** A rule's level where nobody configures one: the profile `baseline`. */
export function levelOf({ severity }: Rule): "advisory" | "mandatory" {
    return severity === "low" ? "advisory" : "mandatory";
}

/** How a rule behaves in the profile `strict`, beside being mandatory: the settings that ask for more than the default. */
export function strictSettings({ settings }: Rule): Readonly<Record<string, true>> {
    const asksForMore = Object.entries(settings).filter(
        ([name, { fallback }]) => fallback === false && /^(?:strict|require[A-Z].*)$/.test(name),
    );
    return Object.fromEntries(asksForMore.map(([name]) => [name, true]));
}

/**
 * The configuration that makes a pack strict. What the pack reports about verdicts that are not known and about
 * exemptions stays as it is: those are no violations.
 */
export function strictConfig(pack: Pack): Readonly<Record<string, unknown>> {
    const { undetermined, undeterminedInStack, exempt, exemptInStack } = packPolicies;
    const reports = [undetermined, undeterminedInStack, exempt, exemptInStack].map((name) => [name, "advisory"]);
    const rules = [...pack.rules]
        .sort((a, b) => a.name.localeCompare(b.name, "en"))
        .map((rule): [string, object] => [rule.name, strictSettings(rule)])
        .filter(([, settings]) => Object.keys(settings).length > 0);
    return Object.fromEntries([["all", "mandatory"], ...reports, ...rules]);
}

/** The profile `strict` as the file that `--policy-pack-config` takes. */
export function renderProfile(pack: Pack): string {
    return `${JSON.stringify(strictConfig(pack), undefined, 2)}\n`;
}
