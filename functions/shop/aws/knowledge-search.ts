import {
    type BedrockAgentRuntimeClient,
    type KnowledgeBaseRetrievalResult,
    type RetrievalFilter,
    RetrieveCommand,
} from "@aws-sdk/client-bedrock-agent-runtime";
import type { KnowledgeSearch } from "../tools/ports";
import { policyFilter, productFilter } from "./retrieval-filter";

/** What Retrieve takes: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Retrieve.html */
const longestQuery = 1_000;
const mostResults = 100;

export interface KnowledgeBaseSettings {
    readonly knowledgeBaseId: string;
    /** Data source of the policies; without one, policies are the documents that aren't marked as products. */
    readonly policyDataSourceId?: string;
}

/** Searches a Bedrock knowledge base. */
export function knowledgeSearch(client: BedrockAgentRuntimeClient, settings: KnowledgeBaseSettings): KnowledgeSearch {
    const retrieve = async (text: string, limit: number, filter: RetrievalFilter) => {
        const { retrievalResults = [] } = await client.send(
            new RetrieveCommand({
                knowledgeBaseId: settings.knowledgeBaseId,
                retrievalQuery: { text: cutText(text, longestQuery) },
                retrievalConfiguration: {
                    vectorSearchConfiguration: { numberOfResults: Math.min(limit, mostResults), filter },
                },
            }),
        );
        return retrievalResults;
    };
    return {
        async products({ text, filters, limit }) {
            const results = await retrieve(text, limit, productFilter(filters));
            return results.flatMap(({ metadata, score = 0 }) => {
                const id = metadata?.product_id;
                return typeof id === "string" ? [{ product_id: id, score }] : [];
            });
        },
        async policies({ text, limit }) {
            const results = await retrieve(text, limit, policyFilter(settings.policyDataSourceId));
            return results.flatMap((result) => {
                const passage = result.content?.text;
                return passage === undefined || passage === ""
                    ? []
                    : [{ title: titleOf(result), text: passage, score: result.score ?? 0 }];
            });
        },
    };
}

/** The metadata's title, else the file's name in words: `gift-wrapping.md` is `gift wrapping`. */
function titleOf({ metadata, location }: KnowledgeBaseRetrievalResult): string {
    const title = metadata?.title;
    if (typeof title === "string" && title !== "") return title;
    const file = location?.s3Location?.uri?.split("/").at(-1) ?? "";
    return file.replace(/\.[a-z0-9]+$/i, "").replaceAll(/[-_]+/g, " ") || "policy";
}

/** Never through the middle of a character. */
function cutText(text: string, most: number): string {
    let cut = "";
    for (const character of text) {
        if (cut.length + character.length > most) break;
        cut += character;
    }
    return cut;
}
