import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const cloudtrailKms = requirementRule({
    name: "cloudtrail-kms",
    group: "encryption-at-rest",
    description: "CloudTrail trails and event data stores encrypt their events with a KMS key.",
    severity: "high",
    anchors: {
        fsbp: ["CloudTrail.2"],
        cis: ["3.5"],
        checkov: ["CKV_AWS_35", "CKV_AWS_294"],
        trivy: ["AWS-0015"],
    },
    remediationSteps: "Set kmsKeyId to a key whose policy admits cloudtrail.amazonaws.com.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2",
    types: [...types.trail, ...types.eventDataStore],
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.cloudtrail.TrailArgs>, { kmsKeyArn }) => [
        {
            kept: props.has("kmsKeyId"),
            otherwise: "kmsKeyId is not set.",
            remedy: encryptWith(kmsKeyArn, props, "kmsKeyId"),
        },
    ],
});
