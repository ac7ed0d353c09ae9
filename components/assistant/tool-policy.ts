import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import type { PolicyStatement } from "../lake/policy-document";
import { arnIn } from "../support/arns";
import { tableKeyStatement } from "../support/data-statements";
import type { AssistantToolsArgs } from "./references";

const CONVERSATION_ACTIONS = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];

/** What the tools work with, as policies name it. */
export interface ToolFacts {
    readonly place: Place;
    readonly productsTableArn: string;
    readonly ordersTableArn: string;
    readonly conversationsTableArn: string;
    readonly conversationsKeyArn: string;
    readonly tableKeyArns: readonly string[];
    readonly knowledgeBaseArn: string;
    readonly handOver: { readonly instanceId: string; readonly contactFlowId: string } | undefined;
}

/** The facts, once they are known. */
export function toolFacts(args: AssistantToolsArgs, place: pulumi.Output<Place>): pulumi.Output<ToolFacts> {
    const { products, orders, conversations } = args;
    const table = (name: pulumi.Input<string>) => arnIn(place, "dynamodb", pulumi.interpolate`table/${name}`);
    return pulumi.output({
        place,
        productsTableArn: table(products.name),
        ordersTableArn: table(orders.name),
        conversationsTableArn: table(conversations.name),
        conversationsKeyArn: conversations.keyArn,
        tableKeyArns: [products.keyArn, orders.keyArn, conversations.keyArn],
        knowledgeBaseArn: args.knowledgeBase.arn,
        handOver: args.handOver,
    });
}

/** The settings that the tools read. */
export function toolEnvironment(args: AssistantToolsArgs): Record<string, pulumi.Input<string>> {
    return {
        PRODUCTS_TABLE: args.products.name,
        ORDERS_TABLE: args.orders.name,
        CONVERSATIONS_TABLE: args.conversations.name,
        KNOWLEDGE_BASE_ID: args.knowledgeBase.id,
        PRODUCT_DATA_SOURCE_ID: args.knowledgeBase.productDataSourceId,
        POLICY_DATA_SOURCE_ID: args.knowledgeBase.policyDataSourceId,
        SHOP_POLICY: args.shopPolicyJson,
        ...(args.handOver !== undefined && {
            CONNECT_INSTANCE_ID: args.handOver.instanceId,
            CONNECT_CONTACT_FLOW_ID: args.handOver.contactFlowId,
        }),
    };
}

/** The least that the eleven tools need. None of them writes a product or places an order. */
export function toolStatements(facts: ToolFacts): PolicyStatement[] {
    return [
        ...catalogueStatements(facts),
        {
            sid: "CartsAndQuotes",
            actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
            resources: [facts.ordersTableArn],
        },
        {
            sid: "OrdersOfAShopper",
            actions: ["dynamodb:Query"],
            resources: [`${facts.ordersTableArn}/index/by_shopper`],
        },
        { sid: "Conversations", actions: CONVERSATION_ACTIONS, resources: [facts.conversationsTableArn] },
        tableKeyStatement(facts.tableKeyArns, facts.place.region),
        { sid: "SearchKnowledge", actions: ["bedrock:Retrieve"], resources: [facts.knowledgeBaseArn] },
        ...handOverStatements(facts),
    ];
}

function catalogueStatements({ productsTableArn }: ToolFacts): PolicyStatement[] {
    return [
        {
            sid: "ReadProducts",
            actions: ["dynamodb:BatchGetItem", "dynamodb:Scan"],
            resources: [productsTableArn],
        },
        {
            sid: "ProductsByCategory",
            actions: ["dynamodb:Query"],
            resources: [`${productsTableArn}/index/by_category`],
        },
    ];
}

/** Reads back what was said, and what tools did that ran elsewhere: an assistant's need beside that of the tools. */
export function historyStatement({ conversationsTableArn }: ToolFacts): PolicyStatement {
    return { sid: "ReadHistory", actions: ["dynamodb:Query"], resources: [conversationsTableArn] };
}

/** All that an assistant needs whose tools run elsewhere: the conversations, and their table's key. */
export function conversationStatements(facts: ToolFacts): PolicyStatement[] {
    return [
        { sid: "Conversations", actions: CONVERSATION_ACTIONS, resources: [facts.conversationsTableArn] },
        historyStatement(facts),
        tableKeyStatement([facts.conversationsKeyArn], facts.place.region),
    ];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html */
function handOverStatements({ handOver, place }: ToolFacts): PolicyStatement[] {
    if (handOver === undefined) return [];
    const instance = `arn:${place.partition}:connect:${place.region}:${place.accountId}:instance/${handOver.instanceId}`;
    return [
        {
            sid: "StartChat",
            actions: ["connect:StartChatContact"],
            resources: [instance, `${instance}/contact-flow/${handOver.contactFlowId}`, `${instance}/contact/*`],
        },
    ];
}
