import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";

export const cognitoNoGuest = requirementRule({
    name: "cognito-no-guest",
    group: "public-access",
    description:
        "Cognito identity pools give credentials to nobody who has not signed in, and by the enhanced flow only.",
    severity: "high",
    anchors: { fsbp: ["Cognito.2"], checkov: ["CKV_AWS_366"], cdkNag: ["AwsSolutions-COG7"] },
    remediationSteps: "Set allowUnauthenticatedIdentities and allowClassicFlow to false, or leave them out.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-2",
    types: types.cognitoIdentityPool,
    requires: ({ props }: Resource<aws.cognito.IdentityPoolArgs>) => [
        {
            kept: not(isOneOf(props.flag("allowUnauthenticatedIdentities"), [true])),
            otherwise: "allowUnauthenticatedIdentities is true: anybody gets AWS credentials.",
            remedy: { allowUnauthenticatedIdentities: false },
        },
        {
            kept: not(isOneOf(props.flag("allowClassicFlow"), [true])),
            otherwise: "allowClassicFlow is true: clients choose their role, past what scopes down the enhanced flow.",
            remedy: { allowClassicFlow: false },
        },
    ],
});
