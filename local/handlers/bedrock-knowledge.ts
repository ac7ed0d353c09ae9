import {
    ChunkingStrategy,
    CreateDataSourceCommand,
    CreateKnowledgeBaseCommand,
    DataDeletionPolicy,
    GetDataSourceCommand,
    GetKnowledgeBaseCommand,
    type KnowledgeBaseConfiguration,
    type StorageConfiguration,
    UpdateDataSourceCommand,
    UpdateKnowledgeBaseCommand,
} from "@aws-sdk/client-bedrock-agent";
import { bedrockAgent } from "../clients";
import { kept } from "./kept";
import type { HandlerTable, Target, TypeHandler } from "./types";

const NAME_MAX = 100;

function configurationOf({ inputs }: Target): KnowledgeBaseConfiguration {
    const vector = inputs.section("knowledgeBaseConfiguration").section("vectorKnowledgeBaseConfiguration");
    const model = vector
        .optionalSection("embeddingModelConfiguration")
        ?.optionalSection("bedrockEmbeddingModelConfiguration");
    return {
        type: "VECTOR",
        vectorKnowledgeBaseConfiguration: {
            embeddingModelArn: vector.text("embeddingModelArn"),
            ...(model && {
                embeddingModelConfiguration: {
                    bedrockEmbeddingModelConfiguration: { dimensions: model.optionalNumber("dimensions") },
                },
            }),
        },
    };
}

function storageOf({ inputs }: Target): StorageConfiguration | undefined {
    const storage = inputs.optionalSection("storageConfiguration");
    const vectors = storage?.optionalSection("s3VectorsConfiguration");
    if (vectors) {
        return {
            type: "S3_VECTORS",
            s3VectorsConfiguration: {
                indexArn: vectors.optionalText("indexArn"),
                indexName: vectors.optionalText("indexName"),
                vectorBucketArn: vectors.optionalText("vectorBucketArn"),
            },
        };
    }
    const search = storage?.optionalSection("opensearchServerlessConfiguration");
    const fields = search?.section("fieldMapping");
    return (
        search &&
        fields && {
            type: "OPENSEARCH_SERVERLESS",
            opensearchServerlessConfiguration: {
                collectionArn: search.text("collectionArn"),
                vectorIndexName: search.text("vectorIndexName"),
                fieldMapping: {
                    vectorField: fields.text("vectorField"),
                    textField: fields.text("textField"),
                    metadataField: fields.text("metadataField"),
                },
            },
        }
    );
}

function readKnowledgeBase({ connection, call }: Target, id: string) {
    return call("GetKnowledgeBase", async () => {
        const found = await bedrockAgent(connection).send(new GetKnowledgeBaseCommand({ knowledgeBaseId: id }));
        return found.knowledgeBase;
    });
}

/**
 * Ingestion and retrieval are real in the emulator, but by words that question and document share: it makes no embeddings
 * and puts nothing into the vector store.
 */
const knowledgeBase: TypeHandler = {
    async create(target) {
        const { inputs, connection, call, previousId } = target;
        const request = {
            name: target.physicalName("name", NAME_MAX),
            description: inputs.optionalText("description"),
            roleArn: inputs.text("roleArn"),
            knowledgeBaseConfiguration: configurationOf(target),
            storageConfiguration: storageOf(target),
        };
        const client = bedrockAgent(connection);
        const existing = await kept(previousId, (id) => readKnowledgeBase(target, id));
        const made =
            existing === undefined
                ? await call("CreateKnowledgeBase", () =>
                      client.send(new CreateKnowledgeBaseCommand({ ...request, tags: inputs.map("tags") })),
                  )
                : await call("UpdateKnowledgeBase", () =>
                      client.send(
                          new UpdateKnowledgeBaseCommand({ ...request, knowledgeBaseId: existing.knowledgeBaseId }),
                      ),
                  );
        const { knowledgeBaseId: id = "", knowledgeBaseArn: arn } = made.knowledgeBase ?? {};
        return { id, outputs: { name: request.name, arn } };
    },
    async verify(target, { id }) {
        const found = await readKnowledgeBase(target, id);
        const model = configurationOf(target).vectorKnowledgeBaseConfiguration?.embeddingModelArn;
        const made = found?.knowledgeBaseConfiguration?.vectorKnowledgeBaseConfiguration?.embeddingModelArn;
        target.expect("the knowledge base's state", "ACTIVE", found?.status);
        target.expect("its role", target.inputs.text("roleArn"), found?.roleArn);
        target.expect("its model", model, made);
        target.expect("its store", storageOf(target)?.type, found?.storageConfiguration?.type);
    },
};

function readDataSource({ inputs, connection, call }: Target, id: string) {
    const request = { knowledgeBaseId: inputs.text("knowledgeBaseId"), dataSourceId: id };
    return call("GetDataSource", async () => {
        const found = await bedrockAgent(connection).send(new GetDataSourceCommand(request));
        return found.dataSource;
    });
}

function sourceOf({ inputs }: Target) {
    const bucket = inputs.section("dataSourceConfiguration").section("s3Configuration");
    const prefixes = bucket.texts("inclusionPrefixes");
    return {
        bucketArn: bucket.text("bucketArn"),
        ...(prefixes.length > 0 && { inclusionPrefixes: prefixes }),
    };
}

/** Documents that are gone from the bucket stay until they are deleted by the API: the emulator's ingestion only adds. */
const dataSource: TypeHandler = {
    async create(target) {
        const { inputs, connection, call, previousId } = target;
        const knowledgeBaseId = inputs.text("knowledgeBaseId");
        const chunking = inputs
            .optionalSection("vectorIngestionConfiguration")
            ?.optionalSection("chunkingConfiguration");
        const strategy = chunking?.optionalOneOf("chunkingStrategy", ChunkingStrategy);
        const key = inputs.optionalSection("serverSideEncryptionConfiguration")?.optionalText("kmsKeyArn");
        const request = {
            knowledgeBaseId,
            name: target.physicalName("name", NAME_MAX),
            description: inputs.optionalText("description"),
            dataDeletionPolicy: inputs.optionalOneOf("dataDeletionPolicy", DataDeletionPolicy),
            dataSourceConfiguration: { type: "S3" as const, s3Configuration: sourceOf(target) },
            ...(strategy && {
                vectorIngestionConfiguration: { chunkingConfiguration: { chunkingStrategy: strategy } },
            }),
            ...(key !== undefined && { serverSideEncryptionConfiguration: { kmsKeyArn: key } }),
        };
        const client = bedrockAgent(connection);
        const [keptId, keptBase] = previousId?.split(",") ?? [];
        const existing = await kept(keptBase === knowledgeBaseId ? keptId : undefined, (id) =>
            readDataSource(target, id),
        );
        const made =
            existing === undefined
                ? await call("CreateDataSource", () => client.send(new CreateDataSourceCommand(request)))
                : await call("UpdateDataSource", () =>
                      client.send(new UpdateDataSourceCommand({ ...request, dataSourceId: existing.dataSourceId })),
                  );
        const dataSourceId = made.dataSource?.dataSourceId ?? "";
        return { id: `${dataSourceId},${knowledgeBaseId}`, outputs: { name: request.name, dataSourceId } };
    },
    async verify(target, { outputs }) {
        const found = await readDataSource(target, String(outputs.dataSourceId));
        const made = found?.dataSourceConfiguration?.s3Configuration;
        const { bucketArn, inclusionPrefixes } = sourceOf(target);
        target.expect("the data source's bucket", bucketArn, made?.bucketArn);
        target.expect("its prefixes", inclusionPrefixes, made?.inclusionPrefixes);
    },
};

export const knowledgeHandlers: HandlerTable = {
    "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase": knowledgeBase,
    "aws:bedrock/agentDataSource:AgentDataSource": dataSource,
};
