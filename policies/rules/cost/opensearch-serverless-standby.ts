import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { type Resource, stackRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const opensearchServerlessStandby = stackRule({
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
    judge: (stack, { stackPatterns }) =>
        stack.stackName === undefined || !matchesAny(stack.stackName, stackPatterns)
            ? []
            : stack
                  .ofTypes<aws.opensearch.ServerlessCollectionArgs>(types.opensearchServerlessCollection)
                  .flatMap(judgeCollection),
});

function judgeCollection({ name, urn, props }: Resource<aws.opensearch.ServerlessCollectionArgs>) {
    return check(
        isOneOf(props.text("standbyReplicas"), ["DISABLED"]),
        `Collection "${name}" keeps standby replicas, which double its least cost: standbyReplicas is not DISABLED.`,
        urn,
    );
}
