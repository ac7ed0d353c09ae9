import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { type Condition, hasEffect, Malformed, parsePolicy, type Statement } from "../../lib/policy-document";
import { type Resource, resourceRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isUnknown, not, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

const issuer = "token.actions.githubusercontent.com";
/** Enterprises may have an issuer of their own below that of all. */
const claimOf = (names: string) => new RegExp(`^token\\.actions\\.githubusercontent\\.com(?:/[^:]+)?:(?:${names})$`);
const anyClaim = claimOf(".+");
const namingClaim = claimOf("sub|repository");
const equality = /^(?:ForAnyValue:)?String(?:Equals|EqualsIgnoreCase|Like)$/;

export const iamGithubOidcScoped = resourceRule({
    name: "iam-github-oidc-scoped",
    group: "identity",
    description: "Roles that GitHub Actions assume name the owner and the repository.",
    severity: "high",
    anchors: { checkov: ["CKV_AWS_393"] },
    remediationSteps: `Add a condition on ${issuer}:sub with a value such as repo:owner/repository:ref:refs/heads/main.`,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
    types: types.iamRole,
    settings: {
        repos: texts(
            "Repositories, as owner/repository with * as wildcard, that may be named; with none given, naming one is enough.",
        ),
    },
    judge: ({ props }: Resource<aws.iam.RoleArgs>, { repos }) => {
        const policy = parsePolicy(props.get("assumeRolePolicy"), "assumeRolePolicy");
        if (policy === undefined || isUnknown(policy) || policy instanceof Malformed) {
            return check(isUnknown(policy) ? policy : true, "");
        }
        return policy.statements.flatMap((statement) => {
            const trustsGitHub = allOf(hasEffect(statement, "Allow"), isForGitHub(statement));
            const where = `Statement ${statement.label} of \`assumeRolePolicy\``;
            const named = namesRepository(statement, (repository) => /^[^/*?]+\/[^/*?]+$/.test(repository));
            const allowed = namesRepository(statement, (repository) => matchesAny(repository, repos));
            return [
                ...check(
                    anyOf(not(trustsGitHub), named),
                    `${where} lets GitHub Actions of any repository assume the role: ${issuer}:sub names no owner and repository.`,
                ),
                ...check(
                    anyOf(repos.length === 0, not(trustsGitHub), not(named), allowed),
                    `${where} lets a repository assume the role that is not among repos.`,
                ),
            ];
        });
    },
});

/** A provider that the program makes is not known in a preview, but its conditions tell whose tokens it takes. */
function isForGitHub({ principals, conditions }: Statement): Truth {
    if (!isUnknown(conditions) && conditions.some(({ key }) => anyClaim.test(key))) {
        return true;
    }
    if (isUnknown(principals)) {
        return principals;
    }
    const federated = principals.members.filter(({ kind }) => kind === "Federated");
    return anyOf(...federated.map(({ value }) => (isUnknown(value) ? value : value.includes(issuer))));
}

function namesRepository({ conditions }: Statement, accepts: (repository: string) => boolean): Truth {
    if (isUnknown(conditions)) {
        return conditions;
    }
    const naming = conditions.filter(({ key, operator }) => namingClaim.test(key) && equality.test(operator));
    return anyOf(...naming.map((condition) => everyValue(condition, accepts)));
}

/** The subject begins with `repo:owner/repository:`, with numeric ids behind `@` where GitHub is asked for them. */
function everyValue({ key, values }: Condition, accepts: (repository: string) => boolean): Truth {
    const repositoryIn = (value: string) => (key.endsWith(":sub") ? /^repo:([^:]+):/.exec(value)?.[1] : value) ?? "";
    return (
        values.length > 0 && allOf(...values.map((value) => (isUnknown(value) ? value : accepts(repositoryIn(value)))))
    );
}
