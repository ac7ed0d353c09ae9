import type * as pulumi from "@pulumi/pulumi";
import {
    dateProjection,
    type FeedLocation,
    type FeedStreamArgs,
    type LakeDatabase,
    LakeTable,
    ShopFeed,
} from "./components/index";
import type { LakefrontConfig } from "./config";

/** The tables that the shop fills, by schema. */
export const SHOP_TABLES = ["assistant_turns", "assistant_tool_calls", "orders", "order_lines", "catalog_syncs"];
/** The views over them. */
export const SHOP_VIEWS = ["orders_latest", "assistant_daily", "handover_contacts", "search_misses"];

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
