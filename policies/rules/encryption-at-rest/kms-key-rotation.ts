import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, resourceRule } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isSet, not, satisfies } from "../../lib/truth";
import { check } from "../../lib/verdict";

const defaults = providerDefaults.kmsKey;

export const kmsKeyRotation = resourceRule({
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
    judge: ({ props }: Resource<aws.kms.KeyArgs>, { maxRotationDays }) => {
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
        return [
            ...check(anyOf(not(canRotate), rotates), "enableKeyRotation is not true."),
            ...check(
                anyOf(not(canRotate), not(rotates), oftenEnough),
                `rotationPeriodInDays is longer than ${maxRotationDays} days.`,
            ),
        ];
    },
});
