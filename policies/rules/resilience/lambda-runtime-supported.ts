import type * as aws from "@pulumi/aws";
import { supportedRuntimes } from "../../lib/facts/lambda-runtimes";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf } from "../../lib/truth";

/** Never asks for the latest runtime: the day of a release would break every build. */
export const lambdaRuntimeSupported = manualRule({
    name: "lambda-runtime-supported",
    group: "resilience",
    description: "Lambda functions run on a runtime that still gets security updates.",
    severity: "medium",
    anchors: {
        config: ["lambda-function-settings-check"],
        fsbp: ["Lambda.2"],
        checkov: ["CKV_AWS_363"],
        cdkNag: ["AwsSolutions-L1"],
    },
    remediationSteps: "Set runtime to one that is supported, and test the function on it.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    types: types.function,
    settings: { runtimes: texts("Runtimes that functions may use.", supportedRuntimes) },
    requires: ({ props }: Resource<aws.lambda.FunctionArgs>, { runtimes }) => [
        {
            kept: anyOf(isOneOf(props.text("packageType"), ["Image"]), isOneOf(props.text("runtime"), runtimes, true)),
            otherwise: "runtime is none of those that are supported: it gets no security updates.",
        },
    ],
});
