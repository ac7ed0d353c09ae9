import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { namesTlsPolicy } from "../../lib/tls-policy";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

const defaults = providerDefaults.opensearchDomain;

export const opensearchHttpsTls12 = requirementRule({
    name: "opensearch-https-tls12",
    group: "encryption-in-transit",
    description:
        "OpenSearch domains take HTTPS only, no TLS below version 1.2, and encrypt what their nodes tell each other.",
    severity: "high",
    anchors: {
        config: ["opensearch-https-required", "opensearch-node-to-node-encryption-check"],
        fsbp: ["OpenSearch.3", "OpenSearch.8"],
        checkov: ["CKV_AWS_6", "CKV_AWS_83", "CKV_AWS_228"],
        trivy: ["AWS-0043", "AWS-0046", "AWS-0126"],
        cdkNag: ["AwsSolutions-OS2"],
    },
    remediationSteps:
        "Leave domainEndpointOptions.enforceHttps at true, set its tlsSecurityPolicy to Policy-Min-TLS-1-2-PFS-2023-10, and nodeToNodeEncryption.enabled to true.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-8",
    types: types.opensearchDomain,
    settings: {
        allowedTlsPolicies: texts("TLS policies that domains may use, with * as wildcard.", ["Policy-Min-TLS-1-2-*"]),
    },
    requires: ({ props }: Resource<aws.opensearch.DomainArgs>, { allowedTlsPolicies }) => {
        const endpoint = props.child("domainEndpointOptions");
        const nodes = props.child("nodeToNodeEncryption");
        return [
            {
                kept: isOneOf(endpoint.flag("enforceHttps"), [true], defaults.enforceHttps),
                otherwise: "domainEndpointOptions.enforceHttps is false: the domain takes plain HTTP.",
                remedy: { "domainEndpointOptions.enforceHttps": true },
            },
            namesTlsPolicy(endpoint, "tlsSecurityPolicy", {
                allowed: allowedTlsPolicies,
                preferred: "Policy-Min-TLS-1-2-PFS-2023-10",
            }),
            {
                kept: isOneOf(nodes.flag("enabled"), [true], defaults.nodeToNodeEncryption),
                otherwise: "nodeToNodeEncryption.enabled is not true: nodes exchange data in plain text.",
                remedy: { "nodeToNodeEncryption.enabled": true },
            },
        ];
    },
});
