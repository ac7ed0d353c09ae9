import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

export const lambdaTracing = requirementRule({
    name: "lambda-tracing",
    group: "audit",
    description: "Lambda functions are traced, and write logs that can be searched by field.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_50"], trivy: ["AWS-0066"], cdkNag: ["LambdaTracing"] },
    remediationSteps:
        "Set tracingConfig.mode to Active and loggingConfig.logFormat to JSON, with loggingConfig.logGroup the name of a declared LogGroup.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
    types: types.function,
    settings: {
        requireLogGroup: flag(
            "Ask that loggingConfig names the log group; by default one that is declared as /aws/lambda/NAME will do.",
            false,
        ),
    },
    requires: ({ props }: Resource<aws.lambda.FunctionArgs>, { requireLogGroup }) => {
        const logging = props.child("loggingConfig");
        return [
            {
                kept: isOneOf(props.child("tracingConfig").text("mode"), ["Active"]),
                otherwise: "tracingConfig.mode is not Active: slow and failed calls can't be followed.",
                remedy: { "tracingConfig.mode": "Active" },
            },
            {
                kept: isOneOf(logging.text("logFormat"), ["JSON"]),
                otherwise: "loggingConfig.logFormat is not JSON.",
                remedy: { "loggingConfig.logFormat": "JSON" },
            },
            {
                kept: !requireLogGroup || logging.has("logGroup"),
                otherwise:
                    "loggingConfig.logGroup is not set: Lambda makes a log group that keeps everything for ever.",
            },
        ];
    },
});
