import {
    BillingMode,
    CreateTableCommand,
    DescribeContinuousBackupsCommand,
    DescribeTableCommand,
    DescribeTimeToLiveCommand,
    type GlobalSecondaryIndex,
    type KeySchemaElement,
    type Projection,
    ProjectionType,
    ScalarAttributeType,
    StreamViewType,
    type TableDescription,
    UpdateContinuousBackupsCommand,
    UpdateTableCommand,
    UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { dynamodb } from "../clients";
import { unless } from "./errors";
import type { Inputs } from "./inputs";
import { tagList } from "./tags";
import type { HandlerTable, Target, TypeHandler } from "./types";

const TABLE_NAME_MAX = 255;

function keySchemaOf(inputs: Inputs): KeySchemaElement[] {
    const range = inputs.optionalText("rangeKey");
    return [
        { AttributeName: inputs.text("hashKey"), KeyType: "HASH" },
        ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" as const }]),
    ];
}

function projectionOf(index: Inputs): Projection {
    const attributes = index.texts("nonKeyAttributes");
    return {
        ProjectionType: index.oneOf("projectionType", ProjectionType),
        ...(attributes.length > 0 && { NonKeyAttributes: attributes }),
    };
}

function indexesOf({ inputs }: Target): GlobalSecondaryIndex[] {
    return inputs.sections("globalSecondaryIndexes").map((index) => ({
        IndexName: index.text("name"),
        KeySchema: keySchemaOf(index),
        Projection: projectionOf(index),
    }));
}

function attributesOf({ inputs }: Target) {
    return inputs.sections("attributes").map((attribute) => ({
        AttributeName: attribute.text("name"),
        AttributeType: attribute.oneOf("type", ScalarAttributeType),
    }));
}

function streamOf({ inputs }: Target) {
    return inputs.flag("streamEnabled")
        ? { StreamEnabled: true, StreamViewType: inputs.oneOf("streamViewType", StreamViewType) }
        : undefined;
}

function requestOf(target: Target, name: string) {
    const { inputs } = target;
    const indexes = indexesOf(target);
    const stream = streamOf(target);
    const encryption = inputs.optionalSection("serverSideEncryption");
    return {
        TableName: name,
        // Local tables have no capacity to provision: what the program says of it doesn't matter here.
        BillingMode: BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions: attributesOf(target),
        KeySchema: keySchemaOf(inputs),
        DeletionProtectionEnabled: inputs.flag("deletionProtectionEnabled"),
        ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
        ...(stream && { StreamSpecification: stream }),
        ...(encryption && {
            SSESpecification: {
                Enabled: encryption.flag("enabled"),
                ...(encryption.flag("enabled") && { SSEType: "KMS" as const }),
                KMSMasterKeyId: encryption.optionalText("kmsKeyArn"),
            },
        }),
        Tags: tagList(inputs.map("tags")),
    };
}

async function described({ connection, call }: Target, name: string): Promise<TableDescription> {
    const found = await call("DescribeTable", () =>
        dynamodb(connection).send(new DescribeTableCommand({ TableName: name })),
    );
    return found.Table ?? {};
}

/** Brings a table of an earlier run up to the request. Its key can't change; `verify` tells if it should have. */
async function updateTable(target: Target, name: string, existing: TableDescription): Promise<void> {
    const { connection, call } = target;
    const update = (change: Omit<UpdateTableCommand["input"], "TableName">) =>
        call("UpdateTable", () => dynamodb(connection).send(new UpdateTableCommand({ TableName: name, ...change })));
    await update({ DeletionProtectionEnabled: target.inputs.flag("deletionProtectionEnabled") });
    const stream = streamOf(target);
    if (stream && existing.StreamSpecification?.StreamEnabled !== true) {
        await update({ StreamSpecification: stream });
    }
    const known = new Set(existing.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
    for (const index of indexesOf(target).filter(({ IndexName }) => !known.has(IndexName))) {
        // One index a call is what DynamoDB takes.
        await update({
            AttributeDefinitions: attributesOf(target),
            GlobalSecondaryIndexUpdates: [{ Create: index }],
        });
    }
}

async function setTimeToLive({ inputs, connection, call }: Target, name: string): Promise<void> {
    const ttl = inputs.optionalSection("ttl");
    if (ttl === undefined) {
        return;
    }
    const client = dynamodb(connection);
    const enabled = ttl.optionalFlag("enabled") ?? true;
    const found = await call("DescribeTimeToLive", () =>
        client.send(new DescribeTimeToLiveCommand({ TableName: name })),
    );
    // DynamoDB refuses to set what is set already.
    if ((found.TimeToLiveDescription?.TimeToLiveStatus === "ENABLED") !== enabled) {
        const specification = { AttributeName: ttl.text("attributeName"), Enabled: enabled };
        const request = { TableName: name, TimeToLiveSpecification: specification };
        await call("UpdateTimeToLive", () => client.send(new UpdateTimeToLiveCommand(request)));
    }
}

async function setRecovery({ inputs, connection, call }: Target, name: string): Promise<void> {
    const recovery = inputs.optionalSection("pointInTimeRecovery");
    if (recovery === undefined) {
        return;
    }
    const days = recovery.optionalNumber("recoveryPeriodInDays");
    const specification = {
        PointInTimeRecoveryEnabled: recovery.flag("enabled"),
        ...(days !== undefined && { RecoveryPeriodInDays: days }),
    };
    const request = { TableName: name, PointInTimeRecoverySpecification: specification };
    await call("UpdateContinuousBackups", () => dynamodb(connection).send(new UpdateContinuousBackupsCommand(request)));
}

const table: TypeHandler = {
    async create(target) {
        const name = target.physicalName("name", TABLE_NAME_MAX);
        const request = requestOf(target, name);
        const existing = await unless(["ResourceNotFound"], () => described(target, name));
        if (existing === undefined) {
            await target.call("CreateTable", () => dynamodb(target.connection).send(new CreateTableCommand(request)));
        } else {
            await updateTable(target, name, existing);
        }
        await setTimeToLive(target, name);
        await setRecovery(target, name);
        const made = await described(target, name);
        const stream = { streamArn: made.LatestStreamArn, streamLabel: made.LatestStreamLabel };
        return { id: name, outputs: { name, arn: made.TableArn, ...(streamOf(target) && stream) } };
    },
    async verify(target, { id }) {
        const { inputs, connection, call, expect } = target;
        const made = await described(target, id);
        expect("the table's state", "ACTIVE", made.TableStatus);
        expect("the table's key", keySchemaOf(inputs), made.KeySchema);
        const indexes = indexesOf(target);
        const found = indexes.map(({ IndexName }) =>
            made.GlobalSecondaryIndexes?.find((index) => index.IndexName === IndexName),
        );
        for (const [position, index] of indexes.entries()) {
            expect(`the key of index ${index.IndexName}`, index.KeySchema, found[position]?.KeySchema);
        }
        expect("the stream", streamOf(target)?.StreamViewType, made.StreamSpecification?.StreamViewType);
        const key = inputs.optionalSection("serverSideEncryption")?.optionalText("kmsKeyArn");
        expect("the encryption key", key, made.SSEDescription?.KMSMasterKeyArn);
        const isProtected = inputs.optionalFlag("deletionProtectionEnabled");
        expect("protection from deletion", isProtected, made.DeletionProtectionEnabled);
        if (inputs.optionalSection("pointInTimeRecovery")?.flag("enabled")) {
            const backups = await call("DescribeContinuousBackups", () =>
                dynamodb(connection).send(new DescribeContinuousBackupsCommand({ TableName: id })),
            );
            const recovery = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
            expect("recovery to a point in time", "ENABLED", recovery?.PointInTimeRecoveryStatus);
        }
        if (inputs.optionalSection("ttl")?.optionalFlag("enabled") ?? false) {
            const ttl = await call("DescribeTimeToLive", () =>
                dynamodb(connection).send(new DescribeTimeToLiveCommand({ TableName: id })),
            );
            const attribute = inputs.optionalSection("ttl")?.text("attributeName");
            expect("the attribute of expiry", attribute, ttl.TimeToLiveDescription?.AttributeName);
        }
    },
};

export const dynamodbHandlers: HandlerTable = {
    "aws:dynamodb/table:Table": table,
};
