import type * as aws from "@pulumi/aws";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, isSet, not } from "../../lib/truth";

type Shape = aws.apigateway.MethodArgs & aws.apigateway.RequestValidatorArgs;

const validators: readonly string[] = types.restApiRequestValidator;

export const apigwRequestValidation = manualRule({
    name: "apigw-request-validation",
    group: "network",
    description: "Methods of REST APIs that take a body check it before anything runs.",
    severity: "low",
    anchors: { checkov: ["CKV2_AWS_53"], cdkNag: ["AwsSolutions-APIG2"] },
    remediationSteps:
        "Set requestValidatorId to an apigateway.RequestValidator with validateRequestBody, and requestModels.",
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
    types: [...types.restApiMethod, ...types.restApiRequestValidator],
    requires: ({ type, props }: Resource<Shape>) =>
        validators.includes(type)
            ? [
                  {
                      kept: anyOf(
                          isOneOf(props.flag("validateRequestBody"), [true]),
                          isOneOf(props.flag("validateRequestParameters"), [true]),
                      ),
                      otherwise:
                          "Neither validateRequestBody nor validateRequestParameters is true: the validator checks nothing.",
                  },
              ]
            : [
                  {
                      kept: anyOf(
                          not(isOneOf(props.text("httpMethod"), ["POST", "PUT", "PATCH", "ANY"])),
                          isSet(props.get("requestValidatorId")),
                      ),
                      otherwise: "requestValidatorId is not set: malformed requests reach the backend.",
                  },
              ],
});
