import type { Place } from "../account";
import { type PolicyStatement, trustPolicy } from "../lake/policy-document";
import { type StoreArns, storeStatements } from "../search/vector-store";

/** A folder of documents, resolved. */
export interface SourceFacts {
    readonly bucketArn: string;
    readonly bucketKeyArn: string;
    readonly prefix: string;
}

/** What the role of a knowledge base is about. */
export interface KnowledgeBaseFacts {
    readonly place: Place;
    readonly modelArn: string;
    readonly keyArn: string;
    readonly store: StoreArns;
    readonly sources: readonly SourceFacts[];
}

/**
 * Lets Bedrock assume a role for one kind of thing in this account, and on nobody else's behalf. The id of that one thing
 * is known only once it exists, and it can't exist without the role.
 */
export function bedrockTrust({ accountId, partition, region }: Place, resource: "agent" | "knowledge-base"): string {
    return trustPolicy(["bedrock.amazonaws.com"], {
        StringEquals: { "aws:SourceAccount": [accountId] },
        ArnLike: { "aws:SourceArn": [`arn:${partition}:bedrock:${region}:${accountId}:${resource}/*`] },
    });
}

/**
 * The least that the role of a knowledge base needs.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/kb-permissions.html
 */
export function knowledgeBaseStatements(facts: KnowledgeBaseFacts): PolicyStatement[] {
    const { accountId, region } = facts.place;
    const ownAccount = { "aws:ResourceAccount": [accountId] };
    return [
        { sid: "Embed", actions: ["bedrock:InvokeModel"], resources: [facts.modelArn] },
        ...storeStatements(facts.store, facts.place),
        ...facts.sources.flatMap(({ bucketArn, prefix }, index): PolicyStatement[] => [
            {
                sid: `ListDocuments${index}`,
                actions: ["s3:ListBucket"],
                resources: [bucketArn],
                conditions: { StringEquals: ownAccount, StringLike: { "s3:prefix": [`${prefix}*`] } },
            },
            {
                sid: `ReadDocuments${index}`,
                actions: ["s3:GetObject"],
                resources: [`${bucketArn}/${prefix}*`],
                conditions: { StringEquals: ownAccount },
            },
        ]),
        {
            sid: "DecryptDocuments",
            actions: ["kms:Decrypt"],
            resources: [...new Set(facts.sources.map(({ bucketKeyArn }) => bucketKeyArn))],
            conditions: { StringEquals: { "kms:ViaService": [`s3.${region}.amazonaws.com`] } },
        },
        // Bedrock encrypts the documents with it while it reads them.
        { sid: "UseTransientKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [facts.keyArn] },
    ];
}
