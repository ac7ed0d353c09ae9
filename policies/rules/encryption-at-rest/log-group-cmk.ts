import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { encryptWith, kmsKeyArn } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf } from "../../lib/truth";

export const logGroupCmk = requirementRule({
    name: "log-group-cmk",
    group: "encryption-at-rest",
    description: "CloudWatch log groups encrypt their events with a KMS key of one's own.",
    severity: "medium",
    anchors: { checkov: ["CKV_AWS_158"], trivy: ["AWS-0017"], cdkNag: ["CloudWatchLogGroupEncrypted"] },
    remediationSteps: "Set kmsKeyId to a key whose policy admits logs.<region>.amazonaws.com.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    types: types.logGroup,
    settings: {
        namePatterns: texts("Resource names, with * as wildcard, that the rule is about.", ["*"]),
        kmsKeyArn,
    },
    requires: ({ name, props }: Resource<aws.cloudwatch.LogGroupArgs>, { namePatterns, kmsKeyArn }) => [
        {
            kept: anyOf(props.has("kmsKeyId"), !matchesAny(name, namePatterns)),
            otherwise: "kmsKeyId is not set: events are encrypted with a key that AWS owns.",
            remedy: encryptWith(kmsKeyArn, props, "kmsKeyId"),
        },
    ],
});
