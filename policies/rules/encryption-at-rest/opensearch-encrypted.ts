import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf } from "../../lib/truth";

export const opensearchEncrypted = requirementRule({
    name: "opensearch-encrypted",
    group: "encryption-at-rest",
    description: "OpenSearch domains encrypt their indexes, logs and snapshots at rest.",
    severity: "high",
    anchors: {
        config: ["opensearch-encrypted-at-rest", "elasticsearch-encrypted-at-rest"],
        fsbp: ["OpenSearch.1"],
        checkov: ["CKV_AWS_5", "CKV_AWS_247"],
        trivy: ["AWS-0048"],
        cdkNag: ["AwsSolutions-OS8"],
    },
    remediationSteps: "Set encryptAtRest.enabled to true; encryptAtRest.kmsKeyId names a key of your own.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-1",
    types: types.opensearchDomain,
    settings: { requireCmk: flag("Ask for a key of one's own, not alias/aws/es.", false), kmsKeyArn },
    requires: ({ props }: Resource<aws.opensearch.DomainArgs>, { requireCmk, kmsKeyArn }) => {
        const encryption = props.child("encryptAtRest");
        const enabled = isOneOf(encryption.flag("enabled"), [true], providerDefaults.opensearchDomain.encryptAtRest);
        const key = ownKey(encryption, "kmsKeyId", kmsKeyArn, "the AWS managed key can't be restricted or shared.");
        return [
            {
                kept: enabled,
                otherwise: "encryptAtRest.enabled is not true: indexes, logs and snapshots are stored unencrypted.",
                remedy: { "encryptAtRest.enabled": true },
            },
            { ...key, kept: anyOf(!requireCmk, key.kept) },
        ];
    },
});
