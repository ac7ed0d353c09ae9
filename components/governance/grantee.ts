import { accountOfRoleOrUser, accountOfRoot, isEveryoneOfIam, sessionAdvice } from "./principal-forms";

/** What matters of a grantee beside its name: whether it is of the catalogue's own account. */
export interface GranteeForm {
    readonly kind: "identity" | "account" | "organization";
    /** The 12 digits of the account that it belongs to; absent for identities of IAM Identity Center. */
    readonly accountId?: string;
}

const PARTITION = "aws[\\w-]*";
const FORMS: readonly (readonly [GranteeForm["kind"], RegExp])[] = [
    ["identity", new RegExp(`^arn:${PARTITION}:iam::(\\d{12}):saml-provider/[\\w.-]+:(?:user|group)/\\S+$`)],
    ["identity", new RegExp(`^arn:${PARTITION}:quicksight:[a-z0-9-]+:(\\d{12}):(?:user|group)/default/\\S+$`)],
    ["identity", new RegExp(`^arn:${PARTITION}:identitystore:::(?:user|group)/[\\w-]+$`)],
    ["identity", /^(\d{12}):IAMPrincipals$/],
    ["account", /^(\d{12})$/],
    ["organization", new RegExp(`^arn:${PARTITION}:organizations::(\\d{12}):organization/o-[a-z0-9]{10,32}$`)],
    [
        "organization",
        new RegExp(`^arn:${PARTITION}:organizations::(\\d{12}):ou/o-[a-z0-9]{10,32}/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$`),
    ],
];

/** The form of a grantee, or nothing for what Lake Formation takes as none. */
export function granteeForm(principal: string): GranteeForm | undefined {
    const accountId = accountOfRoleOrUser(principal);
    if (accountId !== undefined) return { kind: "identity", accountId };
    for (const [kind, form] of FORMS) {
        const match = form.exec(principal);
        if (match) return { kind, accountId: match[1] };
    }
    return undefined;
}

/**
 * Why nothing can be granted to a principal, as a sentence; nothing for one of a form that the permissions reference
 * lists. https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html
 */
export function granteeProblem(principal: string): string | undefined {
    if (granteeForm(principal)) return undefined;
    if (isEveryoneOfIam(principal)) {
        return "is everyone whom IAM lets in, for whom Lake Formation decides nothing: name the roles that shall read.";
    }
    const session = sessionAdvice(principal);
    if (session !== undefined) return `is ${session}`;
    const account = accountOfRoot(principal);
    if (account !== undefined) {
        return `is how IAM writes an account: give "${account}", which shares with the whole account, or a role.`;
    }
    if (/^arn:[\w-]+:iam::\d{12}:group\//.test(principal)) {
        return "is a group of IAM users, to which Lake Formation grants nothing: give a role.";
    }
    if (/^[\w.-]+\.amazonaws\.com$/.test(principal)) {
        return "is a service: give the role by which it reads, for example the delivery stream's.";
    }
    return 'is no principal of Lake Formation: give the ARN of a role, for example "arn:aws:iam::111122223333:role/analyst".';
}
