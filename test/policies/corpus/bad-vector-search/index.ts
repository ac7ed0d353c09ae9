import * as aws from "@pulumi/aws";

// What the console's quick start makes: an AWS owned key, and public access "to get going".
const encryption = new aws.opensearch.ServerlessSecurityPolicy("encryption", {
    name: "products-encryption",
    type: "encryption",
    policy: JSON.stringify({
        Rules: [{ ResourceType: "collection", Resource: ["collection/products*"] }],
        AWSOwnedKey: true,
    }),
});
const network = new aws.opensearch.ServerlessSecurityPolicy("network", {
    name: "products-network",
    type: "network",
    policy: JSON.stringify([
        {
            Description: "Public access for the collection and the dashboard",
            Rules: [
                { ResourceType: "collection", Resource: ["collection/products"] },
                { ResourceType: "dashboard", Resource: ["collection/products"] },
            ],
            AllowFromPublic: true,
        },
    ]),
});
const products = new aws.opensearch.ServerlessCollection(
    "products",
    { name: "products", type: "VECTORSEARCH" },
    { dependsOn: [encryption, network] },
);
// No encryption policy takes this one in.
new aws.opensearch.ServerlessCollection("reviews", { name: "reviews", type: "SEARCH" });

const indexer = new aws.iam.Role("indexer", {
    assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    }),
});
new aws.iam.RolePolicy("indexer-policy", {
    role: indexer.id,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "aoss:*", Resource: "*" }],
    }),
});
new aws.opensearch.ServerlessAccessPolicy("data", {
    name: "products-data",
    type: "data",
    policy: indexer.arn.apply((arn) =>
        JSON.stringify([
            {
                Rules: [
                    { ResourceType: "index", Resource: ["index/products/*"], Permission: ["aoss:*"] },
                    { ResourceType: "collection", Resource: ["collection/products"], Permission: ["aoss:*"] },
                ],
                Principal: [arn],
            },
        ]),
    ),
});
new aws.opensearch.Domain("legacy-search", {
    domainName: "legacy-search",
    clusterConfig: { instanceType: "t3.small.search" },
    ebsOptions: { ebsEnabled: true, volumeSize: 10 },
    accessPolicies: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "es:*", Resource: "*" }],
    }),
});
export const endpoint = products.collectionEndpoint;
