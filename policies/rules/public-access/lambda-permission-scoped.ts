import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { type Resource, resourceRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not, satisfies, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

type Shape = aws.lambda.PermissionArgs;

/** A service principal stands for every customer of the service until the source is pinned to an account. */
export const lambdaPermissionScoped = resourceRule({
    name: "lambda-permission-scoped",
    group: "public-access",
    description: "Lambda permissions name a principal, and pin service principals to a source ARN or account.",
    severity: "critical",
    anchors: { fsbp: ["Lambda.1"], checkov: ["CKV_AWS_301", "CKV_AWS_364"], trivy: ["AWS-0067"] },
    remediationSteps: "Replace principal *, and set sourceArn or sourceAccount; set sourceAccount for S3 and SES.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1",
    types: types.functionPermission,
    settings: {
        accountRequiredFor: texts("Services whose source ARNs do not tell the account.", [
            "s3.amazonaws.com",
            "ses.amazonaws.com",
        ]),
    },
    judge: ({ props }: Resource<Shape>, { accountRequiredFor }) => {
        const principal = props.text("principal");
        const isService = satisfies(principal, (value) => /\.amazon(?:aws)?\.com(?:\.cn)?$/.test(value), false);
        return [
            ...check(
                anyOf(not(isOneOf(principal, ["*"])), props.has("principalOrgId")),
                "principal is *: everybody may invoke the function.",
            ),
            ...check(
                anyOf(not(isService), props.has("eventSourceToken"), pinsSource(props)),
                "A service principal has neither a sourceArn with a fixed account nor a sourceAccount.",
            ),
            ...check(
                anyOf(not(isOneOf(principal, accountRequiredFor)), props.has("sourceAccount")),
                "sourceAccount is not set, and this service's ARNs do not tell the account.",
            ),
        ];
    },
});

function pinsSource(props: Properties<Shape>): Truth {
    const fixed = satisfies(
        props.text("sourceArn"),
        (arn) => arn !== "*" && !/^arn:[^:]*:[^:]*:[^:]*:\*/.test(arn),
        false,
    );
    return anyOf(props.has("sourceAccount"), fixed);
}
