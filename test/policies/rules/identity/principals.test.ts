import { expect } from "chai";
import { iamNoAwsManagedPolicy } from "../../../../policies/rules/identity/iam-no-aws-managed-policy";
import { iamNoBroadManagedPolicy } from "../../../../policies/rules/identity/iam-no-broad-managed-policy";
import { iamNoUsers } from "../../../../policies/rules/identity/iam-no-users";
import { iamPermissionsBoundary } from "../../../../policies/rules/identity/iam-permissions-boundary";
import { hasExample } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";
import { awaited, judgeResource, type Props, UNKNOWN, violations } from "../../support/judge";

const ofAws = (name: string, partition = "aws") => `arn:${partition}:iam::aws:policy/${name}`;

for (const type of iamNoBroadManagedPolicy.types.filter((each) => hasExample(each, "identity"))) {
    const path = type === "aws:iam/role:Role" ? "managedPolicyArns[0]" : "policyArn";
    const attach = (name: string, partition?: string) => ({ when: name, set: { [path]: ofAws(name, partition) } });
    const opens = (name: string) => [`${name} is attached, which opens a service or the account as a whole.`];
    describeRule({
        rule: iamNoBroadManagedPolicy,
        type,
        refuses: [
            ...[
                "AdministratorAccess",
                "AdministratorAccess-Amplify",
                "PowerUserAccess",
                "IAMFullAccess",
                "AmazonS3FullAccess",
                "AmazonDynamoDBFullAccess_v2",
                "AWSLambda_FullAccess",
                "job-function/SystemAdministrator",
            ].map((name) => ({ ...attach(name), says: opens(name) })),
            { ...attach("AdministratorAccess", "aws-cn"), says: opens("AdministratorAccess") },
            {
                ...attach("AmazonS3FullAccess"),
                settings: { allowedManagedPolicies: ["AmazonSQSFullAccess"] },
                says: opens("AmazonS3FullAccess"),
            },
        ],
        accepts: [
            attach("AmazonS3ReadOnlyAccess"),
            attach("service-role/AWSLambdaBasicExecutionRole"),
            {
                when: "a policy of one's own, whatever its name",
                set: { [path]: "arn:aws:iam::111122223333:policy/OrdersFullAccess" },
            },
            { ...attach("AmazonS3FullAccess"), settings: { allowedManagedPolicies: ["AmazonS3*"] } },
        ],
        needsOnlyPresenceOf: [path],
    });

    const changes = (name: string) => [`${name} is attached, which AWS writes and changes.`];
    describeRule({
        rule: iamNoAwsManagedPolicy,
        type,
        refuses: [
            { ...attach("AmazonS3ReadOnlyAccess"), says: changes("AmazonS3ReadOnlyAccess") },
            {
                ...attach("service-role/AWSGlueServiceRole"),
                settings: { allowedManagedPolicies: [] },
                says: changes("service-role/AWSGlueServiceRole"),
            },
        ],
        accepts: [
            attach("service-role/AWSGlueServiceRole"),
            attach("AdministratorAccess"),
            { ...attach("ReadOnlyAccess"), settings: { allowedManagedPolicies: ["ReadOnly*"] } },
        ],
        needsOnlyPresenceOf: [path],
    });
}

describe("iam-no-users", () => {
    const judge = (kind: string, props: Props, settings = {}) =>
        judgeResource(iamNoUsers, `aws:iam/${kind}`, props, settings);
    const messages = (kind: string, props: Props, settings = {}) => violations(judge(kind, props, settings));
    const allowed = { allowedUsers: ["break-glass*"] };

    it("refuses users and passwords", () => {
        expect(messages("user:User", {})).to.deep.equal(["An IAM user is declared."]);
        expect(messages("user:User", { name: UNKNOWN })).to.deep.equal(["An IAM user is declared."]);
        expect(messages("userLoginProfile:UserLoginProfile", { user: "ada" })).to.deep.equal([
            "A password for an IAM user is made.",
        ]);
    });
    it("accepts those that the setting names, by the user's name or the resource's", () => {
        expect(judge("user:User", { name: "break-glass-1" }, allowed)).to.deep.equal([]);
        expect(judge("user:User", {}, { allowedUsers: ["it"] })).to.deep.equal([]);
        expect(judge("userLoginProfile:UserLoginProfile", { user: "break-glass" }, allowed)).to.deep.equal([]);
        expect(messages("user:User", { name: "ada" }, allowed)).to.deep.equal(["An IAM user is declared."]);
    });
    it("waits while it is unknown whether a user is one of them", () => {
        const verdicts = judge("userLoginProfile:UserLoginProfile", { user: UNKNOWN }, allowed);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["user"]);
    });
    it("refuses keys of any user", () => {
        for (const kind of ["accessKey:AccessKey", "serviceSpecificCredential:ServiceSpecificCredential"]) {
            expect(messages(kind, { user: "break-glass" }, allowed)).to.deep.equal([
                "A key that lasts is made: let machines assume a role.",
            ]);
        }
    });
    it("refuses policies that are given to users directly", () => {
        for (const kind of ["userPolicy:UserPolicy", "userPolicyAttachment:UserPolicyAttachment"]) {
            expect(messages(kind, { user: "break-glass" }, allowed)).to.deep.equal([
                "A policy is given to a user directly: give it to a group.",
            ]);
        }
    });
});

const boundaryArn = "arn:aws:iam::111122223333:policy/boundary";
const unbound = [`permissionsBoundary is not ${boundaryArn}.`];
const unboundRole = { when: "no boundary", set: { permissionsBoundary: undefined } };
const broken = [
    unboundRole,
    { when: "another boundary", set: { permissionsBoundary: "arn:aws:iam::111122223333:policy/other" } },
];
describeRule({
    rule: iamPermissionsBoundary,
    type: "aws:iam/role:Role",
    settings: { boundaryArn },
    refuses: [
        ...broken.map((change) => ({ ...change, says: unbound })),
        {
            when: "no boundary on a path that is configured",
            set: { permissionsBoundary: undefined },
            settings: { pathPrefixes: ["/app/"] },
            says: unbound,
        },
    ],
    accepts: [
        {
            when: "any role while no boundary is configured",
            set: { permissionsBoundary: undefined },
            settings: { boundaryArn: "" },
        },
        {
            when: "a role of another path",
            set: { permissionsBoundary: undefined, path: undefined },
            settings: { pathPrefixes: ["/app/"] },
        },
    ],
    defersOn: ["permissionsBoundary"],
    needsOnlyPresenceOf: ["path"],
    mends: broken,
    leaves: [{ ...unboundRole, settings: { boundaryArn: "" } }],
});
