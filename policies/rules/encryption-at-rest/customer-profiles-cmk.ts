import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const customerProfilesCmk = requirementRule({
    name: "customer-profiles-cmk",
    group: "encryption-at-rest",
    description: "Amazon Connect Customer Profiles domains encrypt personal data with a KMS key of one's own.",
    severity: "medium",
    anchors: {},
    remediationSteps: "Set defaultEncryptionKey to a key of your own.",
    url: "https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html",
    types: types.customerProfilesDomain,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.customerprofiles.DomainArgs>, { kmsKeyArn }) => [
        ownKey(props, "defaultEncryptionKey", kmsKeyArn, "profiles are encrypted with a key that AWS manages."),
    ],
});
