import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isUnknown, not } from "../../lib/truth";

export const lambdaEnvCmk = requirementRule({
    name: "lambda-env-cmk",
    group: "encryption-at-rest",
    description: "Lambda functions with environment variables encrypt them with a KMS key of one's own.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_173"] },
    remediationSteps: "Set kmsKeyArn.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
    types: types.function,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.lambda.FunctionArgs>, { kmsKeyArn }) => {
        const names = props.child("environment").child("variables").keys();
        const hasVariables = isUnknown(names) ? names : names.length > 0;
        return [
            {
                kept: anyOf(props.has("kmsKeyArn"), not(hasVariables)),
                otherwise: "kmsKeyArn is not set: environment variables are encrypted with a key that AWS manages.",
                remedy: encryptWith(kmsKeyArn, props, "kmsKeyArn"),
            },
        ];
    },
});
