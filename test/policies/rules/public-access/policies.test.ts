import { resourcePolicyNotPublic } from "../../../../policies/rules/public-access/resource-policy-not-public";
import { s3BucketPolicyNotPublic } from "../../../../policies/rules/public-access/s3-bucket-policy-not-public";
import { compliant } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";

const open = (property: string) => [
    `Statement "Open" of \`${property}\` allows everybody: name principals, or add a condition that names an account, organisation, source ARN, VPC endpoint or network.`,
];
const stranger = (property: string) => [
    `Statement "Open" of \`${property}\` allows an account or organisation that is not among the trusted ones.`,
];
const statement = {
    Sid: "Open",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
};
const policyOf = (change: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...change }] });
const propertyOf = (type: string) =>
    ["policyDocument", "accessPolicies"].find((property) => property in compliant(type)) ?? "policy";

const permissions = [
    "aws:lambda/layerVersionPermission:LayerVersionPermission",
    "aws:cloudwatch/eventPermission:EventPermission",
];
const documents = [
    ...resourcePolicyNotPublic.types
        .filter((type) => !permissions.includes(type))
        .map((type) => ({ rule: resourcePolicyNotPublic, type })),
    ...s3BucketPolicyNotPublic.types.map((type) => ({ rule: s3BucketPolicyNotPublic, type })),
];

for (const { rule, type } of documents) {
    const property = propertyOf(type);
    describeRule({
        rule,
        type,
        refuses: [
            { when: "everybody", set: { [property]: policyOf({}) }, says: open(property) },
            {
                when: "every AWS principal",
                set: { [property]: policyOf({ Principal: { AWS: ["*"] } }) },
                says: open(property),
            },
            {
                when: "an account that is not trusted",
                set: { [property]: policyOf({ Principal: { AWS: "arn:aws:iam::999999999999:root" } }) },
                settings: { trustedAccounts: ["111122223333"] },
                says: stranger(property),
            },
            {
                when: "text that is not a policy",
                set: { [property]: "nonsense" },
                says: [`\`${property}\` can't be judged as a policy: it is not valid JSON.`],
            },
        ],
        accepts: [
            { when: "a resource without a policy", set: { [property]: undefined } },
            { when: "a denial to everybody", set: { [property]: policyOf({ Effect: "Deny" }) } },
            {
                when: "everybody in an organisation",
                set: {
                    [property]: policyOf({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
                },
            },
            {
                when: "a trusted account",
                set: { [property]: policyOf({ Principal: { AWS: "111122223333" } }) },
                settings: { trustedAccounts: ["111122223333"] },
            },
        ],
        ...(property in compliant(type) && { defersOn: [property] }),
    });
}

describeRule({
    rule: resourcePolicyNotPublic,
    type: "aws:lambda/layerVersionPermission:LayerVersionPermission",
    refuses: [
        {
            when: "every account",
            set: { organizationId: undefined },
            says: ["principal is * without an organizationId: every account may use the layer."],
        },
    ],
    accepts: [{ when: "one account", set: { principal: "111122223333", organizationId: undefined } }],
    needsOnlyPresenceOf: ["principal", "organizationId"],
});

const everyAccount = "principal is * without a condition on aws:PrincipalOrgID: every account may put events.";

describeRule({
    rule: resourcePolicyNotPublic,
    type: "aws:cloudwatch/eventPermission:EventPermission",
    refuses: [
        { when: "every account", set: { condition: undefined }, says: [everyAccount] },
        { when: "every organisation", set: { "condition.value": "*" }, says: [everyAccount] },
    ],
    accepts: [{ when: "one account", set: { principal: "111122223333", condition: undefined } }],
    defersOn: ["condition.key", "condition.value"],
});

describeRule({
    rule: resourcePolicyNotPublic,
    type: "aws:secretsmanager/secretPolicy:SecretPolicy",
    refuses: [
        {
            when: "a secret that may become public",
            set: { blockPublicPolicy: false },
            says: ["blockPublicPolicy is false: Secrets Manager no longer refuses a public policy."],
        },
    ],
    defersOn: ["blockPublicPolicy"],
});
