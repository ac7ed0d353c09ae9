import {
    type BedrockAgentClient,
    CreateDataSourceCommand,
    CreateKnowledgeBaseCommand,
} from "@aws-sdk/client-bedrock-agent";
import type { AwsConnection } from "../clients";

/** A knowledge base over a catalogue's bucket, and its data sources. */
export interface ShopKnowledge {
    readonly knowledgeBaseId: string;
    readonly productDataSourceId: string;
    readonly policyDataSourceId: string;
}

/** Makes a shop's knowledge base without a deployment, with a data source for products and one for policies. */
export async function createKnowledgeBase(
    agent: BedrockAgentClient,
    { region, accountId }: Pick<AwsConnection, "region" | "accountId">,
    { name, bucket }: { readonly name: string; readonly bucket: string },
): Promise<ShopKnowledge> {
    const { knowledgeBase } = await agent.send(
        new CreateKnowledgeBaseCommand({
            name,
            roleArn: `arn:aws:iam::${accountId}:role/knowledge`,
            knowledgeBaseConfiguration: {
                type: "VECTOR",
                vectorKnowledgeBaseConfiguration: {
                    embeddingModelArn: `arn:aws:bedrock:${region}::foundation-model/amazon.titan-embed-text-v2:0`,
                },
            },
        }),
    );
    const knowledgeBaseId = given(knowledgeBase?.knowledgeBaseId);
    const dataSource = async (prefix: string) => {
        const { dataSource: made } = await agent.send(
            new CreateDataSourceCommand({
                knowledgeBaseId,
                name: prefix.replaceAll("/", "-"),
                dataSourceConfiguration: {
                    type: "S3",
                    s3Configuration: { bucketArn: `arn:aws:s3:::${bucket}`, inclusionPrefixes: [prefix] },
                },
            }),
        );
        return given(made?.dataSourceId);
    };
    return {
        knowledgeBaseId,
        productDataSourceId: await dataSource("documents/products/"),
        policyDataSourceId: await dataSource("policies/"),
    };
}

function given(id: string | undefined): string {
    if (id === undefined) throw new Error("The emulator made something without an id.");
    return id;
}
