import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn, namesOwnKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, isOneOf } from "../../lib/truth";

export const ecrCmk = requirementRule({
    name: "ecr-cmk",
    group: "encryption-at-rest",
    description: "ECR repositories encrypt their images with a KMS key of one's own.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_136"], trivy: ["AWS-0033"] },
    remediationSteps:
        "Set encryptionConfigurations to one of encryptionType KMS with a kmsKey: a repository can't change its encryption, so it is replaced.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-5",
    types: types.ecrRepository,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.ecr.RepositoryArgs>, { kmsKeyArn }) => {
        const encryption = props.first("encryptionConfigurations");
        return [
            {
                kept: allOf(
                    isOneOf(encryption.text("encryptionType"), ["KMS", "KMS_DSSE"]),
                    namesOwnKey(encryption, "kmsKey"),
                ),
                otherwise: "encryptionConfigurations[0] is not KMS with a key of your own.",
                remedy: encryptWith(kmsKeyArn, encryption, "kmsKey", {
                    [encryption.pathTo("encryptionType")]: "KMS",
                }),
            },
        ];
    },
});
