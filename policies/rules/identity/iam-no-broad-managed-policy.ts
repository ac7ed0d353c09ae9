import { type AttachmentShape, attachmentTypes, isBroad, judgeAwsManaged } from "../../lib/managed-policies";
import { type Resource, resourceRule } from "../../lib/rule";
import { texts } from "../../lib/settings";

export const iamNoBroadManagedPolicy = resourceRule({
    name: "iam-no-broad-managed-policy",
    group: "identity",
    description: "Nobody gets a policy of AWS's that opens the account or a service as a whole.",
    severity: "high",
    anchors: { checkov: ["CKV_AWS_274", "CKV2_AWS_56"], cdkNag: ["AwsSolutions-IAM4"] },
    remediationSteps: "Write a policy that names the actions and resources, and attach that.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    types: attachmentTypes,
    settings: {
        allowedManagedPolicies: texts(
            "Policies of AWS's that may be attached, by path and name as in job-function/ViewOnlyAccess, with * as wildcard.",
        ),
    },
    judge: ({ props }: Resource<AttachmentShape>, { allowedManagedPolicies }) =>
        judgeAwsManaged(
            props,
            allowedManagedPolicies,
            isBroad,
            (name) => `${name} is attached, which opens a service or the account as a whole.`,
        ),
});
