import { fileURLToPath } from "node:url";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { CustomTimeouts, Registration, SourcePosition } from "../types";
import type { UrnBuilder } from "./urn";
import { hasSecret, toPlain } from "./values";

/** Files by their URLs: a program has few, and names one for each resource. */
const files = new Map<string, string>();

/** What the ancestors and the provider in charge contribute to a registration. */
export interface Inherited {
    protect: boolean;
    retainOnDelete: boolean;
    deletedWith?: string;
    provider?: string;
    providerInputs: Record<string, unknown>;
}

/** Reads a registration out of the program's request. */
export function registrationOf(request: RegisterResourceRequest, urns: UrnBuilder, inherited: Inherited): Registration {
    const parent = request.getParent() || undefined;
    const type = request.getType();
    const name = request.getName();
    const propertyDependencies: Record<string, string[]> = {};
    request.getPropertydependenciesMap().forEach((sources, property) => {
        propertyDependencies[property] = sources.getUrnsList();
    });
    return {
        ...blank(urns.of(parent, type, name), type, name, inherited),
        custom: request.getCustom(),
        remote: request.getRemote(),
        parent,
        ...inputsOf(request.getObject()?.toJavaScript() ?? {}),
        dependencies: request.getDependenciesList(),
        propertyDependencies,
        deleteBeforeReplace: request.getDeletebeforereplace(),
        replaceOnChanges: request.getReplaceonchangesList(),
        ignoreChanges: request.getIgnorechangesList(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        aliases: [
            ...new Set([
                ...request.getAliasurnsList(),
                ...request.getAliasesList().map((alias) => aliasUrn(alias, { parent, type, name }, urns)),
            ]),
        ],
        customTimeouts: timeoutsOf(request),
        sourcePosition: positionOf(request.getStacktrace()),
        id: request.getImportid() || undefined,
    };
}

/** Reads a registration out of a request to read an existing resource (`Bucket.get`, a stack reference). */
export function readRegistrationOf(request: ReadResourceRequest, urns: UrnBuilder, inherited: Inherited): Registration {
    const parent = request.getParent() || undefined;
    const type = request.getType();
    const name = request.getName();
    return {
        ...blank(urns.of(parent, type, name), type, name, inherited),
        custom: true,
        parent,
        ...inputsOf(request.getProperties()?.toJavaScript() ?? {}),
        dependencies: request.getDependenciesList(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        sourcePosition: positionOf(request.getStacktrace()),
        id: request.getId(),
    };
}

/** The parts of a registration that come from its inputs on the wire. */
export function inputsOf(
    rawInputs: Record<string, unknown>,
): Pick<Registration, "inputs" | "rawInputs" | "secretInputs"> {
    const inputs: Record<string, unknown> = {};
    const secretInputs: string[] = [];
    for (const [key, value] of Object.entries(rawInputs)) {
        inputs[key] = toPlain(value);
        if (hasSecret(value)) {
            secretInputs.push(key);
        }
    }
    return { inputs, rawInputs, secretInputs };
}

function blank(urn: string, type: string, name: string, inherited: Inherited): Registration {
    return {
        urn,
        type,
        name,
        custom: false,
        remote: false,
        inputs: {},
        rawInputs: {},
        secretInputs: [],
        dependencies: [],
        propertyDependencies: {},
        ...inherited,
        deleteBeforeReplace: false,
        replaceOnChanges: [],
        ignoreChanges: [],
        additionalSecretOutputs: [],
        aliases: [],
        outputs: {},
    };
}

/**
 * The SDK takes the frames of ES modules, which name files by URL, for paths. Such a URL ends up at the end of another,
 * encoded once more.
 */
function fileOf(uri: string): string {
    const known = files.get(uri);
    if (known !== undefined) {
        return known;
    }
    const [, nested] = /^file:\/\/.*\/file:(\/.*)$/.exec(uri) ?? [];
    const file = fileURLToPath(nested === undefined ? uri : new URL(`file://${decodeURIComponent(nested)}`));
    files.set(uri, file);
    return file;
}

function aliasUrn(
    alias: Alias,
    resource: { parent: string | undefined; type: string; name: string },
    urns: UrnBuilder,
): string {
    const spec = alias.getSpec();
    if (spec === undefined) {
        return alias.getUrn();
    }
    return urns.of(
        spec.getNoparent() ? undefined : spec.getParenturn() || resource.parent,
        spec.getType() || resource.type,
        spec.getName() || resource.name,
        spec.getProject() || undefined,
        spec.getStack() || undefined,
    );
}

function timeoutsOf(request: RegisterResourceRequest): CustomTimeouts | undefined {
    const timeouts = request.getCustomtimeouts();
    const given = Object.entries({
        create: timeouts?.getCreate(),
        update: timeouts?.getUpdate(),
        delete: timeouts?.getDelete(),
    }).filter(([, duration]) => duration !== undefined && duration !== "");
    return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** The innermost frame that is the user's own code: frames in `node_modules` say where a library made the resource. */
function positionOf(trace: StackTrace | undefined): SourcePosition | undefined {
    for (const frame of trace?.getFramesList() ?? []) {
        const position = frame.getPc();
        const uri = position?.getUri();
        if (position !== undefined && uri?.startsWith("file://") && !uri.includes("/node_modules/")) {
            return { file: fileOf(uri), line: position.getLine(), column: position.getColumn() };
        }
    }
    return undefined;
}
