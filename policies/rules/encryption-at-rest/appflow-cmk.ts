import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const appflowCmk = requirementRule({
    name: "appflow-cmk",
    group: "encryption-at-rest",
    description:
        "AppFlow encrypts what its flows carry and the credentials of its connections with a KMS key of one's own.",
    severity: "medium",
    anchors: { checkov: ["CKV_AWS_263", "CKV_AWS_264"] },
    remediationSteps:
        "Set kmsArn to a key of your own: AppFlow can't change the key later, so the resource is replaced.",
    url: "https://docs.aws.amazon.com/appflow/latest/userguide/data-protection.html",
    types: [...types.appFlowFlow, ...types.appFlowConnectorProfile],
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<Pick<aws.appflow.FlowArgs, "kmsArn">>, { kmsKeyArn }) => [
        ownKey(props, "kmsArn", kmsKeyArn, "AppFlow encrypts with a key that AWS manages."),
    ],
});
