import { cognitoStrongAuth } from "../../../../policies/rules/resilience/cognito-strong-auth";
import { eventTargetDlq } from "../../../../policies/rules/resilience/event-target-dlq";
import { kendraUserContext } from "../../../../policies/rules/resilience/kendra-user-context";
import { quicksightRowLevelSecurity } from "../../../../policies/rules/resilience/quicksight-row-level-security";
import { describeRule } from "../../support/describe-rule";

describeRule({
    rule: cognitoStrongAuth,
    type: "aws:cognito/userPool:UserPool",
    refuses: [
        {
            when: "no second factor, the provider's default",
            set: { mfaConfiguration: undefined },
            says: ["mfaConfiguration is not ON or OPTIONAL: a password alone lets in."],
        },
        {
            when: "an optional factor where the setting asks for more",
            set: { mfaConfiguration: "OPTIONAL" },
            settings: { mfa: "ON" },
            says: ["mfaConfiguration is not ON: a password alone lets in."],
        },
        {
            when: "short passwords",
            set: { "passwordPolicy.minimumLength": 6 },
            says: ["passwordPolicy.minimumLength is less than 8."],
        },
        {
            when: "passwords without symbols",
            set: { "passwordPolicy.requireSymbols": undefined },
            says: ["passwordPolicy.requireSymbols is not true."],
        },
        {
            when: "the service's own policy where the setting asks for more",
            set: { passwordPolicy: undefined },
            settings: { minLength: 14 },
            says: ["passwordPolicy.minimumLength is less than 14."],
        },
        {
            when: "no threat protection where the setting asks for it",
            set: { userPoolAddOns: { advancedSecurityMode: "AUDIT" } },
            settings: { requireThreatProtection: true },
            says: ["userPoolAddOns.advancedSecurityMode is not ENFORCED: stolen passwords are not noticed."],
        },
    ],
    accepts: [
        { when: "the service's own password policy", set: { passwordPolicy: undefined } },
        { when: "no threat protection", set: { userPoolAddOns: undefined } },
    ],
    defersOn: ["mfaConfiguration", "passwordPolicy.minimumLength", "passwordPolicy.requireSymbols"],
    mends: [
        { when: "no second factor", set: { mfaConfiguration: undefined, softwareTokenMfaConfiguration: undefined } },
        { when: "weak passwords", set: { passwordPolicy: { minimumLength: 6 } } },
        { when: "a default that is too short", set: { passwordPolicy: undefined }, settings: { minLength: 14 } },
        {
            when: "no threat protection",
            set: { userPoolAddOns: undefined },
            settings: { requireThreatProtection: true },
        },
    ],
});
describeRule({
    rule: cognitoStrongAuth,
    type: "aws:cognito/userPoolClient:UserPoolClient",
    refuses: [
        {
            when: "tokens that can't be revoked",
            set: { enableTokenRevocation: false },
            says: ["enableTokenRevocation is false: a stolen token stays valid."],
        },
    ],
    accepts: [{ when: "the service's default", set: { enableTokenRevocation: undefined } }],
    defersOn: ["enableTokenRevocation"],
    mends: [{ when: "tokens that can't be revoked", set: { enableTokenRevocation: false } }],
});

const dlqArn = "arn:aws:sqs:us-east-1:111122223333:lost";

describeRule({
    rule: eventTargetDlq,
    type: "aws:cloudwatch/eventTarget:EventTarget",
    refuses: [
        {
            when: "a target without a queue",
            set: { deadLetterConfig: undefined },
            says: ["deadLetterConfig.arn is not set: an event that can't be delivered is lost."],
        },
    ],
    needsOnlyPresenceOf: ["deadLetterConfig.arn"],
    mends: [{ when: "a target without a queue", set: { deadLetterConfig: undefined }, settings: { dlqArn } }],
    leaves: [{ when: "a target without a queue, with none configured", set: { deadLetterConfig: undefined } }],
});
describeRule({
    rule: eventTargetDlq,
    type: "aws:scheduler/schedule:Schedule",
    refuses: [
        {
            when: "a schedule without a queue",
            set: { "target.deadLetterConfig": undefined },
            says: ["target.deadLetterConfig.arn is not set: an event that can't be delivered is lost."],
        },
    ],
    needsOnlyPresenceOf: ["target.deadLetterConfig.arn"],
    mends: [
        { when: "a schedule without a queue", set: { "target.deadLetterConfig": undefined }, settings: { dlqArn } },
    ],
});
describeRule({
    rule: eventTargetDlq,
    type: "aws:sns/topicSubscription:TopicSubscription",
    refuses: [
        {
            when: "a subscription without a queue",
            set: { redrivePolicy: undefined },
            says: ["redrivePolicy is not set: a message that can't be delivered is lost."],
        },
    ],
    accepts: [{ when: "mail to a person", set: { redrivePolicy: undefined, protocol: "email" } }],
    needsOnlyPresenceOf: ["redrivePolicy"],
    mends: [{ when: "a subscription without a queue", set: { redrivePolicy: undefined }, settings: { dlqArn } }],
});

const everyRow =
    "rowLevelPermissionDataSet and rowLevelPermissionTagConfiguration are not set or DISABLED: every reader sees every row.";

describeRule({
    rule: quicksightRowLevelSecurity,
    type: "aws:quicksight/dataSet:DataSet",
    settings: { tag: "DataClassification=sensitive" },
    refuses: [
        { when: "no rules on rows", set: { rowLevelPermissionDataSet: undefined }, says: [everyRow] },
        {
            when: "rules that are switched off",
            set: { "rowLevelPermissionDataSet.status": "DISABLED" },
            says: [everyRow],
        },
        {
            when: "a permission of a whole namespace",
            set: { "permissions[0].principal": "arn:aws:quicksight:us-east-1:111122223333:namespace/default" },
            says: ["permissions[0].principal takes in everybody."],
        },
        {
            when: "a permission of all users",
            set: { "permissions[0].principal": "arn:aws:quicksight:us-east-1:111122223333:user/default/*" },
            says: ["permissions[0].principal takes in everybody."],
        },
    ],
    accepts: [
        {
            when: "rules on rows by tags of the session",
            set: { rowLevelPermissionDataSet: undefined, rowLevelPermissionTagConfiguration: { tagRules: [] } },
        },
        { when: "a data set that is not tagged", set: { rowLevelPermissionDataSet: undefined, tags: undefined } },
        {
            when: "any data set where the setting names no tag",
            set: { rowLevelPermissionDataSet: undefined },
            settings: { tag: "" },
        },
    ],
    defersOn: ["rowLevelPermissionDataSet.status", "permissions[0].principal"],
});

describeRule({
    rule: kendraUserContext,
    type: "aws:kendra/index:Index",
    settings: { tag: "access-lists" },
    refuses: [
        {
            when: "tokens that are not asked for",
            set: { userContextPolicy: "ATTRIBUTE_FILTER" },
            says: ["userContextPolicy is not USER_TOKEN: everybody finds every document."],
        },
        {
            when: "a tagged index without tokens",
            set: { userContextPolicy: undefined, userTokenConfigurations: undefined, tags: { "access-lists": "yes" } },
            says: ["userContextPolicy is not USER_TOKEN: everybody finds every document."],
        },
    ],
    accepts: [
        {
            when: "an index of documents for everybody",
            set: { userContextPolicy: undefined, userTokenConfigurations: undefined },
        },
    ],
    defersOn: ["userContextPolicy"],
    mends: [{ when: "tokens that are not asked for", set: { userContextPolicy: undefined } }],
});
