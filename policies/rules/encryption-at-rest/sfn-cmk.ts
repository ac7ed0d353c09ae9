import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn, namesOwnKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, isOneOf } from "../../lib/truth";

const customerManaged = "CUSTOMER_MANAGED_KMS_KEY";

export const sfnCmk = requirementRule({
    name: "sfn-cmk",
    group: "encryption-at-rest",
    description:
        "Step Functions state machines encrypt their definition and execution history with a KMS key of one's own.",
    severity: "low",
    anchors: {},
    remediationSteps: `Set encryptionConfiguration to type ${customerManaged} with a kmsKeyId.`,
    url: "https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html",
    types: types.stateMachine,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.sfn.StateMachineArgs>, { kmsKeyArn }) => {
        const encryption = props.child("encryptionConfiguration");
        return [
            {
                kept: allOf(isOneOf(encryption.text("type"), [customerManaged]), namesOwnKey(encryption, "kmsKeyId")),
                otherwise: `encryptionConfiguration is not ${customerManaged} with a key: execution history is encrypted with a key that AWS owns.`,
                remedy: encryptWith(kmsKeyArn, encryption, "kmsKeyId", {
                    [encryption.pathTo("type")]: customerManaged,
                }),
            },
        ];
    },
});
