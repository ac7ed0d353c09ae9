import { UNKNOWN } from "../engine/values";
import type { CreatedResource, Registration, ResourceHandler } from "../types";
import { modelledFunctions } from "./functions";
import { Modelling, type Models } from "./modelling";
import { applicationModels } from "./models/application";
import { assistantModels } from "./models/assistant";
import { catalogModels } from "./models/catalog";
import { managementModels } from "./models/management";
import { storageModels } from "./models/storage";
import { streamingModels } from "./models/streaming";
import { placeOf } from "./place";

export { MODELLED_ACCOUNT } from "./place";

const models: Models = {
    ...storageModels,
    ...streamingModels,
    ...catalogModels,
    ...managementModels,
    ...applicationModels,
    ...assistantModels,
};

/** Resources of services that know no regions, so that their ARNs name none. */
const GLOBAL_SERVICES = new Set(["iam", "cloudfront", "route53", "organizations"]);

/**
 * Answers as AWS would, without an account and without a network: ids and ARNs have AWS's form, are the same on each
 * run, and lie in account {@link MODELLED_ACCOUNT}. Types without a model of their own get one from a general pattern;
 * {@link isModelledExactly} tells them apart. Refuses types of other providers.
 */
export const modelledAws: ResourceHandler = {
    async create(registration) {
        if (!registration.type.startsWith("aws:")) {
            throw new Error(refusal(registration.type));
        }
        const resource = new Modelling(registration);
        const created = (models[registration.type] ?? generalModel)(resource);
        const id = registration.id ?? created.id;
        return { id, outputs: { ...commonOutputs(registration), ...created.outputs } };
    },

    async preview(registration) {
        const { outputs } = await this.create(registration);
        return Object.fromEntries(
            Object.entries(outputs).map(([key, value]) => [key, key in registration.inputs ? value : UNKNOWN]),
        );
    },

    async invoke(token, args, context) {
        const answer = modelledFunctions[token];
        if (answer === undefined) {
            throw new Error("this function is not modelled, and there is no account to ask");
        }
        return answer(args, placeOf(args, context?.providerInputs), context?.registrations ?? []);
    },
};

/** Whether ids and ARNs of a type are modelled after what AWS documents for it, rather than by the general pattern. */
export function isModelledExactly(type: string): boolean {
    return type in models;
}

/** Whether a provider function can be answered without an account. */
export function isModelledFunction(token: string): boolean {
    return token in modelledFunctions;
}

/** What nearly every resource of the provider has: where it lies, and its tags with the provider's default tags. */
function commonOutputs({ inputs, providerInputs }: Registration): Record<string, unknown> {
    const defaults = (providerInputs.defaultTags as { tags?: Record<string, unknown> } | undefined)?.tags;
    const tags = inputs.tags as Record<string, unknown> | undefined;
    return {
        region: placeOf(inputs, providerInputs).region,
        ...(tags === undefined && defaults === undefined ? {} : { tagsAll: { ...defaults, ...tags } }),
    };
}

function generalModel(it: Modelling): CreatedResource {
    const [, module = "", type = ""] = it.registration.type.split(":");
    const service = module.split("/")[0] ?? module;
    const id = it.name();
    const resource = `${type.toLowerCase()}/${id}`;
    const arn = GLOBAL_SERVICES.has(service) ? it.globalArn(service, resource) : it.arn(service, resource);
    return { id, outputs: { arn, ...ownReferences(it, type, id, arn) } };
}

/**
 * Many resources give their id and ARN under the end of their type's name: `AgentAgentAlias` has an `agentAliasArn`.
 * What the provider doesn't declare, no program can read.
 */
function ownReferences(it: Modelling, type: string, id: string, arn: string): Record<string, string> {
    const words = type.match(/[A-Z][a-z0-9]*/g) ?? [];
    const endings = words.map((_, index) => words.slice(index).join(""));
    return Object.fromEntries(
        endings
            .map((ending) => `${ending.charAt(0).toLowerCase()}${ending.slice(1)}`)
            .flatMap((ending) => [
                [`${ending}Id`, id],
                [`${ending}Arn`, arn],
            ])
            .filter(([property]) => property !== undefined && !(property in it.inputs)),
    );
}

function refusal(type: string): string {
    return type === "pulumi:pulumi:StackReference"
        ? "the outputs of another stack can't be read without a backend"
        : "only resources of the AWS provider can be modelled";
}
