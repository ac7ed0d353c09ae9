import { lambdaPermissionScoped } from "../../../../policies/rules/public-access/lambda-permission-scoped";
import { lambdaUrlAuth } from "../../../../policies/rules/public-access/lambda-url-auth";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const unpinned = "A service principal has neither a sourceArn with a fixed account nor a sourceAccount.";
const accountless = "sourceAccount is not set, and this service's ARNs do not tell the account.";

describeRule({
    rule: lambdaPermissionScoped,
    type: "aws:lambda/permission:Permission",
    refuses: [
        {
            when: "everybody",
            set: { principal: "*" },
            says: ["principal is *: everybody may invoke the function."],
        },
        {
            when: "a service without a source",
            set: { principal: "events.amazonaws.com", sourceArn: undefined, sourceAccount: undefined },
            says: [unpinned],
        },
        {
            when: "a service whose source ARN leaves the account open",
            set: {
                principal: "events.amazonaws.com",
                sourceArn: "arn:aws:events:us-east-1:*:rule/nightly",
                sourceAccount: undefined,
            },
            says: [unpinned],
        },
        {
            when: "Alexa without a token",
            set: { principal: "alexa-connectedhome.amazon.com", sourceArn: undefined, sourceAccount: undefined },
            says: [unpinned],
        },
        {
            when: "S3 without an account, since bucket ARNs have none",
            set: { sourceAccount: undefined },
            says: [accountless],
        },
        {
            when: "a service that the setting adds",
            set: { principal: "logs.amazonaws.com", sourceAccount: undefined },
            settings: { accountRequiredFor: ["logs.amazonaws.com"] },
            says: [accountless],
        },
    ],
    accepts: [
        { when: "everybody in an organisation", set: { principal: "*", principalOrgId: "o-a1b2c3d4e5" } },
        {
            when: "a service with a source ARN that tells the account",
            set: {
                principal: "sns.amazonaws.com",
                sourceArn: "arn:aws:sns:us-east-1:111122223333:alarms",
                sourceAccount: undefined,
            },
        },
        {
            when: "a service that is pinned by a token",
            set: {
                principal: "alexa-connectedhome.amazon.com",
                sourceArn: undefined,
                sourceAccount: undefined,
                eventSourceToken: "skill",
            },
        },
        {
            when: "an account",
            set: { principal: "111122223333", sourceArn: undefined, sourceAccount: undefined },
        },
    ],
    defersOn: ["principal"],
    mends: [
        {
            when: "a service without a source",
            set: { principal: "events.amazonaws.com", sourceArn: undefined, sourceAccount: undefined },
            settings: { sourceAccount: "111122223333" },
        },
        {
            when: "S3 without an account",
            set: { sourceAccount: undefined },
            settings: { sourceAccount: "111122223333" },
        },
    ],
    leaves: [
        { when: "S3 without an account, where none is configured,", set: { sourceAccount: undefined } },
        { when: "everybody", set: { principal: "*" }, settings: { sourceAccount: "111122223333" } },
        {
            when: "an unknown principal",
            set: { principal: UNKNOWN, sourceArn: undefined, sourceAccount: undefined },
            settings: { sourceAccount: "111122223333" },
        },
    ],
    needsOnlyPresenceOf: ["sourceAccount", "sourceArn"],
});

describeRule({
    rule: lambdaUrlAuth,
    type: "aws:lambda/functionUrl:FunctionUrl",
    refuses: [
        { when: "no authorization", set: { authorizationType: "NONE" }, says: ["authorizationType is not AWS_IAM."] },
        { when: "every origin", set: { "cors.allowOrigins": ["*"] }, says: ["cors.allowOrigins holds *."] },
    ],
    accepts: [{ when: "no CORS", set: { cors: undefined } }],
    defersOn: ["authorizationType", "cors", "cors.allowOrigins", "cors.allowOrigins[0]"],
    mends: [
        { when: "no authorization", set: { authorizationType: "NONE" } },
        { when: "every origin beside one", set: { "cors.allowOrigins": ["https://shop.example.com", "*"] } },
    ],
    leaves: [{ when: "every origin beside an unknown one", set: { "cors.allowOrigins": ["*", UNKNOWN] } }],
});
