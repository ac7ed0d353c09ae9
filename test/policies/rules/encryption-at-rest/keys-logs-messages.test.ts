import { cloudtrailKms } from "../../../../policies/rules/encryption-at-rest/cloudtrail-kms";
import { kmsKeyRotation } from "../../../../policies/rules/encryption-at-rest/kms-key-rotation";
import { lambdaEnvCmk } from "../../../../policies/rules/encryption-at-rest/lambda-env-cmk";
import { logGroupCmk } from "../../../../policies/rules/encryption-at-rest/log-group-cmk";
import { snsEncrypted } from "../../../../policies/rules/encryption-at-rest/sns-encrypted";
import { sqsEncrypted } from "../../../../policies/rules/encryption-at-rest/sqs-encrypted";
import { keyArn } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const withKey = { kmsKeyArn: keyArn };

describeRule({
    rule: kmsKeyRotation,
    type: "aws:kms/key:Key",
    refuses: [
        { when: "rotation that is off", set: { enableKeyRotation: false }, says: ["enableKeyRotation is not true."] },
        {
            when: "rotation left at its default",
            set: { enableKeyRotation: undefined },
            says: ["enableKeyRotation is not true."],
        },
        {
            when: "too rare a rotation",
            set: { rotationPeriodInDays: 366 },
            says: ["rotationPeriodInDays is longer than 365 days."],
        },
        {
            when: "the default period where a shorter one is asked for",
            set: { rotationPeriodInDays: undefined },
            settings: { maxRotationDays: 180 },
            says: ["rotationPeriodInDays is longer than 180 days."],
        },
    ],
    accepts: [
        { when: "the default period", set: { rotationPeriodInDays: undefined } },
        {
            when: "an asymmetric key, which can't rotate",
            set: { enableKeyRotation: undefined, customerMasterKeySpec: "RSA_2048" },
        },
        {
            when: "a key in a custom store, which can't rotate",
            set: { enableKeyRotation: undefined, customKeyStoreId: "cks-1" },
        },
    ],
    defersOn: ["enableKeyRotation", "rotationPeriodInDays"],
    mends: [
        { when: "rotation left at its default", set: { enableKeyRotation: undefined } },
        { when: "too rare a rotation", set: { rotationPeriodInDays: 400 } },
        { when: "no rotation with too long a period", set: { enableKeyRotation: false, rotationPeriodInDays: 400 } },
        {
            when: "the default period where a shorter one is asked for",
            set: { rotationPeriodInDays: undefined },
            settings: { maxRotationDays: 180 },
        },
    ],
    leaves: [
        {
            when: "a key that may be asymmetric",
            set: { enableKeyRotation: undefined, customerMasterKeySpec: UNKNOWN },
        },
    ],
});

describeRule({
    rule: logGroupCmk,
    type: "aws:cloudwatch/logGroup:LogGroup",
    refuses: [
        {
            when: "no key",
            set: { kmsKeyId: undefined },
            says: ["kmsKeyId is not set: events are encrypted with a key that AWS owns."],
        },
    ],
    accepts: [
        {
            when: "a group that the setting leaves out",
            set: { kmsKeyId: undefined },
            settings: { namePatterns: ["lake-*"] },
        },
    ],
    needsOnlyPresenceOf: ["kmsKeyId"],
    mends: [{ when: "no key", set: { kmsKeyId: undefined }, settings: withKey }],
    leaves: [
        { when: "no key, where none is configured,", set: { kmsKeyId: undefined } },
        {
            when: "a group that the setting leaves out",
            set: { kmsKeyId: undefined },
            settings: { ...withKey, namePatterns: ["lake-*"] },
        },
    ],
});

for (const type of cloudtrailKms.types) {
    describeRule({
        rule: cloudtrailKms,
        type,
        refuses: [{ when: "no key", set: { kmsKeyId: undefined }, says: ["kmsKeyId is not set."] }],
        needsOnlyPresenceOf: ["kmsKeyId"],
        mends: [{ when: "no key", set: { kmsKeyId: undefined }, settings: withKey }],
        leaves: [{ when: "no key, where none is configured,", set: { kmsKeyId: undefined } }],
    });
}

describeRule({
    rule: lambdaEnvCmk,
    type: "aws:lambda/function:Function",
    refuses: [
        {
            when: "environment variables without a key",
            set: { kmsKeyArn: undefined },
            says: ["kmsKeyArn is not set: environment variables are encrypted with a key that AWS manages."],
        },
    ],
    accepts: [
        { when: "no key where there are no variables", set: { kmsKeyArn: undefined, "environment.variables": {} } },
        { when: "no key where there is no environment", set: { kmsKeyArn: undefined, environment: undefined } },
    ],
    needsOnlyPresenceOf: ["kmsKeyArn", "environment", "environment.variables.MODE"],
    mends: [{ when: "variables without a key", set: { kmsKeyArn: undefined }, settings: withKey }],
    leaves: [
        { when: "variables without a key, where none is configured,", set: { kmsKeyArn: undefined } },
        { when: "an unknown environment", set: { kmsKeyArn: undefined, environment: UNKNOWN }, settings: withKey },
    ],
});

describeRule({
    rule: sqsEncrypted,
    type: "aws:sqs/queue:Queue",
    refuses: [
        {
            when: "encryption switched off",
            set: { kmsMasterKeyId: undefined, sqsManagedSseEnabled: false },
            says: ["sqsManagedSseEnabled is false and there is no kmsMasterKeyId."],
        },
        {
            when: "the AWS managed key where one's own is asked for",
            set: { kmsMasterKeyId: "alias/aws/sqs" },
            settings: { requireCmk: true },
            says: ["kmsMasterKeyId names no key of your own."],
        },
    ],
    accepts: [
        { when: "the default, which is encrypted", set: { kmsMasterKeyId: undefined } },
        { when: "a key of one's own where one is asked for", set: {}, settings: { requireCmk: true } },
    ],
    needsOnlyPresenceOf: ["kmsMasterKeyId"],
    mends: [
        { when: "encryption switched off", set: { kmsMasterKeyId: undefined, sqsManagedSseEnabled: false } },
        {
            when: "the other kind of encryption where a key of one's own is asked for",
            set: { kmsMasterKeyId: undefined, sqsManagedSseEnabled: true },
            settings: { ...withKey, requireCmk: true },
        },
    ],
    leaves: [
        {
            when: "the default, where a key is asked for and none is configured,",
            set: { kmsMasterKeyId: undefined },
            settings: { requireCmk: true },
        },
    ],
});

describeRule({
    rule: snsEncrypted,
    type: "aws:sns/topic:Topic",
    refuses: [
        { when: "no key", set: { kmsMasterKeyId: undefined }, says: ["kmsMasterKeyId is not set."] },
        {
            when: "the AWS managed key where one's own is asked for",
            set: { kmsMasterKeyId: "arn:aws:kms:us-east-1:111122223333:alias/aws/sns" },
            settings: { requireCmk: true },
            says: ["kmsMasterKeyId names no key of your own."],
        },
    ],
    accepts: [{ when: "the AWS managed key", set: { kmsMasterKeyId: "alias/aws/sns" } }],
    needsOnlyPresenceOf: ["kmsMasterKeyId"],
    mends: [
        { when: "no key", set: { kmsMasterKeyId: undefined }, settings: withKey },
        {
            when: "the AWS managed key where one's own is asked for",
            set: { kmsMasterKeyId: "alias/aws/sns" },
            settings: { ...withKey, requireCmk: true },
        },
    ],
    leaves: [{ when: "no key, where none is configured,", set: { kmsMasterKeyId: undefined } }],
});
