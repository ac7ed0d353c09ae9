import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { urnOfReference } from "../engine/inheritance";
import { outputsOnWire } from "../engine/outputs";
import { nameOf, packageOf, typeOf } from "../engine/urn";
import { toPolicyWire, toWire } from "../engine/values";
import type { Registration } from "../types";

/** A resource as a resource policy sees it: with what the program asked for. */
export function analyzeRequest(registration: Registration): analyzer.AnalyzeRequest {
    const request = new analyzer.AnalyzeRequest();
    describe(request, registration);
    request.setProperties(structOf(registration.rawInputs));
    return request;
}

/** The resources as a stack policy sees them: with what the program got. */
export function analyzeStackRequest(registrations: readonly Registration[]): analyzer.AnalyzeStackRequest {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(registrations.map(analyzerResource));
    return request;
}

function analyzerResource(registration: Registration): analyzer.AnalyzerResource {
    const resource = new analyzer.AnalyzerResource();
    describe(resource, registration);
    resource.setProperties(structOf({ ...idOf(registration), ...outputsOnWire(registration) }));
    resource.setParent(registration.parent ?? "");
    resource.setDependenciesList(registration.dependencies);
    for (const [property, urns] of Object.entries(registration.propertyDependencies)) {
        const dependencies = new analyzer.AnalyzerPropertyDependencies();
        dependencies.setUrnsList(urns);
        resource.getPropertydependenciesMap().set(property, dependencies);
    }
    return resource;
}

/**
 * Bridged providers, AWS's among them, give the id among the outputs as well: that is how a stack policy knows whom a
 * property names that holds an id.
 */
function idOf({ custom, id }: Registration): Record<string, string> {
    return custom && id !== undefined ? { id } : {};
}

function describe(message: analyzer.AnalyzeRequest | analyzer.AnalyzerResource, registration: Registration): void {
    message.setUrn(registration.urn);
    message.setType(registration.type);
    message.setName(registration.name);
    message.setOptions(optionsOf(registration));
    if (registration.custom) {
        message.setProvider(providerOf(registration));
    }
}

function optionsOf(registration: Registration): analyzer.AnalyzerResourceOptions {
    const options = new analyzer.AnalyzerResourceOptions();
    options.setProtect(registration.protect);
    options.setIgnorechangesList(registration.ignoreChanges);
    options.setDeletebeforereplace(registration.deleteBeforeReplace);
    options.setDeletebeforereplacedefined(registration.deleteBeforeReplace);
    options.setAdditionalsecretoutputsList(registration.additionalSecretOutputs);
    options.setAliasesList(registration.aliases);
    options.setParent(registration.parent ?? "");
    options.setCustomtimeouts(new analyzer.AnalyzerResourceOptions.CustomTimeouts());
    return options;
}

/** The engine gives default providers the version in their name; rules must not depend on that, so it is left out. */
function providerOf(registration: Registration): analyzer.AnalyzerProviderResource {
    const packageName = packageOf(registration.type);
    const [, stack, project] = /^urn:pulumi:(.*?)::(.*?)::/.exec(registration.urn) ?? [];
    const urn =
        registration.provider === undefined
            ? `urn:pulumi:${stack}::${project}::pulumi:providers:${packageName}::default`
            : urnOfReference(registration.provider);
    const provider = new analyzer.AnalyzerProviderResource();
    provider.setUrn(urn);
    provider.setType(typeOf(urn));
    provider.setName(nameOf(urn));
    provider.setProperties(structOf(toWire(registration.providerInputs) as Record<string, unknown>));
    return provider;
}

function structOf(values: Record<string, unknown>): Struct {
    return Struct.fromJavaScript(toPolicyWire(values) as Record<string, never>);
}
