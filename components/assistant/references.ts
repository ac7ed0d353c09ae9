import type * as pulumi from "@pulumi/pulumi";
import type { ShopKnowledgeBase, TableReference } from "../shop/references";

/** A guardrail at a version: outputs of a Guardrail. */
export interface GuardrailReference {
    /** Id of the guardrail. */
    id: pulumi.Input<string>;
    /** ARN of the guardrail. */
    arn: pulumi.Input<string>;
    /** Number of the version; never `DRAFT`, which changes under who uses it. */
    version: pulumi.Input<string>;
    /** ARN of the KMS key that encrypts it, where it is a customer managed one. */
    keyArn?: pulumi.Input<string>;
}

/** Where human beings answer in Amazon Connect. */
export interface HandOverArgs {
    /** Id of the Amazon Connect instance. */
    instanceId: pulumi.Input<string>;
    /** Id of the contact flow that chats begin in. */
    contactFlowId: pulumi.Input<string>;
}

/** What the assistant's tools work with. */
export interface AssistantToolsArgs {
    /** Products: outputs of a ProductCatalog. */
    products: TableReference;
    /** Carts, quotes and orders: outputs of an OrderStore. */
    orders: TableReference;
    /** Conversations: outputs of an OrderStore. */
    conversations: TableReference;
    /** Knowledge base that products and policies are searched in. */
    knowledgeBase: ShopKnowledgeBase;
    /** The shop's policy: output of an OrderStore. */
    shopPolicyJson: pulumi.Input<string>;
    /** Where conversations are handed over to. Default: nowhere; the assistant says how people are reached. */
    handOver?: HandOverArgs;
}
