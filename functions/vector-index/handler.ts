import {
    CreateIndexCommand,
    DeleteIndexCommand,
    GetIndexCommand,
    OpenSearchServerlessClient,
} from "@aws-sdk/client-opensearchserverless";
import { systemClock } from "../shared/deployment";
import { carryOut, type IndexApi, type IndexResult } from "./index-lifecycle";
import { readRequest } from "./request";

/**
 * Makes and removes the vector index of a collection when a program is deployed. It uses the control plane, which reaches
 * collections whose network policy lets in nobody but Bedrock. Whatever fails is thrown, and so fails the deployment.
 */
export async function handler(event: unknown): Promise<IndexResult> {
    const request = readRequest(event);
    const result = await carryOut(request, indexesOf(request.collectionId), systemClock);
    console.log(JSON.stringify({ collection_id: request.collectionId, ...result }));
    return result;
}

function indexesOf(id: string): IndexApi {
    const client = new OpenSearchServerlessClient();
    return {
        async create(indexName, schema) {
            await client.send(
                new CreateIndexCommand({ id, indexName, indexSchema: JSON.parse(JSON.stringify(schema)) }),
            );
        },
        async get(indexName) {
            await client.send(new GetIndexCommand({ id, indexName }));
        },
        async delete(indexName) {
            await client.send(new DeleteIndexCommand({ id, indexName }));
        },
    };
}
