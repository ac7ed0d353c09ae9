import * as aws from "@pulumi/aws";
import { store } from "../parts";

export interface Tables {
    products: aws.dynamodb.Table;
    orders: aws.dynamodb.Table;
    conversations: aws.dynamodb.Table;
}

/** What the shop holds: products, orders with a stream of their changes, and conversations that end by themselves. */
export function tables(key: aws.kms.Key): Tables {
    const kept = {
        billingMode: "PAY_PER_REQUEST",
        onDemandThroughput: { maxReadRequestUnits: 4000, maxWriteRequestUnits: 1000 },
        serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: true,
    };
    return {
        products: new aws.dynamodb.Table(
            "products",
            {
                ...kept,
                attributes: [
                    { name: "id", type: "S" },
                    { name: "category", type: "S" },
                    { name: "price_minor", type: "N" },
                ],
                hashKey: "id",
                globalSecondaryIndexes: [
                    {
                        name: "by_category",
                        hashKey: "category",
                        rangeKey: "price_minor",
                        projectionType: "ALL",
                        onDemandThroughput: kept.onDemandThroughput,
                    },
                ],
            },
            { protect: true },
        ),
        orders: new aws.dynamodb.Table(
            "orders",
            {
                ...kept,
                attributes: [
                    { name: "pk", type: "S" },
                    { name: "sk", type: "S" },
                ],
                hashKey: "pk",
                rangeKey: "sk",
                ttl: { enabled: true, attributeName: "expires_at" },
                streamEnabled: true,
                streamViewType: "NEW_AND_OLD_IMAGES",
            },
            { protect: true },
        ),
        conversations: new aws.dynamodb.Table(
            "conversations",
            {
                ...kept,
                attributes: [
                    { name: "conversation_id", type: "S" },
                    { name: "sk", type: "S" },
                ],
                hashKey: "conversation_id",
                rangeKey: "sk",
                ttl: { enabled: true, attributeName: "expires_at" },
            },
            { protect: true },
        ),
    };
}

/** Uploaded catalogues, and the documents that are made of them. */
export function catalogStore(key: aws.kms.Key, logs: aws.s3.Bucket): aws.s3.Bucket {
    return store("catalog", { key, logs });
}
