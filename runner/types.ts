import type { UNKNOWN } from "./engine/values";

/** Where a resource was constructed: an absolute path; line and column count from 1, in the code that Node runs. */
export interface SourcePosition {
    file: string;
    line: number;
    column?: number;
}

/** How long an operation on a resource may take, in the notation of the Pulumi option (`"5m"`). */
export interface CustomTimeouts {
    create?: string;
    update?: string;
    delete?: string;
}

/** One resource as the program registered it: what it asked for and what it got back. */
export interface Registration {
    urn: string;
    type: string;
    name: string;
    /** True for a resource that a provider manages, false for a component. */
    custom: boolean;
    remote: boolean;
    /** URN of the parent. Absent for the stack itself; a resource without a parent of its own has the stack's URN. */
    parent?: string;
    /**
     * Inputs as plain JavaScript: secrets are unwrapped, unknown values are {@link UNKNOWN}, assets and archives are
     * `{path}`, `{text}`, `{uri}` or `{assets}`, references to resources are ids (URNs for components).
     */
    inputs: Record<string, unknown>;
    /** The same inputs in Pulumi's wire form, where markers tell secrets, unknown values, assets and references. */
    rawInputs: Record<string, unknown>;
    /** Inputs at the top level that are or contain a secret. */
    secretInputs: string[];
    /** URNs of everything that this resource depends on, by `dependsOn` or by an input. */
    dependencies: string[];
    /** For each input, the URNs of the resources that its value came from. */
    propertyDependencies: Record<string, string[]>;
    /** Inherited from the parent, as the Pulumi engine does. */
    protect: boolean;
    /** Inherited from the parent, as the Pulumi engine does. */
    retainOnDelete: boolean;
    deleteBeforeReplace: boolean;
    replaceOnChanges: string[];
    ignoreChanges: string[];
    additionalSecretOutputs: string[];
    /** URNs under which this resource may have been known before. */
    aliases: string[];
    /** URN of the resource whose deletion makes deleting this one unnecessary. Inherited from the parent. */
    deletedWith?: string;
    /** Reference (`urn::id`) of the explicit or inherited provider; absent for the default provider. */
    provider?: string;
    /** What the provider in charge is configured with; for the default provider, the stack's `<package>:*` settings. */
    providerInputs: Record<string, unknown>;
    customTimeouts?: CustomTimeouts;
    sourcePosition?: SourcePosition;
    /** Physical id; absent for components, and in a preview. */
    id?: string;
    /** Outputs as plain JavaScript: the inputs, overlaid by what the handler or `registerOutputs` gave. */
    outputs: Record<string, unknown>;
}

/** What a handler gives back for a resource. */
export interface CreatedResource {
    id: string;
    outputs: Record<string, unknown>;
}

/** The circumstances of a call of a provider function. */
export interface InvokeContext {
    /** What the provider in charge is configured with. */
    providerInputs: Record<string, unknown>;
    /** What the program has registered up to now, in that order; those without an id are not created yet. */
    registrations: readonly Registration[];
}

/** Stands where the providers stand in a real deployment. */
export interface ResourceHandler {
    /** Creates or models a resource, or reads an existing one when `registration.id` is set. Throws for a type it doesn't know. */
    create(registration: Registration): Promise<CreatedResource>;
    /**
     * Says what a preview shows of a resource: outputs that AWS will compute as {@link UNKNOWN}. Without it, a preview
     * shows the inputs alone.
     */
    preview?(registration: Registration): Promise<Record<string, unknown>>;
    /**
     * Gives the outputs of a component that another process would build; those that are missing stay unknown. Without
     * it, such a component is refused.
     */
    construct?(registration: Registration): Promise<Record<string, unknown>>;
    /**
     * Gives what a method of such a component returns; what is {@link UNKNOWN} stays so. Without it, the call is
     * refused.
     */
    call?(token: string): Promise<Record<string, unknown>>;
    /** True to leave out hooks, which act beside a deployment, where nothing is deployed. Without it, they are refused. */
    readonly leavesOutHooks?: boolean;
    /** Answers a provider function such as `aws:index/getRegion:getRegion`. Throws for a function it doesn't know. */
    invoke(token: string, args: Record<string, unknown>, context?: InvokeContext): Promise<Record<string, unknown>>;
}

/** What to evaluate, and how. */
export interface EvaluateOptions {
    /** A directory that holds a `Pulumi.yaml`, or a function whose result is the stack's outputs. */
    program: string | (() => unknown | Promise<unknown>);
    /** Name of the project. Default: the one in `Pulumi.yaml`, or `project` for a function. */
    project?: string;
    stack: string;
    /** Settings by full key (`"aws:region"`), objects as JSON. Laid over those of the program directory's files. */
    config?: Record<string, string>;
    /** Keys in `config` that are secret. */
    secretKeys?: string[];
    handler: ResourceHandler;
    /** True to evaluate as `pulumi preview` does: nothing is created, and outputs that a provider computes are unknown. */
    preview?: boolean;
    /** True to let an output that no handler gave stay unknown in its dependants, where otherwise that is an error. */
    allowUnknown?: boolean;
    /** How long the program may wait for something other than its resources, in milliseconds. Default: 60,000. */
    patienceMs?: number;
    /** Called before a resource goes to the handler, in the program's dependency order. A rejection stops the evaluation. */
    beforeCreate?(registration: Registration): Promise<void>;
    /** Called after a resource has its outputs. */
    afterCreate?(registration: Registration): void;
}

/** Everything that a program registered. */
export interface Evaluation {
    project: string;
    stack: string;
    /** In the order of registration; the first is the stack itself. */
    registrations: Registration[];
    /** The stack's outputs as plain JavaScript, with secrets unwrapped. */
    outputs: Record<string, unknown>;
    /** Names of outputs that are or contain a secret. */
    secretOutputs: string[];
    /** What the default provider of each package is configured with, by package name. */
    defaultProviders: Record<string, Record<string, unknown>>;
}

export type Unknown = typeof UNKNOWN;
