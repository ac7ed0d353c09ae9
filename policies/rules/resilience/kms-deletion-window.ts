import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { isOneOf, not, satisfies } from "../../lib/truth";

export const kmsDeletionWindow = requirementRule({
    name: "kms-deletion-window",
    group: "resilience",
    description: "KMS keys are enabled, and neither they nor the access to them can be lost by one mistake.",
    severity: "medium",
    anchors: { fsbp: ["KMS.3"], checkov: ["CKV_AWS_227"] },
    remediationSteps:
        "Set deletionWindowInDays to the minimum or more, leave out isEnabled, and leave out bypassPolicyLockoutSafetyCheck.",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    types: types.key,
    settings: {
        minDays: integer("The fewest days between the order to delete a key and its end.", 30, {
            minimum: 7,
            maximum: 30,
        }),
    },
    requires: ({ props }: Resource<aws.kms.KeyArgs>, { minDays }) => [
        {
            kept: satisfies(
                props.number("deletionWindowInDays") ?? providerDefaults.kmsKey.deletionWindowInDays,
                (days) => days >= minDays,
                true,
            ),
            otherwise: `deletionWindowInDays is less than ${minDays}: what the key encrypts is lost after that.`,
            remedy: { deletionWindowInDays: minDays },
        },
        {
            kept: not(isOneOf(props.flag("isEnabled"), [false])),
            otherwise: "isEnabled is false: nobody can read what the key encrypts.",
            remedy: { isEnabled: true },
        },
        {
            kept: not(isOneOf(props.flag("bypassPolicyLockoutSafetyCheck"), [true])),
            otherwise: "bypassPolicyLockoutSafetyCheck is true: a wrong key policy locks everybody out for good.",
            remedy: { bypassPolicyLockoutSafetyCheck: false },
        },
    ],
});
