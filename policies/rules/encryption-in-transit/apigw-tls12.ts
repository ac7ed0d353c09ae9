import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { namesTlsPolicy } from "../../lib/tls-policy";
import { types } from "../../lib/tokens";

type Shape = aws.apigateway.DomainNameArgs & aws.apigatewayv2.DomainNameArgs;

const httpApiDomains: readonly string[] = types.httpApiDomainName;

export const apigwTls12 = requirementRule({
    name: "apigw-tls12",
    group: "encryption-in-transit",
    description: "Domain names of API Gateway take no TLS below version 1.2.",
    severity: "medium",
    anchors: { checkov: ["CKV_AWS_206"], trivy: ["AWS-0005"] },
    remediationSteps: "Set securityPolicy to TLS_1_2 or to a newer policy.",
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
    types: [...types.restApiDomainName, ...types.httpApiDomainName],
    settings: {
        allowedPolicies: texts("Security policies that domain names may use, with * as wildcard.", [
            "TLS_1_2",
            "SecurityPolicy_TLS12_*",
            "SecurityPolicy_TLS13_*",
        ]),
    },
    requires: ({ type, props }: Resource<Shape>, { allowedPolicies }) => {
        const policy = { allowed: allowedPolicies, preferred: "TLS_1_2" };
        return [
            httpApiDomains.includes(type)
                ? namesTlsPolicy(props.child("domainNameConfiguration"), "securityPolicy", policy)
                : namesTlsPolicy(props, "securityPolicy", policy),
        ];
    },
});
