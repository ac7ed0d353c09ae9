import {
    BatchGetItemCommand,
    GetItemCommand,
    PutItemCommand,
    ScanCommand,
    UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { PutRecordCommand } from "@aws-sdk/client-kinesis";
import { ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { expect } from "chai";
import { type AwsConnection, dynamodb, kinesis, s3, ses } from "../../../../local/clients";
import { lambdaFor, RoleConnections } from "../../../../local/delivery/roles";
import type { ShopWorld } from "./world";

type Deed = (as: AwsConnection, world: ShopWorld) => Promise<unknown>;

const product = { id: { S: "awkward-inches" } };
const order = { pk: { S: "ORDER#none" }, sk: { S: "ORDER" } };

const readProduct: Deed = (as, { outputs }) =>
    dynamodb(as).send(new GetItemCommand({ TableName: outputs.productsTable, Key: product }));
const readProducts: Deed = (as, { outputs }) =>
    dynamodb(as).send(new BatchGetItemCommand({ RequestItems: { [outputs.productsTable]: { Keys: [product] } } }));
const readOrder: Deed = (as, { outputs }) =>
    dynamodb(as).send(new GetItemCommand({ TableName: outputs.ordersTable, Key: order }));
const putProduct: Deed = (as, { outputs }) =>
    dynamodb(as).send(new PutItemCommand({ TableName: outputs.productsTable, Item: product }));
const putOrder: Deed = (as, { outputs }) =>
    dynamodb(as).send(new PutItemCommand({ TableName: outputs.ordersTable, Item: order }));
const sellProduct: Deed = (as, { outputs }) =>
    dynamodb(as).send(
        new UpdateItemCommand({
            TableName: outputs.productsTable,
            Key: product,
            UpdateExpression: "SET stock = :none",
            ExpressionAttributeValues: { ":none": { N: "0" } },
        }),
    );
const readEveryOrder: Deed = (as, { outputs }) =>
    dynamodb(as).send(new ScanCommand({ TableName: outputs.ordersTable }));
const listCatalog: Deed = (as, { outputs }) =>
    s3(as).send(new ListObjectsV2Command({ Bucket: outputs.catalogBucket, Prefix: "documents/" }));
const upload: Deed = (as, { outputs }) =>
    s3(as).send(new PutObjectCommand({ Bucket: outputs.catalogBucket, Key: "catalog/own.jsonl", Body: "{}" }));
const changePolicy: Deed = (as, { outputs }) =>
    s3(as).send(new PutObjectCommand({ Bucket: outputs.catalogBucket, Key: "policies/returns.md", Body: "Never." }));
const sendMail: Deed = (as) =>
    ses(as).send(
        new SendEmailCommand({
            FromEmailAddress: "orders@example.com",
            Destination: { ToAddresses: ["anyone@example.com"] },
            Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hello" } } } },
        }),
    );
const fakeContact: Deed = (as, { deployment }) => {
    const { contactRecords } = deployment.outputs.streams as { contactRecords: string };
    return kinesis(as).send(
        new PutRecordCommand({ StreamName: contactRecords, PartitionKey: "1", Data: Buffer.from("{}") }),
    );
};

/** By function: one thing that its role may do, so that a refusal means the role, and at least three that it may not. */
const roles: Record<string, { may: Deed; mayNot: Record<string, Deed> }> = {
    "lakefront-local-shop-api": {
        may: readProducts,
        mayNot: {
            "read every shopper's orders": readEveryOrder,
            "put a product on sale": putProduct,
            "list the catalogue's documents": listCatalog,
            "send mail": sendMail,
        },
    },
    "lakefront-local-assistant": {
        may: readProducts,
        mayNot: {
            "take pieces out of stock, so that it could place an order": sellProduct,
            "read every shopper's orders": readEveryOrder,
            "upload a catalogue": upload,
            "send mail": sendMail,
            "make up a contact": fakeContact,
        },
    },
    // That it mails from the shop's address alone is a condition that the emulator doesn't judge: the component's tests do.
    "lakefront-local-order-mail": {
        may: readOrder,
        mayNot: {
            "upload a catalogue": upload,
            "write an order": putOrder,
            "read products": readProduct,
            "read every shopper's orders": readEveryOrder,
        },
    },
    "lakefront-local-order-events": {
        may: async () => undefined,
        mayNot: {
            "write an order": putOrder,
            "make up a contact": fakeContact,
            "send mail": sendMail,
        },
    },
    "lakefront-local-catalog-sync": {
        may: listCatalog,
        mayNot: {
            "upload a catalogue of its own": upload,
            "change a policy": changePolicy,
            "read an order": readOrder,
            "make up a contact": fakeContact,
        },
    },
};

/** What each function of the shop may do is what it needs: tried as its role, under enforcement. */
export function keepsFunctionsToTheirRoles(opened: () => ShopWorld): void {
    describe("the role of a function", () => {
        for (const [functionName, { may, mayNot }] of Object.entries(roles)) {
            it(`of ${functionName} may not: ${Object.keys(mayNot).join("; ")}`, async () => {
                const world = opened();
                const as = await asFunction(world, functionName);
                await may(as, world);
                for (const [what, deed] of Object.entries(mayNot))
                    expect(await errorOf(deed(as, world)), what).to.match(/AccessDenied|NotAuthorized/);
            });
        }
    });
}

async function asFunction({ deployment, connection }: ShopWorld, functionName: string): Promise<AwsConnection> {
    const found = deployment.resources.find(
        ({ type, outputs }) => type === "aws:lambda/function:Function" && outputs.name === functionName,
    );
    if (found === undefined) throw new Error(`The program has no function ${functionName}.`);
    return new RoleConnections(connection, lambdaFor(String(found.outputs.arn))).connection(String(found.inputs.role));
}

async function errorOf(deed: Promise<unknown>): Promise<string> {
    try {
        await deed;
        return "done";
    } catch (error) {
        return error instanceof Error ? error.name : String(error);
    }
}
