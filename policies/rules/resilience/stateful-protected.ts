import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { JudgedResource } from "../../lib/rule";
import { isInStack, stackPatterns } from "../../lib/stack-patterns";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";

/** Protection is an option of the resource, which no remedy can set. */
export const statefulProtected = requirementRule({
    name: "stateful-protected",
    group: "resilience",
    description: "In stacks that must last, Pulumi refuses to delete what holds data.",
    severity: "medium",
    anchors: {},
    remediationSteps: "Set the resource option protect to true, and leave out forceDestroy.",
    url: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/back-up-data.html",
    types: [
        ...types.bucket,
        ...types.dynamodbTable,
        ...types.key,
        ...types.opensearchDomain,
        ...types.redshiftServerlessNamespace,
        ...types.cognitoUserPool,
        ...types.connectInstance,
    ],
    settings: { stackPatterns },
    requires: (resource: JudgedResource<Pick<aws.s3.BucketArgs, "forceDestroy">>, settings) =>
        isInStack(resource, settings.stackPatterns)
            ? [
                  {
                      kept: resource.isProtected,
                      otherwise: "The option protect is not true: a renamed resource loses its data.",
                  },
                  {
                      kept: not(isOneOf(resource.props.flag("forceDestroy"), [true])),
                      otherwise: "forceDestroy is true: the bucket is deleted with all that it holds.",
                      remedy: { forceDestroy: false },
                  },
              ]
            : [],
});
