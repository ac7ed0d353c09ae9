import * as aws from "@pulumi/aws";
import {
    AlarmTopic,
    AssistantEndpoint,
    AssistantRuntime,
    CatalogSync,
    DocumentKind,
    Guardrail,
    KnowledgeBase,
    OrderStore,
    ProductCatalog,
    S3VectorStore,
    ShopApi,
    ShopperPool,
    ShoppingAgent,
    VectorCollection,
    type VectorStoreOutputs,
} from "../../../../components/index";
import { dataKey, logStore } from "../parts";

const MODEL = "eu.anthropic.claude-sonnet-4-6";

const key = dataKey("events");
const stream = new aws.kinesis.Stream(
    "events",
    { streamModeDetails: { streamMode: "ON_DEMAND" }, encryptionType: "KMS", kmsKeyId: key.arn, retentionPeriod: 168 },
    { protect: true },
);
const events = { streamName: stream.name, streamArn: stream.arn, keyArn: key.arn };
const alarmTopicArn = new AlarmTopic("alarms").topicArn;

// Only the account's owner knows where requests to buckets are logged.
const accessLogs = logStore("access-logs", key);
const catalog = new ProductCatalog("shop-catalog", { accessLogBucketName: accessLogs.bucket });
const documents = { bucketName: catalog.bucketName, bucketKeyArn: catalog.keyArn };
const [knowledgeBase, searchable] = Object.entries({
    knowledge: new S3VectorStore("shop-vectors").store,
    search: new VectorCollection("shop-search", { standbyReplicas: true }).store,
}).map(([name, store]) => describedBase(name, store));
if (knowledgeBase === undefined || searchable === undefined) {
    throw new Error("a knowledge base is missing");
}

const orders = new OrderStore("shop-orders", {
    policy: {
        currency: "USD",
        shipping: { standard: { priceMinor: 599, delivery: "5 to 7 business days" } },
        shipsTo: ["US"],
    },
    mail: { fromAddress: "orders@shop.example.com", shopName: "Shop" },
    events,
    alarmTopicArn,
});
new CatalogSync("shop-sync", { catalog, knowledgeBase, events, alarmTopicArn });
const shoppers = new ShopperPool("shoppers", { callbackUrls: ["https://shop.example.com/signed-in"] });

const tokens = { issuer: shoppers.issuer, audience: shoppers.clientId };
const tools = {
    products: { name: catalog.tableName, keyArn: catalog.keyArn },
    orders: { name: orders.ordersTableName, keyArn: orders.keyArn },
    conversations: { name: orders.conversationsTableName, keyArn: orders.keyArn },
    shopPolicyJson: orders.shopPolicyJson,
    alarmTopicArn,
};
const { conversations: _, ...sold } = tools;
new ShopApi("shop-api", { ...sold, knowledgeBase, tokens });
const rail = new Guardrail("shop-guardrail");
const guardrail = { id: rail.guardrailId, arn: rail.guardrailArn, version: rail.version, keyArn: rail.keyArn };
new AssistantEndpoint("shop-assistant", {
    runtime: AssistantRuntime.Converse,
    model: MODEL,
    guardrail,
    events,
    tokens,
    knowledgeBase,
    ...tools,
});
const agent = new ShoppingAgent("shop-agent", { model: MODEL, guardrail, knowledgeBase: searchable, ...tools });
new AssistantEndpoint("shop-agent-assistant", {
    runtime: AssistantRuntime.BedrockAgents,
    model: MODEL,
    agent: { id: agent.agentId, aliasId: agent.aliasId, aliasArn: agent.aliasArn, keyArn: agent.keyArn },
    events,
    tokens,
    knowledgeBase: searchable,
    ...tools,
});

/** A knowledge base of products and policies, as its readers are told of it. */
function describedBase(name: string, store: VectorStoreOutputs) {
    const base = new KnowledgeBase(name, {
        store,
        dataSources: {
            products: { ...documents, prefix: "documents/products/", kind: DocumentKind.Products },
            policies: { ...documents, prefix: "policies/", kind: DocumentKind.Prose },
        },
    });
    return {
        id: base.knowledgeBaseId,
        arn: base.knowledgeBaseArn,
        productDataSourceId: base.dataSourceId("products"),
        policyDataSourceId: base.dataSourceId("policies"),
    };
}
