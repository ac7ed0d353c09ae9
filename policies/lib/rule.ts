import { Properties } from "./properties";
import { type ProviderShape, readProvider } from "./provider";
import { applyRemedy, type Remedy } from "./remedy";
import { isSecretAt } from "./secret-marks";
import { type Settings, type ValuesOf, valuesOf } from "./settings";
import type { StackGraph } from "./stack-graph";
import type { Verdict } from "./verdict";

export const severities = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

export const groups = [
    "encryption-at-rest",
    "encryption-in-transit",
    "public-access",
    "identity",
    "audit",
    "resilience",
    "network",
    "cost",
    "generative-ai",
    "lake-formation",
] as const;
export type Group = (typeof groups)[number];

/** Ids of the same check in the catalogues that reviewers know. */
export interface Anchors {
    /** AWS Config managed rules. */
    readonly config?: readonly string[];
    /** AWS Foundational Security Best Practices, the Security Hub standard. */
    readonly fsbp?: readonly string[];
    /** CIS AWS Foundations Benchmark v5.0. */
    readonly cis?: readonly string[];
    readonly checkov?: readonly string[];
    readonly trivy?: readonly string[];
    readonly cdkNag?: readonly string[];
    readonly prowler?: readonly string[];
}

interface Metadata {
    /** Kebab case, unique over all packs, stable for ever: users' configuration refers to it. */
    readonly name: string;
    readonly group: Group;
    /** One sentence: what holds when the rule is kept. */
    readonly description: string;
    readonly severity: Severity;
    readonly anchors: Anchors;
    /** What to change, in the words of the provider's properties. */
    readonly remediationSteps: string;
    /** Where AWS explains the matter. */
    readonly url: string;
    /** The resource types that the rule looks at, every token under which the provider knows them. */
    readonly types: readonly string[];
}

/** A resource as the engine presents it to a policy. */
export interface RawResource {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly props: object;
    /** The options it was registered with. */
    readonly opts?: { readonly protect: boolean };
    /** Its provider, with what that was configured with. */
    readonly provider?: { readonly props: object };
}

/** A resource as a rule sees it. */
export interface Resource<Shape> {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly props: Properties<Shape>;
}

/** A single resource as a rule sees it, before it is created or changed. */
export interface JudgedResource<Shape> extends Resource<Shape> {
    /** Whether Pulumi refuses to delete it. */
    readonly isProtected: boolean;
    readonly provider: Properties<ProviderShape>;
    /** Whether the program marked what stands at a path, or something around it, as secret. */
    readonly isSecret: (path: string) => boolean;
}

type GivenSettings = Readonly<Record<string, unknown>>;

/**
 * The resource's properties as they would have to be, or nothing where the rule has no remedy for it. Only runs at the
 * enforcement level `remediate`.
 */
type Remediate = (resource: RawResource, given: GivenSettings) => Record<string, unknown> | undefined;

/** Judges one resource by its inputs, before it is created or changed. */
export interface ResourceRule extends Metadata {
    readonly kind: "resource";
    readonly settings: Settings;
    readonly judge: (resource: RawResource, given: GivenSettings) => readonly Verdict[];
    readonly remediate?: Remediate;
}

/**
 * Judges how the resources of a stack relate, once all of them are registered. A verdict names the resource at fault, or
 * none where it is the stack as a whole.
 */
export interface StackRule extends Metadata {
    readonly kind: "stack";
    readonly settings: Settings;
    readonly judge: (stack: StackGraph, given: GivenSettings) => readonly Verdict[];
    /** For resources that are at fault by themselves, whatever they are joined to. */
    readonly remediate?: Remediate;
}

export type Rule = ResourceRule | StackRule;

export interface ResourceRuleDefinition<S extends Settings, Shape> extends Metadata {
    readonly settings?: S;
    readonly judge: (resource: JudgedResource<Shape>, settings: ValuesOf<S>) => readonly Verdict[];
    /**
     * What to set on the same resource so that it keeps the rule; nothing where it keeps it already, where a value that
     * decides is unknown, or where the value to set would have to come from a setting that has none.
     */
    readonly remedy?: (resource: JudgedResource<Shape>, settings: ValuesOf<S>) => Remedy;
}

interface StackRuleDefinition<S extends Settings, Shape> extends Metadata {
    readonly settings?: S;
    readonly judge: (stack: StackGraph, settings: ValuesOf<S>) => readonly Verdict[];
    /** What to set on a resource that would be at fault whatever it is joined to; by the rules of a resource rule's. */
    readonly remedy?: (resource: Resource<Shape>, settings: ValuesOf<S>) => Remedy;
}

export type NoSettings = Record<never, never>;

export function resourceRule<Shape, S extends Settings = NoSettings>(
    definition: ResourceRuleDefinition<S, Shape>,
): ResourceRule {
    const { remedy, ...rest } = definition;
    const read = settingsReader(definition);
    return {
        ...rest,
        kind: "resource",
        settings: definition.settings ?? {},
        judge: (resource, given) => definition.judge(see<Shape>(resource), read(given)),
        ...remediation(remedy, read),
    };
}

export function stackRule<S extends Settings = NoSettings, Shape = unknown>(
    definition: StackRuleDefinition<S, Shape>,
): StackRule {
    const { remedy, ...rest } = definition;
    const read = settingsReader(definition);
    return {
        ...rest,
        kind: "stack",
        settings: definition.settings ?? {},
        judge: (stack, given) => definition.judge(stack, read(given)),
        ...remediation(remedy, read),
    };
}

type Read<S extends Settings> = (given: GivenSettings) => ValuesOf<S>;

function remediation<S extends Settings, Shape>(
    remedy: ResourceRuleDefinition<S, Shape>["remedy"],
    read: Read<S>,
): { readonly remediate?: Remediate } {
    return remedy === undefined
        ? {}
        : { remediate: (resource, given) => applyRemedy(resource.props, remedy(see<Shape>(resource), read(given))) };
}

function see<Shape>({ type, urn, name, props, opts, provider }: RawResource): JudgedResource<Shape> {
    return {
        type,
        urn,
        name,
        props: new Properties<Shape>(props),
        isProtected: opts?.protect ?? false,
        // Few rules read it.
        get provider() {
            return readProvider(provider?.props);
        },
        isSecret: (path) => isSecretAt(props, path),
    };
}

/** One configuration serves for resource after resource, so its values are kept until another comes. */
function settingsReader<S extends Settings>({ settings }: { readonly settings?: S }): Read<S> {
    let latest: { readonly given: GivenSettings; readonly values: ValuesOf<S> } | undefined;
    return (given) => {
        if (latest?.given !== given) {
            latest = { given, values: valuesOf(settings ?? ({} as S), given) };
        }
        return latest.values;
    };
}
