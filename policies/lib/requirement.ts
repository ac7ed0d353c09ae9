import type { Properties } from "./properties";
import type { Remedy } from "./remedy";
import { type NoSettings, type Resource, type ResourceRule, type ResourceRuleDefinition, resourceRule } from "./rule";
import type { Settings, ValuesOf } from "./settings";
import type { Truth } from "./truth";
import { check } from "./verdict";

/** One thing that a rule asks of a resource. */
export interface Requirement {
    readonly kept: Truth;
    /** What is wrong where it is not kept. */
    readonly otherwise: string;
    /** What to set then; left out where only a person can decide. */
    readonly remedy?: Remedy;
}

type Definition<S extends Settings, Shape> = Omit<ResourceRuleDefinition<S, Shape>, "judge" | "remedy"> & {
    readonly requires: (resource: Resource<Shape>, settings: ValuesOf<S>) => readonly Requirement[];
};

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
        judge: (resource, settings) =>
            requires(resource, settings).flatMap(({ kept, otherwise }) => check(kept, otherwise)),
        remedy: (resource, settings) => remedyOf(resource.props, requires(resource, settings)),
    });
}

/** A remedy that would take the place of an unknown value is left out whole: the value may be right. */
function remedyOf<Shape>(props: Properties<Shape>, requirements: readonly Requirement[]): Remedy {
    const remedies = requirements
        .filter(({ kept }) => kept === false)
        .map(({ remedy = {} }) => Object.entries(remedy))
        .filter((changes) => !changes.some(([path]) => props.holdsUnknown(path)));
    return Object.fromEntries(remedies.flat());
}
