import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { isInStack } from "../../lib/stack-patterns";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf } from "../../lib/truth";

export const opensearchServerlessStandby = requirementRule({
    name: "opensearch-serverless-standby",
    group: "cost",
    description: "Outside production, OpenSearch Serverless collections pay for no standby replicas.",
    severity: "low",
    anchors: {},
    remediationSteps: "Set standbyReplicas to DISABLED; the collection is replaced.",
    url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-overview.html",
    types: types.opensearchServerlessCollection,
    settings: {
        stackPatterns: texts("Names of stacks that need no standby, with * as wildcard.", [
            "dev*",
            "test*",
            "sandbox*",
        ]),
    },
    requires: (resource: Resource<aws.opensearch.ServerlessCollectionArgs>, { stackPatterns }) => [
        {
            kept: anyOf(
                !isInStack(resource, stackPatterns),
                isOneOf(resource.props.text("standbyReplicas"), ["DISABLED"]),
            ),
            otherwise: "standbyReplicas is not DISABLED: standby replicas double the least cost of the collection.",
            remedy: { standbyReplicas: "DISABLED" },
        },
    ],
});
