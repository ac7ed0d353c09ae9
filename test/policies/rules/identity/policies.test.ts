import { iamNoAdminStar } from "../../../../policies/rules/identity/iam-no-admin-star";
import { iamNoKmsDecryptAll } from "../../../../policies/rules/identity/iam-no-kms-decrypt-all";
import { iamNoResourceStar } from "../../../../policies/rules/identity/iam-no-resource-star";
import { iamNoServiceWildcard } from "../../../../policies/rules/identity/iam-no-service-wildcard";
import { iamPassroleScoped } from "../../../../policies/rules/identity/iam-passrole-scoped";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";
import { documents, open, policyOf } from "./statements";

const admin = { Action: "*", Resource: "*" };
const bounds = { boundaries: ["i*"] };

for (const { type, path } of documents) {
    const change = (when: string, statement: object) => ({ when, set: { [path]: policyOf(statement) } });
    const common = [
        change("a denial", { Effect: "Deny", ...admin }),
        { when: "a resource without a policy", set: { [path]: undefined } },
    ];
    const boundary = (statement: object) => ({ ...change("a permissions boundary", statement), settings: bounds });

    const everything = [`${open(path)} allows every action on every resource.`];
    const allBut = [`${open(path)} allows every action but those in NotAction, also those that AWS adds later.`];
    describeRule({
        rule: iamNoAdminStar,
        type,
        refuses: [
            { ...change("everything", admin), says: everything },
            { ...change("everything in lists", { Action: ["s3:*", "*"], Resource: ["*"] }), says: everything },
            { ...change("everything in another spelling", { Action: "*:*", Resource: "*" }), says: everything },
            {
                ...change("everything under a condition", {
                    ...admin,
                    Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
                }),
                says: everything,
            },
            {
                ...change("every resource but some", { Action: "*", Resource: undefined, NotResource: "arn:x" }),
                says: everything,
            },
            {
                ...change("every action but some", { Action: undefined, NotAction: "iam:*", Resource: "*" }),
                says: allBut,
            },
            {
                when: "text that is not a policy",
                set: { [path]: "nonsense" },
                says: [`\`${path}\` can't be judged as a policy: it is not valid JSON.`],
            },
        ],
        accepts: [
            ...common,
            boundary(admin),
            change("every action on one resource", { Action: "*" }),
            change("a service on every resource, which other rules judge", { Action: "s3:*", Resource: "*" }),
            change("every action but some on one bucket", { Action: undefined, NotAction: "s3:Delete*" }),
            {
                when: "a statement of which the action is unknown",
                set: { [path]: { Statement: [{ Action: UNKNOWN }] } },
            },
        ],
        defersOn: [path],
    });

    const whole = (action: string) => `${open(path)} allows ${action}: name the actions.`;
    describeRule({
        rule: iamNoServiceWildcard,
        type,
        refuses: [
            {
                ...change("whole services, each by a finding of its own", {
                    Action: ["s3:*", "GLUE:*", "kms:Decrypt"],
                }),
                says: [whole("s3:*"), whole("GLUE:*")],
            },
            { ...change("all services on one resource", { Action: "*" }), says: [whole("*")] },
            {
                ...change("a service that is not the configured one", { Action: "s3:*" }),
                settings: { allowedActions: ["aoss:*"] },
                says: [whole("s3:*")],
            },
        ],
        accepts: [
            ...common,
            boundary({ Action: "s3:*" }),
            change("a prefix", { Action: "s3:Get*" }),
            change("everything on everything, which another rule judges", admin),
            { ...change("a service that is configured", { Action: "s3:*" }), settings: { allowedActions: ["s3:*"] } },
        ],
        defersOn: [path],
    });

    const wide = (actions: string) => [
        `${open(path)} allows ${actions} on every resource: name ARNs, or add a condition.`,
    ];
    const tagged = { Action: "s3:GetObject", Resource: "*" };
    describeRule({
        rule: iamNoResourceStar,
        type,
        refuses: [
            { ...change("an object of any bucket", tagged), says: wide("s3:GetObject") },
            {
                ...change("some actions that take resources among others", {
                    Action: ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "s3:List*"],
                    Resource: "*",
                }),
                says: wide("ecr:BatchGetImage, s3:List*"),
            },
            {
                ...change("every resource but some", { Resource: undefined, NotResource: "arn:aws:s3:::raw" }),
                says: wide("s3:GetObject"),
            },
            {
                ...change("a condition that says nothing", {
                    ...tagged,
                    Condition: { StringLike: { "aws:ResourceTag/team": "*" } },
                }),
                says: wide("s3:GetObject"),
            },
            {
                ...change("a condition on who asks, not on what", {
                    ...tagged,
                    Condition: { StringEquals: { "aws:PrincipalTag/team": "shop" } },
                }),
                says: wide("s3:GetObject"),
            },
        ],
        accepts: [
            ...common,
            boundary(tagged),
            change("actions that take no resource", {
                Action: ["ecr:GetAuthorizationToken", "lakeformation:GetDataAccess", "cloudwatch:PutMetricData"],
                Resource: "*",
            }),
            change("a service of which no action takes one", { Action: "lakeformation:*", Resource: "*" }),
            change("actions in other letters", { Action: "XRAY:puttracesegments", Resource: "*" }),
            change("a tag", { ...tagged, Condition: { StringLike: { "aws:ResourceTag/team": "shop-*" } } }),
            change("a Region", { ...tagged, Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }),
            change("a key of the service", {
                Action: "cloudwatch:DeleteAlarms",
                Resource: "*",
                Condition: { StringEquals: { "cloudwatch:namespace": "shop" } },
            }),
            change("everything on everything, which another rule judges", admin),
            {
                ...change("an action that is configured", tagged),
                settings: { extraUnrestrictable: ["s3:Get*"] },
            },
        ],
        defersOn: [path],
    });

    const anyRole = `${open(path)} allows iam:PassRole on every role: name the roles.`;
    const anyService = `${open(path)} allows iam:PassRole to every service: add a condition on iam:PassedToService.`;
    const role = "arn:aws:iam::111122223333:role/jobs";
    const passed = (operator: string, value: string | string[]) => ({
        Condition: { [operator]: { "iam:PassedToService": value } },
    });
    const toGlue = passed("StringEquals", "glue.amazonaws.com");
    describeRule({
        rule: iamPassroleScoped,
        type,
        refuses: [
            { ...change("any role", { Action: "iam:PassRole", Resource: "*", ...toGlue }), says: [anyRole] },
            {
                ...change("any role by an ARN", {
                    Action: "iam:PassRole",
                    Resource: "arn:aws:iam::111122223333:role/*",
                    ...toGlue,
                }),
                says: [anyRole],
            },
            { ...change("any service", { Action: "iam:passrole", Resource: role }), says: [anyService] },
            {
                ...change("services that are a wildcard", {
                    Action: "iam:PassRole",
                    Resource: role,
                    ...passed("StringLike", ["glue.amazonaws.com", "*"]),
                }),
                says: [anyService],
            },
            {
                ...change("any role to any service by a prefix", { Action: "iam:Pass*", Resource: "*" }),
                says: [anyRole, anyService],
            },
            {
                ...change("all services but one", {
                    Action: "iam:PassRole",
                    Resource: role,
                    ...passed("StringNotEquals", "glue.amazonaws.com"),
                }),
                says: [anyService],
            },
        ],
        accepts: [
            ...common,
            boundary({ Action: "iam:PassRole", Resource: "*" }),
            change("one role to one service", { Action: "iam:PassRole", Resource: role, ...toGlue }),
            change("roles below a path", {
                Action: "iam:PassRole",
                Resource: "arn:aws:iam::*:role/jobs/*",
                ...passed("StringEqualsIfExists", ["glue.amazonaws.com", "lambda.amazonaws.com"]),
            }),
            change("other actions of IAM", { Action: ["iam:GetRole", "iam:List*"], Resource: "*" }),
            change("everything on everything, which another rule judges", admin),
        ],
        defersOn: [path],
    });

    const anyKey = [`${open(path)} allows decrypting with every KMS key: name the keys.`];
    const decrypt = { Action: "kms:Decrypt", Resource: "*" };
    describeRule({
        rule: iamNoKmsDecryptAll,
        type,
        refuses: [
            { ...change("every key", decrypt), says: anyKey },
            { ...change("every key by an ARN", { ...decrypt, Resource: "arn:aws:kms:*:*:key/*" }), says: anyKey },
            { ...change("re-encryption", { ...decrypt, Action: ["kms:DescribeKey", "kms:ReEncrypt*"] }), says: anyKey },
            {
                ...change("a condition on the Region alone", {
                    ...decrypt,
                    Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
                }),
                says: anyKey,
            },
        ],
        accepts: [
            ...common,
            boundary(decrypt),
            change("one key", { ...decrypt, Resource: "arn:aws:kms:eu-west-1:111122223333:key/1234" }),
            change("encryption alone", { ...decrypt, Action: ["kms:Encrypt", "kms:GenerateDataKey*"] }),
            change("keys by their alias", {
                ...decrypt,
                Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/lake" } },
            }),
            change("keys by what they are used for", {
                ...decrypt,
                Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
            }),
        ],
        defersOn: [path],
    });
}
