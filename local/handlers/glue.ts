import {
    type Column,
    CreateDatabaseCommand,
    CreateTableCommand,
    GetDatabaseCommand,
    GetTableCommand,
    type StorageDescriptor,
    type TableInput,
    UpdateDatabaseCommand,
    UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { glue } from "../clients";
import { unless } from "./errors";
import type { Inputs } from "./inputs";
import type { HandlerTable, Target, TypeHandler } from "./types";

const NAME_MAX = 255;
const EXISTS = ["AlreadyExists"];

function catalogId({ inputs, connection }: Target): string {
    return inputs.optionalText("catalogId") ?? connection.accountId;
}

function databaseArn({ connection }: Target, database: string): string {
    return `arn:aws:glue:${connection.region}:${connection.accountId}:database/${database}`;
}

const database: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const name = target.physicalName("name", NAME_MAX);
        const input = {
            Name: name,
            Description: inputs.optionalText("description"),
            LocationUri: inputs.optionalText("locationUri"),
            Parameters: inputs.map("parameters"),
        };
        const created = await unless(EXISTS, () =>
            call("CreateDatabase", () => glue(connection).send(new CreateDatabaseCommand({ DatabaseInput: input }))),
        );
        if (created === undefined) {
            await call("UpdateDatabase", () =>
                glue(connection).send(new UpdateDatabaseCommand({ Name: name, DatabaseInput: input })),
            );
        }
        const catalog = catalogId(target);
        return { id: `${catalog}:${name}`, outputs: { name, catalogId: catalog, arn: databaseArn(target, name) } };
    },
    async verify({ inputs, connection, call, expect }, { outputs }) {
        const name = String(outputs.name);
        const found = await call("GetDatabase", () => glue(connection).send(new GetDatabaseCommand({ Name: name })));
        expect("the database", name, found.Database?.Name);
        expect("the database's location", inputs.optionalText("locationUri"), found.Database?.LocationUri);
    },
};

function columns(inputs: Inputs, key: string): Column[] {
    return inputs.sections(key).map((column) => ({
        Name: column.text("name"),
        Type: column.optionalText("type"),
        Comment: column.optionalText("comment"),
        Parameters: column.map("parameters"),
    }));
}

function storageDescriptor(inputs: Inputs): StorageDescriptor {
    const serde = inputs.optionalSection("serDeInfo");
    return {
        Columns: columns(inputs, "columns"),
        Location: inputs.optionalText("location"),
        InputFormat: inputs.optionalText("inputFormat"),
        OutputFormat: inputs.optionalText("outputFormat"),
        Compressed: inputs.optionalFlag("compressed"),
        NumberOfBuckets: inputs.optionalNumber("numberOfBuckets"),
        StoredAsSubDirectories: inputs.optionalFlag("storedAsSubDirectories"),
        Parameters: inputs.map("parameters"),
        ...(serde && {
            SerdeInfo: {
                Name: serde.optionalText("name"),
                SerializationLibrary: serde.optionalText("serializationLibrary"),
                Parameters: serde.map("parameters"),
            },
        }),
    };
}

function tableInput(target: Target, name: string): TableInput {
    const { inputs } = target;
    const storage = inputs.optionalSection("storageDescriptor");
    return {
        Name: name,
        Description: inputs.optionalText("description"),
        Owner: inputs.optionalText("owner"),
        TableType: inputs.optionalText("tableType"),
        Parameters: inputs.map("parameters"),
        PartitionKeys: columns(inputs, "partitionKeys"),
        ViewOriginalText: inputs.optionalText("viewOriginalText"),
        ViewExpandedText: inputs.optionalText("viewExpandedText"),
        ...(storage && { StorageDescriptor: storageDescriptor(storage) }),
    };
}

const table: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const name = target.physicalName("name", NAME_MAX);
        const databaseName = inputs.text("databaseName");
        const request = { DatabaseName: databaseName, TableInput: tableInput(target, name) };
        const created = await unless(EXISTS, () =>
            call("CreateTable", () => glue(connection).send(new CreateTableCommand(request))),
        );
        if (created === undefined) {
            await call("UpdateTable", () => glue(connection).send(new UpdateTableCommand(request)));
        }
        const catalog = catalogId(target);
        const arn = `arn:aws:glue:${connection.region}:${connection.accountId}:table/${databaseName}/${name}`;
        return { id: `${catalog}:${databaseName}:${name}`, outputs: { name, catalogId: catalog, arn } };
    },
    async verify(target, { outputs }) {
        const { inputs, connection, call, expect } = target;
        const [name, databaseName] = [String(outputs.name), inputs.text("databaseName")];
        const found = await call("GetTable", () =>
            glue(connection).send(new GetTableCommand({ DatabaseName: databaseName, Name: name })),
        );
        const wanted = tableInput(target, name);
        const names = (list: Column[] | undefined) => list?.map((column) => `${column.Name} ${column.Type}`);
        const got = found.Table?.StorageDescriptor;
        expect("the table's columns", names(wanted.StorageDescriptor?.Columns), names(got?.Columns));
        expect("the partition keys", names(wanted.PartitionKeys), names(found.Table?.PartitionKeys) ?? []);
        expect("the table's location", wanted.StorageDescriptor?.Location, got?.Location);
        expect("the view's text", wanted.ViewOriginalText, found.Table?.ViewOriginalText);
        expect("the table's parameters", wanted.Parameters, found.Table?.Parameters ?? {});
    },
};

export const glueHandlers: HandlerTable = {
    "aws:glue/catalogDatabase:CatalogDatabase": database,
    "aws:glue/catalogTable:CatalogTable": table,
};
