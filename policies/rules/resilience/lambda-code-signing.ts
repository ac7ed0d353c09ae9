import type * as aws from "@pulumi/aws";
import { optInTag, optsIn } from "../../lib/opt-in";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag, text } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

export const lambdaCodeSigning = requirementRule({
    name: "lambda-code-signing",
    group: "resilience",
    description: "Lambda functions that are asked for it run signed code only.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_272"] },
    remediationSteps: "Set codeSigningConfigArn to a lambda.CodeSigningConfig whose policy is Enforce.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",
    types: types.function,
    settings: {
        everyFunction: flag("Ask it of functions without the tag as well.", false),
        tag: optInTag("function"),
        codeSigningConfigArn: text("ARN of the configuration that the remedy names; without one it names none."),
    },
    requires: ({ props }: Resource<aws.lambda.FunctionArgs>, { everyFunction, tag, codeSigningConfigArn }) => [
        {
            kept: anyOf(
                // Images are signed in their registry: Lambda refuses a configuration for them.
                isOneOf(props.text("packageType"), ["Image"]),
                not(anyOf(everyFunction, optsIn(props.child("tags"), tag))),
                props.has("codeSigningConfigArn"),
            ),
            otherwise: "codeSigningConfigArn is not set: code that nobody signed may run.",
            ...(codeSigningConfigArn !== "" && { remedy: { codeSigningConfigArn } }),
        },
    ],
});
