import * as pulumi from "@pulumi/pulumi";

/**
 * Refuses a component's arguments with every problem found, so that one run shows all that has to change.
 * Does nothing when there is no problem.
 *
 * @param component class of the component, for example `DataLake`
 * @param name the component's Pulumi name
 * @param problems one sentence each: the property, its value, and a good one
 * @throws a `RunError`, which the Pulumi engine shows without a stack trace
 */
export function refuse(component: string, name: string, problems: readonly string[]): void {
    if (problems.length === 0) {
        return;
    }
    const count = problems.length === 1 ? "1 setting" : `${problems.length} settings`;
    const list = problems.map((problem) => `  - ${problem}`).join("\n");
    throw new pulumi.RunError(`${component} "${name}" was given ${count} that it can't use:\n${list}`);
}

/** Whether a value is known while the program runs, and not an output that resolves later. */
export function isPlain<T>(value: pulumi.Input<T> | undefined): value is T {
    return value !== undefined && !pulumi.Output.isInstance(value) && !(value instanceof Promise);
}

/** The problem with a whole number outside a range, or nothing. */
export function rangeProblem(property: string, value: number | undefined, least: number, most: number): string[] {
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) {
        return [];
    }
    return [`${property} is ${value}: it takes a whole number from ${least} to ${most}, for example ${least}.`];
}

/** The problem with a value that is none of a fixed set (which a caller without type checks can pass), or nothing. */
export function choiceProblem(property: string, value: string | undefined, choices: Record<string, string>): string[] {
    const allowed = Object.values(choices);
    if (value === undefined || allowed.includes(value)) {
        return [];
    }
    return [`${property} is "${value}": it takes one of ${allowed.join(", ")}.`];
}
