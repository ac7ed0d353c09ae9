import type { Properties } from "./properties";
import type { Remedy } from "./remedy";
import {
    type JudgedResource,
    type NoSettings,
    type ResourceRule,
    type ResourceRuleDefinition,
    resourceRule,
} from "./rule";
import type { Settings, ValuesOf } from "./settings";
import type { Truth } from "./truth";
import { check, type Verdict } from "./verdict";

/** One thing that a rule asks of a resource, and that only a person can decide. */
export interface ManualRequirement {
    readonly kept: Truth;
    /** What is wrong where it is not kept. */
    readonly otherwise: string;
}

/** One thing that a rule asks of a resource. */
export interface Requirement extends ManualRequirement {
    /** What to set where it is not kept; left out where only a person can decide. */
    readonly remedy?: Remedy;
}

interface Asking<S extends Settings, Shape, R extends ManualRequirement> {
    readonly requires: (resource: JudgedResource<Shape>, settings: ValuesOf<S>) => readonly R[];
}

type About<S extends Settings, Shape> = Omit<ResourceRuleDefinition<S, Shape>, "judge" | "remedy">;
type Definition<S extends Settings, Shape> = About<S, Shape> & Asking<S, Shape, Requirement>;
type ManualDefinition<S extends Settings, Shape> = About<S, Shape> & Asking<S, Shape, ManualRequirement>;

/**
 * A rule whose verdicts and remedy come from the same requirements: it sets what is known to be wrong, and nothing that is
 * right or not known yet.
 */
export function requirementRule<Shape, S extends Settings = NoSettings>({
    requires,
    ...definition
}: Definition<S, Shape>): ResourceRule {
    return resourceRule<Shape, S>({
        ...definition,
        judge: (resource, settings) => verdictsOf(requires(resource, settings)),
        remedy: (resource, settings) => remedyOf(resource.props, requires(resource, settings)),
    });
}

/**
 * A rule that asks in the same way for what only a person can decide: it has no remedy, and promises none.
 */
export function manualRule<Shape, S extends Settings = NoSettings>({
    requires,
    ...definition
}: ManualDefinition<S, Shape>): ResourceRule {
    return resourceRule<Shape, S>({
        ...definition,
        judge: (resource, settings) => verdictsOf(requires(resource, settings)),
    });
}

function verdictsOf(requirements: readonly ManualRequirement[]): readonly Verdict[] {
    return requirements.flatMap(({ kept, otherwise }) => check(kept, otherwise));
}

/** A remedy that would take the place of an unknown value is left out whole: the value may be right. */
function remedyOf<Shape>(props: Properties<Shape>, requirements: readonly Requirement[]): Remedy {
    const remedies = requirements
        .filter(({ kept }) => kept === false)
        .map(({ remedy = {} }) => Object.entries(remedy))
        .filter((changes) => !changes.some(([path]) => props.holdsUnknown(path)));
    return Object.fromEntries(remedies.flat());
}
