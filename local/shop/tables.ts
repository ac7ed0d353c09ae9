import { CreateTableCommand, type CreateTableCommandInput, type DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Names of the shop's tables. */
export interface ShopTables {
    readonly products: string;
    readonly orders: string;
    readonly conversations: string;
}

/** Makes the shop's three tables without a deployment, with the keys, indexes and stream of the deployed ones. */
export async function createShopTables(client: DynamoDBClient, prefix: string): Promise<ShopTables> {
    const tables = {
        products: `${prefix}-products`,
        orders: `${prefix}-orders`,
        conversations: `${prefix}-conversations`,
    };
    const inputs = [
        table(tables.products, { id: "S" }, { name: "by_category", keys: { category: "S", price_minor: "N" } }),
        {
            ...table(
                tables.orders,
                { pk: "S", sk: "S" },
                { name: "by_shopper", keys: { shopper_id: "S", placed_at: "S" } },
            ),
            StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" as const },
        },
        table(tables.conversations, { conversation_id: "S", sk: "S" }),
    ];
    await Promise.all(inputs.map((input) => client.send(new CreateTableCommand(input))));
    return tables;
}

type Keys = Readonly<Record<string, "S" | "N">>;

/** The first key is the hash, a second one the range. */
function table(
    TableName: string,
    keys: Keys,
    index?: { readonly name: string; readonly keys: Keys },
): CreateTableCommandInput {
    return {
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: Object.entries({ ...keys, ...index?.keys }).map(([AttributeName, AttributeType]) => ({
            AttributeName,
            AttributeType,
        })),
        KeySchema: schemaOf(keys),
        ...(index && {
            GlobalSecondaryIndexes: [
                { IndexName: index.name, KeySchema: schemaOf(index.keys), Projection: { ProjectionType: "ALL" } },
            ],
        }),
    };
}

function schemaOf(keys: Keys) {
    return Object.keys(keys).map((AttributeName, at) => ({
        AttributeName,
        KeyType: at === 0 ? ("HASH" as const) : ("RANGE" as const),
    }));
}
