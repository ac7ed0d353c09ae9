import type * as pulumi from "@pulumi/pulumi";
import type { EventStreamReference, ShopFunctionArgs } from "../shop/references";
import type { ComponentArgs, OperationArgs } from "../support/component-args";
import type { AssistantToolsArgs, GuardrailReference } from "./references";

/** What answers a shopper. */
export const AssistantRuntime = {
    /** Our own loop over the Converse API of Bedrock: in every account. */
    Converse: "converse",
    /** An agent of Bedrock (Agents Classic): only in accounts that used it before July 2026. */
    BedrockAgents: "bedrockAgents",
} as const;
export type AssistantRuntime = (typeof AssistantRuntime)[keyof typeof AssistantRuntime];

/** An agent behind its alias: outputs of a ShoppingAgent. */
export interface AgentReference {
    /** Id of the agent. */
    id: pulumi.Input<string>;
    /** Id of the alias. */
    aliasId: pulumi.Input<string>;
    /** ARN of the alias. */
    aliasArn: pulumi.Input<string>;
    /** ARN of the KMS key of the agent's sessions. */
    keyArn: pulumi.Input<string>;
}

/** Whose tokens the assistant accepts: outputs of a ShopperPool, or of another OpenID provider. */
export interface AssistantTokenArgs {
    /** Issuer, an https address, exactly as in the tokens' `iss`. */
    issuer: pulumi.Input<string>;
    /** Audience, as in the tokens' `aud`: the client's id. */
    audience: pulumi.Input<string>;
    /** Address of the issuer's public keys. Default: under the issuer, as OpenID Connect says. */
    jwksUri?: pulumi.Input<string>;
}

/** What the model costs, for the cost of each turn in the lake. */
export interface ModelPriceArgs {
    /** Millionths of a US dollar for 1,000 tokens that the model reads. */
    inputMicrosPer1k: number;
    /** Millionths of a US dollar for 1,000 tokens that the model writes. */
    outputMicrosPer1k: number;
}

/** Arguments of an AssistantEndpoint. */
export interface AssistantEndpointArgs extends AssistantToolsArgs, OperationArgs, ComponentArgs {
    /**
     * Name of the function, and beginning of its alarms' names; 1 to 50 lower-case letters, digits and inner hyphens.
     * Default: the component's name.
     */
    physicalName?: string;
    /** What answers. */
    runtime: AssistantRuntime;
    /**
     * The model: id or ARN of a model or of an inference profile, as in `eu.anthropic.claude-sonnet-4-6`. One that Bedrock
     * has retired is refused, and one that ends within 90 days is warned of. For `bedrockAgents` it says what stands in
     * the lake's rows, and must be the agent's.
     */
    model: string;
    /** The guardrail, at a numbered version. Needed for `converse`; an agent brings its own. */
    guardrail?: GuardrailReference;
    /** The agent. Needed for `bedrockAgents`. */
    agent?: AgentReference;
    /** The stream that turns and tool calls go to: outputs of a ShopFeed. */
    events: EventStreamReference;
    /** Whose tokens are accepted from shoppers. */
    tokens: AssistantTokenArgs;
    /** Name of the shop, as the assistant says it. Default: "the shop". */
    shopName?: string;
    /** What the model costs. Default: not known, and no cost in the lake. */
    modelPrice?: ModelPriceArgs;
    /** Whether tools and instruction are kept in the model's prompt cache; not every model has one. Default: false. */
    promptCache?: boolean;
    /**
     * Settings of the function. Its reserved concurrency bounds how many turns run at once, and with them what the model
     * can cost in a minute. Default: 512 MB, no bound.
     */
    assistantFunction?: ShopFunctionArgs;
    /**
     * ARN of the KMS key for the log and the function's settings; its policy must let `logs.<region>.amazonaws.com` use
     * it. Default: a key of its own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Whether a `destroy` may delete key and log; the stack setting `lakefront:allowDeletion` must say so as well.
     * Default: false.
     */
    allowDeletion?: boolean;
}
