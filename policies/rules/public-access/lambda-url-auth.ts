import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, isUnknown, not } from "../../lib/truth";

export const lambdaUrlAuth = requirementRule({
    name: "lambda-url-auth",
    group: "public-access",
    description: "Lambda function URLs ask for IAM authorization and do not answer every origin.",
    severity: "high",
    anchors: { checkov: ["CKV_AWS_258", "CKV2_AWS_75"], cdkNag: ["LambdaFunctionUrlAuth"] },
    remediationSteps: "Set authorizationType to AWS_IAM, and name the origins in cors.allowOrigins.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    types: types.functionUrl,
    requires: ({ props }: Resource<aws.lambda.FunctionUrlArgs>) => {
        const origins = props.child("cors").texts("allowOrigins");
        const everyOrigin = anyOf(...origins.map((origin) => (isUnknown(origin) ? origin : origin === "*")));
        return [
            {
                kept: isOneOf(props.text("authorizationType"), ["AWS_IAM"]),
                otherwise: "authorizationType is not AWS_IAM.",
                remedy: { authorizationType: "AWS_IAM" },
            },
            {
                kept: not(everyOrigin),
                otherwise: "cors.allowOrigins holds *.",
                ...(!origins.some(isUnknown) && {
                    remedy: { "cors.allowOrigins": origins.filter((origin) => origin !== "*") },
                }),
            },
        ];
    },
});
