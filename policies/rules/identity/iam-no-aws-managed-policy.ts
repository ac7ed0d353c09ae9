import { type AttachmentShape, attachmentTypes, isBroad, judgeAwsManaged } from "../../lib/managed-policies";
import { type Resource, resourceRule } from "../../lib/rule";
import { texts } from "../../lib/settings";

/** The broad ones are for `iam-no-broad-managed-policy`. */
export const iamNoAwsManagedPolicy = resourceRule({
    name: "iam-no-aws-managed-policy",
    group: "identity",
    description: "Policies that are attached are one's own, or written by AWS for the role of one service.",
    severity: "low",
    anchors: { cdkNag: ["AwsSolutions-IAM4"] },
    remediationSteps: "Write a policy that names the resources, and attach that: AWS's policies name hardly any.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    types: attachmentTypes,
    settings: {
        allowedManagedPolicies: texts(
            "Policies of AWS's that may be attached, by path and name as in job-function/ViewOnlyAccess, with * as wildcard.",
            ["service-role/*"],
        ),
    },
    judge: ({ props }: Resource<AttachmentShape>, { allowedManagedPolicies }) =>
        judgeAwsManaged(
            props,
            allowedManagedPolicies,
            (name) => !isBroad(name),
            (name) => `${name} is attached, which AWS writes and changes.`,
        ),
});
