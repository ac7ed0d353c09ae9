import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { AwsConnection } from "../../../local/clients";

/** Names of the shop's tables in a test. */
export interface ShopTables {
    readonly products: string;
    readonly orders: string;
    readonly conversations: string;
}

/**
 * A client of the connection's DynamoDB for many shoppers at once: requests wait for a socket as long as it takes, where the
 * usual client counts that wait as a failure to connect.
 */
export function dynamodbOf(connection: AwsConnection): DynamoDBClient {
    const { endpoint, certificateFile, region, accessKeyId, secretAccessKey } = connection;
    return new DynamoDBClient({
        endpoint,
        region,
        credentials: { accessKeyId, secretAccessKey },
        requestHandler: {
            socketAcquisitionWarningTimeout: 60_000,
            httpsAgent: new Agent({
                keepAlive: true,
                maxSockets: 64,
                ...(certificateFile !== undefined && { ca: readFileSync(certificateFile) }),
            }),
        },
    });
}

/** Makes the shop's three tables with the keys and indexes that the deployed ones have. */
export async function createShopTables(client: DynamoDBClient, prefix = "shop"): Promise<ShopTables> {
    const names = {
        products: `${prefix}-products`,
        orders: `${prefix}-orders`,
        conversations: `${prefix}-conversations`,
    };
    await Promise.all([
        client.send(new CreateTableCommand(productsTable(names.products))),
        client.send(new CreateTableCommand(ordersTable(names.orders))),
        client.send(new CreateTableCommand(conversationsTable(names.conversations))),
    ]);
    return names;
}

function productsTable(TableName: string): CreateTableCommandInput {
    return {
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
            { AttributeName: "id", AttributeType: "S" },
            { AttributeName: "category", AttributeType: "S" },
            { AttributeName: "price_minor", AttributeType: "N" },
        ],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        GlobalSecondaryIndexes: [
            {
                IndexName: "by_category",
                KeySchema: [
                    { AttributeName: "category", KeyType: "HASH" },
                    { AttributeName: "price_minor", KeyType: "RANGE" },
                ],
                Projection: { ProjectionType: "ALL" },
            },
        ],
    };
}

function ordersTable(TableName: string): CreateTableCommandInput {
    return {
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
            { AttributeName: "pk", AttributeType: "S" },
            { AttributeName: "sk", AttributeType: "S" },
            { AttributeName: "shopper_id", AttributeType: "S" },
            { AttributeName: "placed_at", AttributeType: "S" },
        ],
        KeySchema: [
            { AttributeName: "pk", KeyType: "HASH" },
            { AttributeName: "sk", KeyType: "RANGE" },
        ],
        GlobalSecondaryIndexes: [
            {
                IndexName: "by_shopper",
                KeySchema: [
                    { AttributeName: "shopper_id", KeyType: "HASH" },
                    { AttributeName: "placed_at", KeyType: "RANGE" },
                ],
                Projection: { ProjectionType: "ALL" },
            },
        ],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    };
}

function conversationsTable(TableName: string): CreateTableCommandInput {
    return {
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
            { AttributeName: "conversation_id", AttributeType: "S" },
            { AttributeName: "sk", AttributeType: "S" },
        ],
        KeySchema: [
            { AttributeName: "conversation_id", KeyType: "HASH" },
            { AttributeName: "sk", KeyType: "RANGE" },
        ],
    };
}
