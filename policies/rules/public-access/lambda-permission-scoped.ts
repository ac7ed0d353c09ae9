import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { text, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not, satisfies, type Truth } from "../../lib/truth";

type Shape = aws.lambda.PermissionArgs;

/** A service principal stands for every customer of the service until the source is pinned to an account. */
export const lambdaPermissionScoped = requirementRule({
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
        sourceAccount: text("Account that the remedy pins service principals to; without one it pins none."),
    },
    requires: ({ props }: Resource<Shape>, { accountRequiredFor, sourceAccount }) => {
        const principal = props.text("principal");
        const isService = satisfies(principal, (value) => /\.amazon(?:aws)?\.com(?:\.cn)?$/.test(value), false);
        const pin = sourceAccount !== "" && { remedy: { sourceAccount } };
        return [
            {
                kept: anyOf(not(isOneOf(principal, ["*"])), props.has("principalOrgId")),
                otherwise: "principal is *: everybody may invoke the function.",
            },
            {
                kept: anyOf(not(isService), props.has("eventSourceToken"), pinsSource(props)),
                otherwise: "A service principal has neither a sourceArn with a fixed account nor a sourceAccount.",
                ...pin,
            },
            {
                kept: anyOf(not(isOneOf(principal, accountRequiredFor)), props.has("sourceAccount")),
                otherwise: "sourceAccount is not set, and this service's ARNs do not tell the account.",
                ...pin,
            },
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
