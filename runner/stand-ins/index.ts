import { isModelledExactly, isModelledFunction, modelledAws } from "../aws";
import { packageOf } from "../engine/urn";
import { UNKNOWN } from "../engine/values";
import type { CreatedResource, InvokeContext, Registration, ResourceHandler } from "../types";
import { Declarations } from "./declarations";
import { madeUpAnswer } from "./made-up";
import { modelOf, seedOf } from "./random";

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/**
 * Answers for whatever a program asks, so that any program can be judged: for AWS by its models, and else with as
 * little as will do. Keeps book of what it made up. A result that must be true has to come from another handler.
 */
export class StandIns implements ResourceHandler {
    readonly leavesOutHooks = true;
    /** Tokens of the functions that had to be made up, one for each call. */
    readonly lookups: string[] = [];
    private readonly declarations: Declarations;

    /** @param program the directory whose packages tell the shape of what their functions return */
    constructor(program: string) {
        this.declarations = new Declarations(program);
    }

    async create(registration: Registration): Promise<CreatedResource> {
        const { type, name, id } = registration;
        if (isAws(type)) {
            return modelledAws.create(registration);
        }
        if (type === STACK_REFERENCE) {
            return { id: id ?? name, outputs: { outputs: UNKNOWN, secretOutputNames: UNKNOWN } };
        }
        const model = modelOf(type);
        // Whatever is not among the outputs stays unknown.
        return model?.(registration) ?? { id: id ?? `${name}-${seedOf(registration).slice(0, 7)}`, outputs: {} };
    }

    async preview(registration: Registration): Promise<Record<string, unknown>> {
        return isAws(registration.type) ? ((await modelledAws.preview?.(registration)) ?? {}) : {};
    }

    /** What a method of such a component returns: nothing that is known. */
    async call(token: string): Promise<Record<string, unknown>> {
        this.lookups.push(token);
        return { result: UNKNOWN };
    }

    /** What a component that another process would build gives back: nothing that is known. */
    async construct(): Promise<Record<string, unknown>> {
        return {};
    }

    async invoke(token: string, args: Record<string, unknown>, context?: InvokeContext) {
        if (isModelledFunction(token)) {
            return modelledAws.invoke(token, args, context);
        }
        this.lookups.push(token);
        return madeUpAnswer(token, args, {
            fields: this.declarations.resultOf(token),
            providerInputs: context?.providerInputs,
        });
    }

    /** Whether ids and ARNs of a type are modelled after its documentation. */
    isModelledExactly(type: string): boolean {
        return isModelledExactly(type) || modelOf(type) !== undefined;
    }

    /** Whether anything but the inputs of a type is known. */
    hasKnownOutputs(type: string): boolean {
        return isAws(type) || modelOf(type) !== undefined;
    }
}

function isAws(type: string): boolean {
    return packageOf(type) === "aws";
}
