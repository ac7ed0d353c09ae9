import { distinct } from "./read";
import { type Governance, IAM_ALLOWED_PRINCIPALS, NOT_KNOWN } from "./types";

/** What a principal's identifier stands for. */
export const PrincipalKind = {
    Role: "role",
    User: "user",
    /** An AWS account: it passes access on by grants of its own. */
    Account: "account",
    Organization: "organization",
    OrganizationalUnit: "organizationalUnit",
    /** A SAML, IAM Identity Center or QuickSight group or user. */
    Federated: "federated",
    /** Every user and role of one account, as `123456789012:IAMPrincipals`. */
    AccountPrincipals: "accountPrincipals",
    /** Everyone whom IAM policies let in. */
    IamAllowed: "iamAllowed",
    Other: "other",
} as const;

export type PrincipalKind = (typeof PrincipalKind)[keyof typeof PrincipalKind];

const FORMS: [RegExp, PrincipalKind][] = [
    [/^IAM_ALLOWED_PRINCIPALS$/, PrincipalKind.IamAllowed],
    [/^\d{12}:IAMPrincipals$/, PrincipalKind.AccountPrincipals],
    [/^\d{12}$|^arn:[^:]+:iam::\d{12}:root$/, PrincipalKind.Account],
    [/^arn:[^:]+:iam::\d{12}:role\//, PrincipalKind.Role],
    [/^arn:[^:]+:iam::\d{12}:user\//, PrincipalKind.User],
    [/^arn:[^:]+:organizations::[^:]*:organization\//, PrincipalKind.Organization],
    [/^arn:[^:]+:organizations::[^:]*:ou\//, PrincipalKind.OrganizationalUnit],
    [/^arn:[^:]+:(?:iam::\d{12}:saml-provider\/|identitystore:|quicksight:)/, PrincipalKind.Federated],
];

export function principalKind(principal: string): PrincipalKind {
    return FORMS.find(([form]) => form.test(principal))?.[1] ?? PrincipalKind.Other;
}

/** The short name: what follows the last `/` of an ARN, or the whole identifier. */
export function principalName(principal: string): string {
    return principal.startsWith("arn:") ? principal.slice(principal.lastIndexOf("/") + 1) : principal;
}

/** Everyone who is granted something or administers the lake, sorted; `IAM_ALLOWED_PRINCIPALS` among them. */
export function principalsOf(governance: Governance): string[] {
    const { grants, admins, readOnlyAdmins, undetermined } = governance;
    return distinct([
        ...grants.map(({ principal }) => principal),
        ...admins,
        ...readOnlyAdmins,
        ...undetermined.flatMap(({ principal }) => principal ?? []),
    ]);
}

/**
 * Identifiers by which grants reach a principal: itself, and the group of all IAM users and roles of its account. A
 * grant to the account as such isn't among them: it reaches nobody until the account's administrator grants further.
 */
export function identitiesOf(principal: string): string[] {
    if (principal === IAM_ALLOWED_PRINCIPALS || principal === NOT_KNOWN) return [principal];
    const account = /^arn:[^:]+:iam::(\d{12}):(?:role|user)\//.exec(principal)?.[1];
    return account === undefined ? [principal] : [principal, `${account}:IAMPrincipals`];
}
