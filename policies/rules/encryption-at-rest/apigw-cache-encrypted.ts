import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

export const apigwCacheEncrypted = requirementRule({
    name: "apigw-cache-encrypted",
    group: "encryption-at-rest",
    description: "API Gateway encrypts the responses that it caches.",
    severity: "medium",
    anchors: {
        config: ["api-gw-cache-enabled-and-encrypted"],
        fsbp: ["APIGateway.5"],
        checkov: ["CKV_AWS_308"],
        trivy: ["AWS-0002"],
    },
    remediationSteps: "Set settings.cacheDataEncrypted to true.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-5",
    types: types.restApiMethodSettings,
    requires: ({ props }: Resource<aws.apigateway.MethodSettingsArgs>) => {
        const settings = props.child("settings");
        return [
            {
                kept: anyOf(
                    not(isOneOf(settings.flag("cachingEnabled"), [true])),
                    isOneOf(settings.flag("cacheDataEncrypted"), [true]),
                ),
                otherwise:
                    "settings.cachingEnabled is true and cacheDataEncrypted is not: responses are cached in plain text.",
                remedy: { "settings.cacheDataEncrypted": true },
            },
        ];
    },
});
