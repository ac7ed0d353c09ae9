import { unknownCheckingProxy } from "@pulumi/policy";
import { expect } from "chai";
import type { ResourceRule, StackRule } from "../../../policies/lib/rule";
import { type RawStackResource, StackGraph } from "../../../policies/lib/stack-graph";
import type { Verdict } from "../../../policies/lib/verdict";

/** How the engine marks a string that is not known yet; the SDK's proxy throws when it is read. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Props = Record<string, unknown>;
type Settings = Readonly<Record<string, unknown>>;

/** The SDK exports the proxy that policies get at run time, but not its type. */
const guard: <T extends object>(props: T) => T = unknownCheckingProxy;

/**
 * Judges one resource as the engine would have it judged: behind the SDK's proxy.
 *
 * The proxy gives frozen objects away unguarded, so that a change by the rule is found by comparison, not by freezing.
 */
export function judgeResource(rule: ResourceRule, type: string, props: Props, settings: Settings = {}) {
    const before = structuredClone(props);
    const urn = `urn:pulumi:test::project::${type}::it`;
    const verdicts = rule.judge({ type, urn, name: "it", props: guard(props) }, settings);
    expect(props, "a rule must not change what it judges").to.deep.equal(before);
    return verdicts;
}

/** What the engine would go on with after the rule's remedy; nothing where the remedy changes nothing. */
export function remediate(
    rule: Pick<ResourceRule, "remediate">,
    type: string,
    props: Props,
    settings: Settings = {},
): Props | undefined {
    const changed = structuredClone(props);
    const urn = `urn:pulumi:test::project::${type}::it`;
    const result = rule.remediate?.({ type, urn, name: "it", props: guard(changed) }, settings);
    return result === undefined ? undefined : changed;
}

export function judgeStack(rule: StackRule, resources: readonly RawStackResource[], settings: Settings = {}) {
    const guarded = resources.map((resource) => ({ ...resource, props: guard(resource.props) }));
    return rule.judge(new StackGraph(guarded), settings);
}

/** A resource of a stack. `dependencies` tell from which resources each property was computed. */
export function resource(
    type: string,
    name: string,
    props: Props,
    dependencies: Readonly<Record<string, readonly RawStackResource[]>> = {},
): RawStackResource {
    return { type, name, urn: urnOf(type, name), props, propertyDependencies: dependencies };
}

export function urnOf(type: string, name: string): string {
    return `urn:pulumi:test::project::${type}::${name}`;
}

/** The violations among verdicts. */
export function violations(verdicts: readonly Verdict[]): readonly string[] {
    return verdicts.flatMap((verdict) => (verdict.outcome === "violation" ? [verdict.message] : []));
}

/** The properties that verdicts wait for. */
export function awaited(verdicts: readonly Verdict[]): readonly string[] {
    return verdicts.flatMap((verdict) => (verdict.outcome === "undetermined" ? verdict.unknown : []));
}
