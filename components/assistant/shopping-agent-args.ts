import type * as pulumi from "@pulumi/pulumi";
import type { ShopFunctionArgs } from "../shop/references";
import type { ComponentArgs, OperationArgs } from "../support/component-args";
import type { AssistantToolsArgs, GuardrailReference } from "./references";

/** Arguments of a ShoppingAgent. */
export interface ShoppingAgentArgs extends AssistantToolsArgs, OperationArgs, ComponentArgs {
    /**
     * Name of the agent, and beginning of its functions' names; 1 to 50 lower-case letters, digits and inner hyphens.
     * Default: the component's name.
     */
    physicalName?: string;
    /**
     * The model: id or ARN of a model or of an inference profile, as in `eu.anthropic.claude-sonnet-4-6`. One that Bedrock
     * has retired is refused, and one that ends within 90 days is warned of.
     */
    model: string;
    /** The guardrail that the agent answers behind, at a numbered version. */
    guardrail: GuardrailReference;
    /** What the agent is told to be and do, 40 to 20,000 characters. Default: the instruction of the shopping assistant. */
    instruction?: string;
    /** How long a conversation may pause, in seconds, 60 to 5400. Default: 1800. */
    idleSessionSeconds?: number;
    /** Name of the alias. It stays; what it points at follows the content. Default: `live`. */
    aliasName?: string;
    /**
     * How many versions are kept for going back to, beside those that an alias uses, 1 to 50. Each answers behind the version
     * of the guardrail of its time, which is there only with the guardrail's `keepOldVersions`. Default: 5.
     */
    keepVersions?: number;
    /** Settings of the function behind the tools. Default: 512 MB. */
    toolFunction?: ShopFunctionArgs;
    /** Settings of the function that prepares the agent when the program is deployed. Default: 256 MB. */
    prepareFunction?: ShopFunctionArgs;
    /**
     * ARN of the KMS key for the agent, its sessions, the logs and the functions' settings; its policy must let
     * `logs.<region>.amazonaws.com` use it. Default: a key of its own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Whether a `destroy` may delete key and logs; the stack setting `lakefront:allowDeletion` must say so as well.
     * Default: false.
     */
    allowDeletion?: boolean;
}
