import type { PolicyStatement } from "../lake/policy-document";
import { boundedName } from "../support/content-hash";

/** Names of collections and of their policies: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-create.html */
export const LONGEST_COLLECTION_NAME = 32;
const COLLECTION_NAME = /^[a-z][a-z0-9-]{2,31}$/;

/** The problem with a collection's name, or nothing. */
export function collectionNameProblems(property: string, name: string): string[] {
    return COLLECTION_NAME.test(name)
        ? []
        : [
              `${property} is "${name}": it takes 3 to 32 lower-case letters, digits and hyphens, a letter first, for example "shop-search".`,
          ];
}

/** The name of a policy about a collection. */
export function collectionPolicyName(collectionName: string, purpose: string): string {
    return boundedName(`${collectionName}-${purpose}`, LONGEST_COLLECTION_NAME);
}

/** Encrypts the collection with a key; a collection can't be made before such a policy takes it in. */
export function encryptionPolicy(collectionName: string, keyArn: string): string {
    return JSON.stringify({
        Rules: [{ ResourceType: "collection", Resource: [`collection/${collectionName}`] }],
        AWSOwnedKey: false,
        KmsARN: keyArn,
    });
}

/**
 * Lets Bedrock in, the service's own control plane, which makes the indexes, and VPC endpoints where there are some. No rule
 * names the dashboards, so nobody reaches them. What a service may do behind this door is up to the data access policies.
 * Sources: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-network.html and, for the
 * control plane, https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-semantic-enrichment.html
 */
export function networkPolicy(collectionName: string, vpcEndpointIds: readonly string[]): string {
    return JSON.stringify([
        {
            Description: "Bedrock, the index operations, and the named VPC endpoints; not the internet",
            Rules: [{ ResourceType: "collection", Resource: [`collection/${collectionName}`] }],
            AllowFromPublic: false,
            SourceServices: ["aoss.amazonaws.com", "bedrock.amazonaws.com"],
            ...(vpcEndpointIds.length > 0 && { SourceVPCEs: vpcEndpointIds }),
        },
    ]);
}

/**
 * What the role of the function that makes indexes may call: the operations of the control plane, each of which asks for
 * the data plane's right as well.
 * Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-semantic-enrichment.html
 */
export function indexAdminStatements(collectionArn: string): PolicyStatement[] {
    return [
        {
            sid: "ManageIndexes",
            actions: ["aoss:APIAccessAll", "aoss:CreateIndex", "aoss:DeleteIndex", "aoss:GetIndex"],
            resources: [collectionArn],
        },
    ];
}

/** Lets the function that makes indexes make them, and read or write no document. */
export function indexAdminPolicy(collectionName: string, roleArn: string): string {
    return accessPolicy("Makes and removes the indexes", roleArn, [
        {
            ResourceType: "index",
            Resource: [`index/${collectionName}/*`],
            Permission: ["aoss:CreateIndex", "aoss:DeleteIndex", "aoss:DescribeIndex", "aoss:UpdateIndex"],
        },
        {
            ResourceType: "collection",
            Resource: [`collection/${collectionName}`],
            Permission: ["aoss:DescribeCollectionItems"],
        },
    ]);
}

/** Lets a knowledge base read and write the documents of its one index, and make no other. */
export function documentPolicy(collectionName: string, indexName: string, roleArn: string): string {
    return accessPolicy("Reads and writes the documents of one index", roleArn, [
        {
            ResourceType: "index",
            Resource: [`index/${collectionName}/${indexName}`],
            Permission: ["aoss:DescribeIndex", "aoss:ReadDocument", "aoss:UpdateIndex", "aoss:WriteDocument"],
        },
        {
            ResourceType: "collection",
            Resource: [`collection/${collectionName}`],
            Permission: ["aoss:DescribeCollectionItems"],
        },
    ]);
}

interface AccessRule {
    readonly ResourceType: "collection" | "index";
    readonly Resource: readonly string[];
    readonly Permission: readonly string[];
}

function accessPolicy(description: string, roleArn: string, rules: readonly AccessRule[]): string {
    return JSON.stringify([{ Description: description, Rules: rules, Principal: [roleArn] }]);
}
