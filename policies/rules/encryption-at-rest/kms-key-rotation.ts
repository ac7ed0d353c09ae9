import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isSet, not, satisfies } from "../../lib/truth";

const defaults = providerDefaults.kmsKey;

export const kmsKeyRotation = requirementRule({
    name: "kms-key-rotation",
    group: "encryption-at-rest",
    description: "Symmetric KMS keys rotate by themselves, at least once in a set number of days.",
    severity: "medium",
    anchors: {
        config: ["cmk-backing-key-rotation-enabled"],
        fsbp: ["KMS.4"],
        cis: ["3.6"],
        checkov: ["CKV_AWS_7"],
        trivy: ["AWS-0065"],
        cdkNag: ["AwsSolutions-KMS5"],
    },
    remediationSteps: "Set enableKeyRotation to true, and rotationPeriodInDays to no more than the allowed number.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
    types: types.key,
    settings: {
        maxRotationDays: integer("The longest time between rotations, in days.", 365, { minimum: 90, maximum: 2560 }),
    },
    requires: ({ props }: Resource<aws.kms.KeyArgs>, { maxRotationDays }) => {
        const canRotate = allOf(
            isOneOf(props.text("customerMasterKeySpec"), [defaults.keySpec], true),
            !isSet(props.get("customKeyStoreId")),
        );
        const rotates = isOneOf(props.flag("enableKeyRotation"), [true], defaults.enableKeyRotation);
        const oftenEnough = satisfies(
            props.number("rotationPeriodInDays"),
            (days) => days <= maxRotationDays,
            defaults.rotationPeriodInDays <= maxRotationDays,
        );
        const remedy = { rotationPeriodInDays: maxRotationDays };
        return [
            {
                kept: anyOf(not(canRotate), rotates),
                otherwise: "enableKeyRotation is not true.",
                remedy: { enableKeyRotation: true, ...(oftenEnough === false && remedy) },
            },
            {
                kept: anyOf(not(canRotate), not(rotates), oftenEnough),
                otherwise: `rotationPeriodInDays is longer than ${maxRotationDays} days.`,
                remedy,
            },
        ];
    },
});
