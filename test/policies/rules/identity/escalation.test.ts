import { expect } from "chai";
import { escalationPaths } from "../../../../policies/lib/facts/escalation-paths";
import { iamNoPrivilegeEscalation } from "../../../../policies/rules/identity/iam-no-privilege-escalation";
import { describeRule } from "../../support/describe-rule";
import { judgeResource, UNKNOWN, violations } from "../../support/judge";
import { documents, policyOf } from "./statements";

const runs = ["lambda:CreateFunction", "lambda:InvokeFunction"];

for (const { type, path } of documents) {
    const change = (when: string, statement: object) => ({
        when,
        set: { [path]: policyOf({ Resource: "*", ...statement }) },
    });
    const gains = (what: string, actions: string) =>
        `\`${path}\` allows ${what}: ${actions} on resources that are not named.`;
    const asAnyRole = gains(
        "running code as any role",
        "iam:passrole and lambda:createfunction and lambda:invokefunction",
    );
    describeRule({
        rule: iamNoPrivilegeEscalation,
        type,
        refuses: [
            {
                ...change("rewriting policies", { Action: "iam:CreatePolicyVersion" }),
                says: [gains("rewriting policies", "iam:createpolicyversion")],
            },
            {
                ...change("attaching to any role", {
                    Action: "iam:AttachRole*",
                    Resource: "arn:aws:iam::111122223333:role/*",
                }),
                says: [gains("attaching policies", "iam:attachrolepolicy")],
            },
            { ...change("a path of several actions", { Action: ["iam:PassRole", ...runs] }), says: [asAnyRole] },
            {
                when: "a path through several statements",
                set: {
                    [path]: JSON.stringify({
                        Statement: [
                            { Effect: "Allow", Action: "iam:PassRole", Resource: "*" },
                            { Effect: "Allow", Action: runs, Resource: "*" },
                        ],
                    }),
                },
                says: [asAnyRole],
            },
            {
                ...change("a path that is not the allowed one", { Action: ["iam:PassRole", ...runs] }),
                settings: { allowedCombos: ["iam:PassRole+ec2:RunInstances"] },
                says: [asAnyRole],
            },
        ],
        accepts: [
            change("a part of a path", { Action: runs }),
            change("a boundary that new roles must have", {
                Action: ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"],
                Condition: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/boundary" } },
            }),
            change("policies of a named role", {
                Action: "iam:PutRolePolicy",
                Resource: "arn:aws:iam::111122223333:role/app-*",
            }),
            {
                when: "a path that a denial closes",
                set: {
                    [path]: JSON.stringify({
                        Statement: [
                            { Effect: "Allow", Action: "iam:*", Resource: "*" },
                            { Effect: "Deny", Action: ["iam:*"], Resource: "*" },
                        ],
                    }),
                },
            },
            {
                ...change("a path that is allowed, in any order", { Action: ["iam:PassRole", "ec2:RunInstances"] }),
                settings: { allowedCombos: ["ec2:RunInstances+iam:PassRole"] },
            },
            { ...change("a permissions boundary", { Action: "iam:*" }), settings: { boundaries: ["it"] } },
            change("everything, which another rule judges", { Action: "*" }),
            {
                when: "a statement of which a part is unknown, where another part rules the path out",
                set: { [path]: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: UNKNOWN }] } },
            },
        ],
        defersOn: [path],
    });
}

describe("the known ways to gain permissions", () => {
    it("are each found by the rule, and hold no other one", () => {
        for (const { actions } of escalationPaths) {
            const policy = policyOf({ Action: actions, Resource: "*" });
            const found = violations(judgeResource(iamNoPrivilegeEscalation, "aws:iam/policy:Policy", { policy }));
            expect(found, actions.join("+")).to.have.lengthOf(1);
        }
    });
    it("are written as IAM writes actions, in lower case", () => {
        for (const action of escalationPaths.flatMap(({ actions }) => actions)) {
            expect(action).to.match(/^[a-z0-9-]+:[a-z0-9]+$/);
        }
    });
});
