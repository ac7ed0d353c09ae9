import { type Evaluation, evaluate, modelledAws, type Registration, type ResourceHandler } from "../../runner";

/** How to evaluate a program in a test. */
export interface TestOptions {
    /** True to evaluate as `pulumi preview` does, with computed outputs unknown. */
    preview?: boolean;
    /** Settings by full key, such as `"aws:region"`. */
    config?: Record<string, string>;
    secretKeys?: string[];
    /** Default: `test`. */
    stack?: string;
    /** Default: `project`. */
    project?: string;
    /** Default: AWS modelled without an account. */
    handler?: ResourceHandler;
    /** True to let an output that the handler doesn't model stay unknown. */
    allowUnknown?: boolean;
}

/** What a program registered, with ways to find one's resource in it. */
export interface TestEvaluation extends Evaluation {
    /** All resources of a type, in the order of registration. */
    byType(token: string): Registration[];
    /** The one resource of that name; fails when there is none or more than one. */
    named(name: string): Registration;
    /** The one resource of a type (and name); fails when there is none or more than one. */
    one(token: string, name?: string): Registration;
    /** Direct children of a resource. */
    childrenOf(urn: string): Registration[];
}

/** Evaluates a program function with modelled AWS resources. Rejects with what the program threw. */
export async function evaluateProgram(
    program: () => unknown | Promise<unknown>,
    options: TestOptions = {},
): Promise<TestEvaluation> {
    const { stack = "test", handler = modelledAws, ...rest } = options;
    return searchable(await evaluate({ ...rest, program, stack, handler }));
}

/** Adds the finders to an evaluation. */
export function searchable(evaluation: Evaluation): TestEvaluation {
    const { registrations } = evaluation;
    const only = (found: Registration[], what: string): Registration => {
        const [first, ...others] = found;
        if (first === undefined || others.length > 0) {
            const there = (found.length > 0 ? found : registrations).map(({ type, name }) => `${type} "${name}"`);
            throw new Error(`expected one ${what}, found ${found.length}; there is ${there.join(", ")}`);
        }
        return first;
    };
    return {
        ...evaluation,
        byType: (token) => registrations.filter(({ type }) => type === token),
        named: (name) =>
            only(
                registrations.filter((registration) => registration.name === name),
                `resource named "${name}"`,
            ),
        one: (token, name) =>
            only(
                registrations.filter(({ type, name: itsName }) => type === token && (name ?? itsName) === itsName),
                name === undefined ? token : `${token} "${name}"`,
            ),
        childrenOf: (urn) => registrations.filter(({ parent }) => parent === urn),
    };
}
