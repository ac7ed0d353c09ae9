import type * as aws from "@pulumi/aws";
import { hasEffect, Malformed, type Principals, parsePolicy, type Statement } from "../../lib/policy-document";
import { accountIn, includesEverybody } from "../../lib/public-statements";
import { type Resource, resourceRule } from "../../lib/rule";
import { isNarrowedBy, isScoped } from "../../lib/scoping-conditions";
import { texts, type ValuesOf } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isUnknown, not, type Truth, type Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const settings = {
    trustedAccounts: texts(
        "Accounts, your own included, that may assume roles; with none given, naming an account is enough.",
    ),
    externalIdAccounts: texts("Accounts of others, which may assume roles by an external id only."),
    confusedDeputyServices: texts(
        "Services that act for many customers and tell for whom: roles name the account or resource they act for.",
        ["bedrock.amazonaws.com", "bedrock-agentcore.amazonaws.com", "scheduler.amazonaws.com"],
    ),
};
type Values = ValuesOf<typeof settings>;

const sourceKeys = ["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"];

export const iamTrustScoped = resourceRule({
    name: "iam-trust-scoped",
    group: "identity",
    description: "Roles are assumed by named principals, and by services on behalf of one's own account.",
    severity: "high",
    anchors: { checkov: ["CKV_AWS_60", "CKV_AWS_61"] },
    remediationSteps:
        "Name principals in assumeRolePolicy; add conditions on sts:ExternalId for other companies, and on aws:SourceAccount or aws:SourceArn for services.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    types: types.iamRole,
    settings,
    judge: ({ props }: Resource<aws.iam.RoleArgs>, values) => {
        const policy = parsePolicy(props.get("assumeRolePolicy"), "assumeRolePolicy");
        if (policy === undefined || isUnknown(policy)) {
            return check(policy ?? true, "");
        }
        return policy instanceof Malformed
            ? check(false, `\`assumeRolePolicy\` can't be judged as a policy: ${policy.reason}.`)
            : policy.statements.flatMap((statement) => judgeStatement(statement, values));
    },
});

function judgeStatement(statement: Statement, values: Values): readonly Verdict[] {
    const where = `Statement ${statement.label} of \`assumeRolePolicy\``;
    const { principals } = statement;
    const allows = hasEffect(statement, "Allow");
    if (isUnknown(principals)) {
        return check(not(allOf(allows, principals)), "");
    }
    const refuse = (truth: Truth, message: string) => check(not(allOf(allows, truth)), `${where} ${message}`);
    const accounts = principals.members.flatMap(({ kind, value }) => (kind === "AWS" ? [accountOf(value)] : []));
    const known = [...values.trustedAccounts, ...values.externalIdAccounts];
    return [
        ...refuse(
            anyOf(principals.negated, allOf(includesEverybody(statement), not(isScoped(statement, [])))),
            "lets everybody assume the role: name principals.",
        ),
        ...refuse(
            values.trustedAccounts.length > 0 && isAmong(accounts, (id) => !known.includes(id)),
            "lets an account assume the role that is not among the trusted ones.",
        ),
        ...refuse(
            allOf(
                isAmong(accounts, (id) => values.externalIdAccounts.includes(id)),
                not(isNarrowedBy(statement, (key) => key === "sts:externalid")),
            ),
            "lets another company's account assume the role without a condition on sts:ExternalId.",
        ),
        ...refuse(
            allOf(
                trustsService(principals, values.confusedDeputyServices),
                not(isNarrowedBy(statement, (key) => sourceKeys.includes(key))),
            ),
            "lets a service assume the role on behalf of any account: add a condition on aws:SourceAccount or aws:SourceArn.",
        ),
    ];
}

function accountOf(value: string | Unknown): string | Unknown | undefined {
    return isUnknown(value) ? value : accountIn(value);
}

function isAmong(accounts: readonly (string | Unknown | undefined)[], question: (id: string) => boolean): Truth {
    return anyOf(...accounts.map((id) => (isUnknown(id) ? id : id !== undefined && question(id))));
}

function trustsService({ members }: Principals, services: readonly string[]): Truth {
    const named = members.filter(({ kind }) => kind === "Service");
    return anyOf(...named.map(({ value }) => (isUnknown(value) ? value : services.includes(value))));
}
