import { createHash } from "node:crypto";
import { CallResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import {
    type ReadResourceRequest,
    ReadResourceResponse,
    type RegisterResourceOutputsRequest,
    type RegisterResourceRequest,
    RegisterResourceResponse,
    type ResourceCallRequest,
    type ResourceInvokeRequest,
    Result,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { EvaluateOptions, Registration } from "../types";
import { messageOf, ResourceError } from "./errors";
import { Inheritance } from "./inheritance";
import { outputsOnWire } from "./outputs";
import { readRegistrationOf, registrationOf } from "./registration";
import { Transforms } from "./transforms";
import { isProviderType, STACK_TYPE, UrnBuilder } from "./urn";
import { findUnknown, hasSecret, isRecord, toPlain, toWire, type Wire } from "./values";

/** What an engine is asked to do, apart from the program itself. */
export interface EngineOptions
    extends Pick<EvaluateOptions, "handler" | "preview" | "allowUnknown" | "beforeCreate" | "afterCreate"> {
    project: string;
    stack: string;
    /** Gives the configuration of a package's default provider. */
    defaultProvider(packageName: string): Record<string, unknown>;
}

/** Plays the part of the Pulumi engine for one program: takes registrations, gives outputs. Knows no transport. */
export class Engine {
    readonly registrations: Registration[] = [];
    readonly transforms = new Transforms();
    outputs: Record<string, unknown> = {};
    secretOutputs: string[] = [];
    private readonly urns: UrnBuilder;
    private readonly inheritance: Inheritance;
    private readonly byUrn = new Map<string, Registration>();

    constructor(private readonly options: EngineOptions) {
        this.urns = new UrnBuilder(options.project, options.stack);
        this.inheritance = new Inheritance(options.defaultProvider);
    }

    async registerResource(request: RegisterResourceRequest): Promise<RegisterResourceResponse> {
        if (request.getType() !== STACK_TYPE) {
            await this.transforms.apply(request);
        }
        const registration = registrationOf(request, this.urns, this.inheritance.forRequest(request));
        this.add(registration);
        this.transforms.add(registration.urn, request.getParent(), request.getTransformsList());
        this.inheritance.add(registration, request.getProvidersMap().toArray());
        const outputs = await this.within(registration, () => this.complete(registration));
        const response = new RegisterResourceResponse();
        response.setUrn(registration.urn);
        response.setId(registration.id ?? "");
        response.setObject(structOf(outputs));
        if ((registration.custom && !isProviderType(registration.type)) || registration.remote) {
            // Makes the SDK take an output that isn't in the answer as unknown. After a success it would be a known
            // `undefined`, and inputs made from it would silently disappear.
            response.setResult(Result.SKIP);
        }
        return response;
    }

    registerResourceOutputs(request: RegisterResourceOutputsRequest): void {
        const registration = this.byUrn.get(request.getUrn());
        if (registration === undefined) {
            throw new Error(`outputs were registered for ${request.getUrn()}, which is not registered itself`);
        }
        const raw = request.getOutputs()?.toJavaScript() ?? {};
        Object.assign(registration.outputs, plainRecord(raw));
        if (registration.type === STACK_TYPE) {
            this.outputs = plainRecord(raw);
            this.secretOutputs = Object.keys(raw).filter((key) => hasSecret(raw[key]));
        }
    }

    async readResource(request: ReadResourceRequest): Promise<ReadResourceResponse> {
        const inherited = this.inheritance.forRead(request.getType(), request.getProvider(), request.getParent());
        const registration = readRegistrationOf(request, this.urns, inherited);
        this.add(registration);
        const outputs = await this.within(registration, () => this.create(registration));
        const response = new ReadResourceResponse();
        response.setUrn(registration.urn);
        response.setProperties(structOf(outputs));
        return response;
    }

    async invoke(request: ResourceInvokeRequest): Promise<InvokeResponse> {
        await this.transforms.applyToInvoke(request);
        const token = request.getTok();
        const args = plainRecord(request.getArgs()?.toJavaScript() ?? {});
        const result =
            token === "pulumi:pulumi:getResource"
                ? this.stateOf(String(args.urn))
                : await this.call(token, args, request.getProvider());
        const response = new InvokeResponse();
        response.setReturn(structOf(wireRecord(result)));
        return response;
    }

    /** Answers a method of a remote component. */
    async callMethod(request: ResourceCallRequest): Promise<CallResponse> {
        const { handler } = this.options;
        if (handler.call === undefined) {
            throw new Error(notSupported("method calls on remote components"));
        }
        const response = new CallResponse();
        response.setReturn(structOf(wireRecord(await handler.call(request.getTok()))));
        return response;
    }

    /** Takes note of a hook, which nothing will call. */
    registerHook(): Empty {
        if (this.options.handler.leavesOutHooks !== true) {
            throw new Error(notSupported("resource hooks"));
        }
        return new Empty();
    }

    private async call(
        token: string,
        args: Record<string, unknown>,
        provider: string,
    ): Promise<Record<string, unknown>> {
        const providerInputs = this.inheritance.providerInputs(token, provider);
        try {
            return await this.options.handler.invoke(token, args, {
                providerInputs,
                registrations: this.registrations,
            });
        } catch (error) {
            throw new Error(`${token}: ${messageOf(error)}`, { cause: error });
        }
    }

    private add(registration: Registration): void {
        if (this.byUrn.has(registration.urn)) {
            throw new ResourceError(
                registration,
                `there is already a resource with the URN ${registration.urn}; give one of the two another name`,
            );
        }
        this.byUrn.set(registration.urn, registration);
        this.registrations.push(registration);
    }

    private async complete(registration: Registration): Promise<Record<string, Wire>> {
        if (registration.remote) {
            return this.construct(registration);
        }
        if (!registration.custom) {
            await this.options.beforeCreate?.(registration);
            this.options.afterCreate?.(registration);
            return {};
        }
        if (isProviderType(registration.type)) {
            registration.id = providerId(registration.urn);
            registration.outputs = registration.inputs;
            return wireRecord(registration.rawInputs);
        }
        this.refuseUnknown(registration);
        return this.create(registration);
    }

    private async construct(registration: Registration): Promise<Record<string, Wire>> {
        const { handler, beforeCreate, afterCreate } = this.options;
        if (handler.construct === undefined) {
            throw new Error(
                "is a remote component, and what it contains is known only to its own plugin; it can't be evaluated here",
            );
        }
        await beforeCreate?.(registration);
        registration.outputs = await handler.construct(registration);
        afterCreate?.(registration);
        return outputsOnWire(registration);
    }

    private async create(registration: Registration): Promise<Record<string, Wire>> {
        await this.options.beforeCreate?.(registration);
        registration.outputs = { ...registration.inputs, ...(await this.answerOf(registration)) };
        this.options.afterCreate?.(registration);
        return outputsOnWire(registration);
    }

    private async answerOf(registration: Registration): Promise<Record<string, unknown>> {
        const { handler, preview } = this.options;
        if (preview && registration.id === undefined) {
            return (await handler.preview?.(registration)) ?? {};
        }
        const { id, outputs } = await handler.create(registration);
        registration.id = id;
        return outputs;
    }

    private refuseUnknown(registration: Registration): void {
        const path = this.options.preview || this.options.allowUnknown ? undefined : findUnknown(registration.inputs);
        if (path !== undefined) {
            const property = path.split(/[.[]/, 1)[0] ?? path;
            const sources = registration.propertyDependencies[property]?.map((urn) => {
                const source = this.byUrn.get(urn);
                return source === undefined ? urn : `${source.type} "${source.name}"`;
            });
            const from = sources === undefined || sources.length === 0 ? "" : ` (it comes from ${sources.join(", ")})`;
            throw new Error(`input "${path}" needs an output that no handler returned${from}`);
        }
    }

    private stateOf(urn: string): Record<string, unknown> {
        const registration = this.byUrn.get(urn);
        if (registration === undefined) {
            throw new Error(`there is no resource with the URN ${urn}`);
        }
        return { urn, id: registration.id ?? "", state: registration.outputs };
    }

    private async within<T>(registration: Registration, work: () => Promise<T>): Promise<T> {
        try {
            return await work();
        } catch (error) {
            throw error instanceof ResourceError ? error : new ResourceError(registration, error);
        }
    }
}

/** Takes values that are partly on the wire already, so marked objects pass through as they are. */
function wireRecord(values: Record<string, unknown>): Record<string, Wire> {
    const wire = toWire(values);
    return isRecord(wire) ? (wire as Record<string, Wire>) : {};
}

function plainRecord(raw: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, toPlain(value)]));
}

function structOf(values: Record<string, Wire>): Struct {
    return Struct.fromJavaScript(values);
}

function notSupported(what: string): string {
    return `${what} are not supported when a program is evaluated here`;
}

/** Real providers get a random id. This one is the same on each run, so that evaluations can be compared. */
function providerId(urn: string): string {
    const hash = createHash("sha256").update(urn).digest("hex");
    return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join("-");
}
