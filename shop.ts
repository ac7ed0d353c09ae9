import type * as pulumi from "@pulumi/pulumi";
import {
    AssistantEndpoint,
    AssistantRuntime,
    CatalogSync,
    DocumentKind,
    dateProjection,
    type FeedLocation,
    type FeedStreamArgs,
    Guardrail,
    KnowledgeBase,
    type LakeDatabase,
    LakeTable,
    OrderStore,
    ProductCatalog,
    S3VectorStore,
    ShopApi,
    ShopFeed,
    ShopperPool,
    ShoppingAgent,
    VectorCollection,
} from "./components/index";
import type { LakefrontConfig, ShopSetting } from "./config";

/** The tables that the shop fills, by schema. */
export const SHOP_TABLES = ["assistant_turns", "assistant_tool_calls", "orders", "order_lines", "catalog_syncs"];
/** The views over them. */
export const SHOP_VIEWS = ["orders_latest", "assistant_daily", "handover_contacts", "search_misses"];

/** Enough for some 100 requests a second, and an end to what a flood can cost. */
const BOUNDS = {
    throughput: { maxReadUnits: 4000, maxWriteUnits: 1000 },
    functions: {
        sync: { reservedConcurrency: 2 },
        events: { reservedConcurrency: 10 },
        mail: { reservedConcurrency: 10 },
        api: { reservedConcurrency: 100 },
        assistant: { reservedConcurrency: 50 },
        tools: { reservedConcurrency: 50 },
        // Runs at deployment alone.
        setUp: { reservedConcurrency: 1 },
    },
};
const UNBOUNDED = {
    throughput: undefined,
    functions: { sync: {}, events: {}, mail: {}, api: {}, assistant: {}, tools: {}, setUp: {} },
};

/** What the shop's way into the lake joins. */
export interface ShopLakeContext {
    readonly config: LakefrontConfig;
    readonly database: LakeDatabase;
    readonly curated: FeedLocation;
    readonly raw: FeedLocation;
    readonly stream: FeedStreamArgs;
    readonly alarmTopicArn: pulumi.Input<string>;
    readonly catalogKeyArn?: pulumi.Input<string>;
    readonly governed: pulumi.ComponentResourceOptions;
    /** Account, Region, partition and tags of everything. */
    readonly shared: ShopShared;
}

/** What every component of the shop is told alike. */
export interface ShopShared {
    readonly accountId: pulumi.Input<string>;
    readonly region: pulumi.Input<string>;
    readonly partition: pulumi.Input<string>;
    readonly tags: Record<string, string>;
}

/** The shop's tables, and the feed that fills them. */
export function shopInLake(context: ShopLakeContext): { tables: LakeTable[]; feed: ShopFeed } {
    const { config, curated, raw, shared } = context;
    const { databaseName } = context.database;
    const tables = SHOP_TABLES.map(
        (schema) =>
            new LakeTable(schema.replaceAll("_", "-"), {
                databaseName,
                schema,
                location: { bucketName: curated.bucketName, prefix: schema },
                projections: { event_date: dateProjection({ from: config.goLive }) },
            }),
    );
    const feed = new ShopFeed(
        "shop-feed",
        {
            physicalName: `${config.namePrefix}-shop`,
            databaseName,
            tables: Object.fromEntries(tables.map((table, index) => [SHOP_TABLES[index] ?? "", table.tableName])),
            curated,
            raw,
            quarantine: { ...raw, prefix: "quarantine" },
            stream: context.stream,
            delivery: { bufferSeconds: config.bufferSeconds, bufferMegabytes: config.bufferMegabytes },
            alarms: { topicArn: context.alarmTopicArn },
            catalogKeyArn: context.catalogKeyArn,
            governedByLakeFormation: true,
            logRetentionDays: config.logRetentionDays,
            allowDeletion: config.disposable,
            ...shared,
        },
        context.governed,
    );
    return { tables, feed };
}

/** What the shop joins. */
export interface ShopContext {
    readonly config: LakefrontConfig;
    readonly settings: ShopSetting;
    readonly feed: ShopFeed;
    readonly accessLogBucketName: pulumi.Input<string>;
    readonly alarmTopicArn: pulumi.Input<string>;
    readonly shared: ShopShared;
}

/** The shop: its catalogue and what knows it, its orders, its accounts, its API, and the assistant. */
export function openShop({ config, settings, feed, accessLogBucketName, alarmTopicArn, shared }: ShopContext) {
    const { namePrefix } = config;
    const { throughput, functions } = settings.bounded ? BOUNDS : UNBOUNDED;
    const everywhere = { logRetentionDays: config.logRetentionDays, allowDeletion: config.disposable, ...shared };

    const catalog = new ProductCatalog("catalog-of-products", {
        physicalName: namePrefix,
        catalogFile: settings.catalogFile,
        policyFolder: settings.policyFolder,
        accessLogBucketName,
        throughput,
        alarmTopicArn,
        allowDeletion: config.disposable,
        ...shared,
    });
    const documents = { bucketName: catalog.bucketName, bucketKeyArn: catalog.keyArn };
    const knowledge = new KnowledgeBase("knowledge", {
        physicalName: `${namePrefix}-knowledge`,
        store: vectorStore(settings, namePrefix, everywhere).store,
        description: `What ${settings.name} sells, and its policies.`,
        dataSources: {
            products: { ...documents, prefix: "documents/products/", kind: DocumentKind.Products },
            policies: { ...documents, prefix: "policies/", kind: DocumentKind.Prose },
        },
        ...everywhere,
    });
    const knowledgeBase = {
        id: knowledge.knowledgeBaseId,
        arn: knowledge.knowledgeBaseArn,
        productDataSourceId: knowledge.dataSourceId("products"),
        policyDataSourceId: knowledge.dataSourceId("policies"),
    };
    const events = { streamName: feed.streamName, streamArn: feed.streamArn, keyArn: feed.keyArn };

    const orders = new OrderStore("orders", {
        physicalName: namePrefix,
        policy: settings.policy,
        mail: {
            fromAddress: settings.mailFrom,
            shopName: settings.name,
            identityArn: settings.mailIdentityArn,
        },
        events,
        throughput,
        eventsFunction: functions.events,
        mailFunction: functions.mail,
        alarmTopicArn,
        ...everywhere,
    });
    const sync = new CatalogSync(
        "catalog-sync",
        {
            physicalName: `${namePrefix}-catalog-sync`,
            catalog,
            deployed:
                catalog.deployedKey === undefined
                    ? undefined
                    : { key: catalog.deployedKey, contentHash: catalog.contentHash },
            knowledgeBase,
            events,
            rejectThreshold: settings.rejectPercent / 100,
            removalThreshold: settings.removalPercent === undefined ? undefined : settings.removalPercent / 100,
            syncFunction: functions.sync,
            shopPolicyJson: orders.shopPolicyJson,
            alarmTopicArn,
            ...everywhere,
        },
        // Firehose reads from the newest record on: what the deployment's own sync tells is lost unless somebody listens
        // (https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html).
        { dependsOn: [feed] },
    );
    const shoppers = new ShopperPool("shoppers", {
        poolName: `${namePrefix}-shoppers`,
        callbackUrls: settings.signInUrls,
        domainPrefix: settings.signInPrefix,
        // An identity of the store's own is verified only after the deployment, and Cognito refuses it until then.
        mailIdentityArn: settings.mailIdentityArn,
        mailFrom: settings.mailIdentityArn === undefined ? undefined : settings.mailFrom,
        allowAdminSignIn: settings.demonstration,
        ...everywhere,
    });
    const products = { name: catalog.tableName, keyArn: catalog.keyArn };
    const ordersTable = { name: orders.ordersTableName, keyArn: orders.keyArn };
    const tokens = { issuer: shoppers.issuer, audience: shoppers.clientId };
    const api = new ShopApi("shop-api", {
        physicalName: `${namePrefix}-shop-api`,
        products,
        orders: ordersTable,
        shopPolicyJson: orders.shopPolicyJson,
        knowledgeBase,
        tokens,
        allowedOrigins: settings.origins,
        apiFunction: functions.api,
        alarmTopicArn,
        ...everywhere,
    });
    const guardrail = new Guardrail("guardrail", {
        guardrailName: `${namePrefix}-shop`,
        // The shop's own; the assistant's check of its prose keeps everybody else's out.
        answersMayName: ["EMAIL", "PHONE"],
        allowDeletion: config.disposable,
        ...shared,
    });
    const behind = {
        id: guardrail.guardrailId,
        arn: guardrail.guardrailArn,
        version: guardrail.version,
        keyArn: guardrail.keyArn,
    };
    const tools = {
        products,
        orders: ordersTable,
        conversations: { name: orders.conversationsTableName, keyArn: orders.keyArn },
        knowledgeBase,
        shopPolicyJson: orders.shopPolicyJson,
        handOver: settings.handOver,
    };
    const { model } = settings;
    const agent =
        settings.runtime === AssistantRuntime.BedrockAgents
            ? new ShoppingAgent("agent", {
                  physicalName: `${namePrefix}-agent`,
                  model,
                  guardrail: behind,
                  toolFunction: functions.tools,
                  prepareFunction: functions.setUp,
                  alarmTopicArn,
                  ...tools,
                  ...everywhere,
              })
            : undefined;
    const assistant = new AssistantEndpoint("assistant", {
        physicalName: `${namePrefix}-assistant`,
        runtime: settings.runtime,
        model,
        modelPrice: settings.modelPrice && {
            inputMicrosPer1k: settings.modelPrice.inputPer1k,
            outputMicrosPer1k: settings.modelPrice.outputPer1k,
        },
        guardrail: agent ? undefined : behind,
        agent: agent && {
            id: agent.agentId,
            aliasId: agent.aliasId,
            aliasArn: agent.aliasArn,
            keyArn: agent.keyArn,
        },
        events,
        tokens,
        shopName: settings.name,
        assistantFunction: functions.assistant,
        alarmTopicArn,
        ...tools,
        ...everywhere,
    });
    return { catalog, orders, sync, shoppers, api, assistant };
}

/** Where the vectors lie: in S3, which costs nothing at rest, or in OpenSearch Serverless, which also searches by words. */
function vectorStore(
    { vectorStore: kind, standbyReplicas, bounded }: ShopSetting,
    namePrefix: string,
    everywhere: ShopShared & { readonly logRetentionDays: number; readonly allowDeletion: boolean },
): S3VectorStore | VectorCollection {
    if (kind === "s3Vectors") {
        const { logRetentionDays: _, ...args } = everywhere;
        return new S3VectorStore("vectors", { vectorBucketName: `${namePrefix}-vectors`, ...args });
    }
    return new VectorCollection("vectors", {
        collectionName: `${namePrefix}-vectors`,
        standbyReplicas: standbyReplicas ?? true,
        description: "Vectors of the shop's products and policies.",
        indexFunction: bounded ? BOUNDS.functions.setUp : undefined,
        ...everywhere,
    });
}
