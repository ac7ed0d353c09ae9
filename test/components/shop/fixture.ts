import type { CatalogSyncArgs } from "../../../components/shop/catalog-sync-args";
import type { OrderMailArgs, OrderStoreArgs } from "../../../components/shop/order-store-args";
import type { EventStreamReference, ShopKnowledgeBase } from "../../../components/shop/references";
import type { ShopApiArgs } from "../../../components/shop/shop-api-args";
import type { ShopPolicyArgs } from "../../../components/shop/shop-policy";
import type { Registration } from "../../../runner";
import type { TestEvaluation } from "../../support/evaluate";
import { document } from "../contact/policy";

export const KEY = "aws:kms/key:Key";
export const TABLE = "aws:dynamodb/table:Table";
export const QUEUE = "aws:sqs/queue:Queue";
export const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
export const FUNCTION = "aws:lambda/function:Function";
export const ROLE = "aws:iam/role:Role";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
export const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

export const ACCOUNT = "111122223333";
export const TOPIC_ARN = arn("sns", "alarms");
export const TAGS = { Team: "shop" };

/** ARN in the account and Region of the tests. */
export function arn(service: string, resource: string): string {
    return `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
}

export const events: EventStreamReference = {
    streamName: "acme-events",
    streamArn: arn("kinesis", "stream/acme-events"),
    keyArn: arn("kms", "key/events"),
};

export const knowledgeBase: ShopKnowledgeBase = {
    id: "KB12345678",
    arn: arn("bedrock", "knowledge-base/KB12345678"),
    productDataSourceId: "DSPRODUCTS",
    policyDataSourceId: "DSPOLICIES",
};

export const policy: ShopPolicyArgs = {
    currency: "USD",
    shipping: {
        standard: { priceMinor: 599, freeFromMinor: 7500, delivery: "5 to 7 business days" },
        expedited: { priceMinor: 1299, delivery: "2 to 3 business days" },
    },
    taxBasisPoints: { default: 0, "US-CA": 725 },
    shipsTo: ["US"],
};

export const sync: CatalogSyncArgs = {
    physicalName: "acme-sync",
    catalog: { bucketName: "acme-catalog", tableName: "acme-products", keyArn: arn("kms", "key/catalog") },
    deployed: { key: "deployed/products.jsonl", contentHash: "abc" },
    knowledgeBase,
    events,
    alarmTopicArn: TOPIC_ARN,
    tags: TAGS,
};

export const mail: OrderMailArgs = { fromAddress: "orders@shop.example.com", shopName: "Acme" };

export const orders: OrderStoreArgs = {
    physicalName: "acme",
    policy,
    mail,
    events,
    alarmTopicArn: TOPIC_ARN,
    tags: TAGS,
};

export const api: ShopApiArgs = {
    physicalName: "acme-api",
    products: { name: "acme-products", keyArn: arn("kms", "key/catalog") },
    orders: { name: "acme-orders", keyArn: arn("kms", "key/orders") },
    shopPolicyJson: "{}",
    knowledgeBase,
    tokens: { issuer: "https://issuer.example.com/pool", audience: "client" },
    allowedOrigins: ["https://shop.example.com"],
    alarmTopicArn: TOPIC_ARN,
    tags: TAGS,
};

/** Kinds of resources that AWS gives no tags. */
const UNTAGGABLE =
    /(Policy|Alias|Ownership(Controls)?|AccessBlock|Versioning|Configuration|Encryption\w*|Logging|Notification|Invocation|Permission|Authorizer|Integration|Route|UserPoolClient|UserPoolDomain|Association|EventDestination)$/;

/** AWS resources that should bear tags and bear others than these. */
export function untagged({ registrations }: TestEvaluation, tags: Record<string, string> = TAGS): string[] {
    return registrations
        .filter(({ type }) => type.startsWith("aws:") && !UNTAGGABLE.test(type))
        .filter(({ inputs }) => JSON.stringify(inputs.tags) !== JSON.stringify(tags))
        .map(({ type, name }) => `${type} ${name}`);
}

/** AWS resources that hang elsewhere than under the component. */
export function strays({ registrations, one }: TestEvaluation, component: string): string[] {
    const { urn } = one(component);
    return registrations
        .filter(({ type, parent }) => type.startsWith("aws:") && parent !== urn)
        .map(({ type, name }) => `${type} ${name}`);
}

/** What a role may do: each action with where. */
export function grants(rolePolicy: Registration): Record<string, string[]> {
    const all: Record<string, string[]> = {};
    for (const { Action, Resource } of document(rolePolicy.inputs.policy).Statement) {
        for (const action of [Action].flat()) {
            all[action] = [...(all[action] ?? []), ...[Resource ?? []].flat()];
        }
    }
    return all;
}

/** The names of what a resource waits for. */
export function waitsFor({ registrations }: TestEvaluation, { dependencies }: Registration): string[] {
    return registrations.filter(({ urn }) => dependencies.includes(urn)).map(({ name }) => name);
}

/** What an alarm adds up: each metric of its queries. The sum alone is judged, over five minutes. */
export function summed({
    name,
    inputs,
}: Registration): { namespace: string; metricName: string; dimensions: object }[] {
    const [sum, ...metrics] = Array.isArray(inputs.metricQueries) ? inputs.metricQueries : [];
    const expression = metrics.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
    if (sum?.returnData !== true || sum.expression !== expression) {
        throw new Error(`${name} judges ${sum?.expression} and not ${expression}`);
    }
    return metrics.map(({ returnData, metric: { period, stat, ...metric } }) => {
        if (returnData !== false || period !== 300 || stat !== "Sum") {
            throw new Error(`${name} judges ${metric.metricName} otherwise than in a sum`);
        }
        return metric;
    });
}
