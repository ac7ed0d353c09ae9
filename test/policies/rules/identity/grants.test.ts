import { kmsGrantsScoped } from "../../../../policies/rules/identity/kms-grants-scoped";
import { opensearchServerlessDataAccessScoped } from "../../../../policies/rules/identity/opensearch-serverless-data-access-scoped";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const account = ["granteePrincipal names a whole account or everybody."];
const unconstrained = ["constraints is not set: the grant holds for every encryption context."];
const wide = ["operations lists everything that a grant can permit."];
const all = [
    ...["Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"],
    ...["CreateGrant", "DescribeKey", "RetireGrant"],
];

describeRule({
    rule: kmsGrantsScoped,
    type: "aws:kms/grant:Grant",
    refuses: [
        {
            when: "an account",
            set: { granteePrincipal: "arn:aws:iam::111122223333:root" },
            says: account,
        },
        { when: "everybody", set: { granteePrincipal: "*" }, says: account },
        { when: "every operation by a wildcard", set: { operations: ["*"] }, says: wide },
        { when: "every operation by name", set: { operations: all }, says: wide },
        { when: "no constraint", set: { constraints: undefined }, says: unconstrained },
        { when: "an empty list of constraints", set: { constraints: [] }, says: unconstrained },
    ],
    accepts: [
        {
            when: "operations that take no encryption context, without a constraint",
            set: { operations: ["Sign", "GetPublicKey"], constraints: undefined },
        },
    ],
    defersOn: ["operations"],
    needsOnlyPresenceOf: ["constraints"],
});

const access = (rule: object, other: object = {}) =>
    JSON.stringify([
        {
            Rules: [{ ResourceType: "index", Resource: ["index/shop/*"], Permission: ["aoss:ReadDocument"], ...rule }],
            Principal: ["arn:aws:iam::111122223333:role/search"],
            ...other,
        },
    ]);
const everything = ["policy[0].Rules[0].Permission holds aoss:*: list the permissions."];
const wholeAccount = ["policy[0].Principal holds a whole account: name roles."];

describeRule({
    rule: opensearchServerlessDataAccessScoped,
    type: "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy",
    refuses: [
        { when: "every permission", set: { policy: access({ Permission: ["aoss:*"] }) }, says: everything },
        {
            when: "an account",
            set: { policy: access({}, { Principal: ["arn:aws:iam::111122223333:root"] }) },
            says: wholeAccount,
        },
        {
            when: "an account by its id",
            set: { policy: access({}, { Principal: ["111122223333"] }) },
            says: wholeAccount,
        },
        {
            when: "text that is not a policy",
            set: { policy: "{" },
            says: ["policy can't be judged as a data access policy: it is not valid JSON."],
        },
    ],
    accepts: [
        { when: "a group of SAML", set: { policy: access({}, { Principal: ["saml/111122223333/idp/group/search"] }) } },
        {
            when: "a policy in which only the name of the index is unknown",
            set: { policy: [{ Rules: [{ Resource: [UNKNOWN], Permission: ["aoss:ReadDocument"] }] }] },
        },
    ],
    defersOn: ["policy"],
});
