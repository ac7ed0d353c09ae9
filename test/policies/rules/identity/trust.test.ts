import { iamGithubOidcScoped } from "../../../../policies/rules/identity/iam-github-oidc-scoped";
import { iamTrustScoped } from "../../../../policies/rules/identity/iam-trust-scoped";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const type = "aws:iam/role:Role";
const trust = (statement: object) => ({
    assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "Open", Effect: "Allow", Action: "sts:AssumeRole", ...statement }],
    }),
});
const change = (when: string, statement: object) => ({ when, set: trust(statement) });
const where = 'Statement "Open" of `assumeRolePolicy`';

const everybody = [`${where} lets everybody assume the role: name principals.`];
const stranger = [`${where} lets an account assume the role that is not among the trusted ones.`];
const withoutId = [`${where} lets another company's account assume the role without a condition on sts:ExternalId.`];
const deputy = [
    `${where} lets a service assume the role on behalf of any account: add a condition on aws:SourceAccount or aws:SourceArn.`,
];
const partner = { Principal: { AWS: "arn:aws:iam::444455556666:root" } };
const assistant = { Principal: { Service: ["lambda.amazonaws.com", "bedrock.amazonaws.com"] } };

describeRule({
    rule: iamTrustScoped,
    type,
    refuses: [
        { ...change("everybody", { Principal: "*" }), says: everybody },
        { ...change("every AWS principal", { Principal: { AWS: ["*"] } }), says: everybody },
        { ...change("everybody but one", { NotPrincipal: { AWS: "arn:aws:iam::1:root" } }), says: everybody },
        {
            ...change("an account that is not trusted", partner),
            settings: { trustedAccounts: ["111122223333"] },
            says: stranger,
        },
        {
            ...change("another company without an external id", partner),
            settings: { trustedAccounts: ["111122223333"], externalIdAccounts: ["444455556666"] },
            says: withoutId,
        },
        {
            ...change("an external id that says nothing", {
                ...partner,
                Condition: { StringLike: { "sts:ExternalId": "*" } },
            }),
            settings: { externalIdAccounts: ["444455556666"] },
            says: withoutId,
        },
        { ...change("a service that acts for anybody", assistant), says: deputy },
        {
            ...change("a source that is a wildcard", {
                ...assistant,
                Condition: { ArnLike: { "aws:SourceArn": "*" } },
            }),
            says: deputy,
        },
        {
            ...change("a service that is configured", { Principal: { Service: "pipes.amazonaws.com" } }),
            settings: { confusedDeputyServices: ["pipes.amazonaws.com"] },
            says: deputy,
        },
        {
            when: "text that is not a policy",
            set: { assumeRolePolicy: "nonsense" },
            says: ["`assumeRolePolicy` can't be judged as a policy: it is not valid JSON."],
        },
    ],
    accepts: [
        change("a denial to everybody", { Effect: "Deny", Principal: "*" }),
        change("everybody in an organisation", {
            Principal: "*",
            Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
        }),
        change("an account, where none are listed", partner),
        { ...change("a trusted account", partner), settings: { trustedAccounts: ["444455556666"] } },
        {
            ...change("another company with an external id", {
                ...partner,
                Condition: { StringEquals: { "sts:ExternalId": "7c1e" } },
            }),
            settings: { trustedAccounts: ["111122223333"], externalIdAccounts: ["444455556666"] },
        },
        change("a service that acts for one resource", {
            ...assistant,
            Condition: { ArnLike: { "aws:SourceArn": "arn:aws:bedrock:eu-west-1:111122223333:agent/*" } },
        }),
        change("a service that acts for its own account", { Principal: { Service: "lambda.amazonaws.com" } }),
        { ...change("a service that is not configured", assistant), settings: { confusedDeputyServices: [] } },
        {
            when: "a source that is not known yet",
            set: {
                assumeRolePolicy: {
                    Statement: [
                        {
                            Effect: "Deny",
                            Principal: { Service: "bedrock.amazonaws.com" },
                            Condition: { StringEquals: { "aws:SourceAccount": UNKNOWN } },
                        },
                    ],
                },
            },
        },
    ],
    defersOn: ["assumeRolePolicy"],
});

const issuer = "token.actions.githubusercontent.com";
const provider = { Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` } };
const subject = (value: string | string[], operator = "StringLike") => ({
    ...provider,
    Condition: { StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" }, [operator]: { [`${issuer}:sub`]: value } },
});
const anyRepository = [
    `${where} lets GitHub Actions of any repository assume the role: ${issuer}:sub names no owner and repository.`,
];
const notListed = [`${where} lets a repository assume the role that is not among repos.`];

describeRule({
    rule: iamGithubOidcScoped,
    type,
    refuses: [
        { ...change("no condition", provider), says: anyRepository },
        {
            ...change("a condition on the audience alone", {
                ...provider,
                Condition: { StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" } },
            }),
            says: anyRepository,
        },
        ...["*", "repo:*", "repo:example/*", "repo:*/shop:*", "repo:example*/shop:ref:refs/heads/main"].map(
            (value) => ({
                ...change(`the subject ${value}`, subject(value)),
                says: anyRepository,
            }),
        ),
        {
            ...change("one wide subject among others", subject(["repo:example/shop:*", "repo:example/*:*"])),
            says: anyRepository,
        },
        {
            ...change("all subjects but one", subject("repo:example/shop:*", "StringNotLike")),
            says: anyRepository,
        },
        {
            ...change(
                "a condition that also holds without a subject",
                subject("repo:example/shop:*", "StringLikeIfExists"),
            ),
            says: anyRepository,
        },
        {
            ...change("a repository that is not configured", subject("repo:example/shop:*")),
            settings: { repos: ["example/lake", "other/*"] },
            says: notListed,
        },
        {
            when: "a provider that the program makes, told by its condition,",
            set: {
                assumeRolePolicy: {
                    Statement: [
                        { Sid: "Open", Effect: "Allow", ...subject("repo:*"), Principal: { Federated: UNKNOWN } },
                    ],
                },
            },
            says: anyRepository,
        },
    ],
    accepts: [
        change("one repository", subject("repo:example/shop:*")),
        change("a repository by its ids", subject("repo:example@1/shop@2:ref:refs/heads/main", "StringEquals")),
        change("the claim of the repository", {
            ...provider,
            Condition: { StringEquals: { [`${issuer}:repository`]: "example/shop" } },
        }),
        change("the issuer of an enterprise", {
            Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}/example` },
            Condition: { StringLike: { [`${issuer}/example:sub`]: "repo:example/shop:*" } },
        }),
        change("another provider", { Principal: { Federated: "cognito-identity.amazonaws.com" } }),
        change("a denial", { ...provider, Effect: "Deny" }),
        {
            ...change("a repository that is configured", subject("repo:example/shop:*")),
            settings: { repos: ["example/*"] },
        },
    ],
    defersOn: ["assumeRolePolicy"],
});
