import {
    hasEffect,
    Malformed,
    type PolicyDocument,
    type Principal,
    parsePolicy,
    type Statement,
} from "./policy-document";
import { isScoped, organisationsIn } from "./scoping-conditions";
import { allOf, anyOf, type Field, isUnknown, not, type Truth } from "./truth";
import { check, type Verdict } from "./verdict";

/** What counts as one's own when a statement opens a resource to others. */
export interface Trust {
    /** Account ids that may be granted access; with none given, naming an account is enough. */
    readonly trustedAccounts: readonly string[];
    /** Organisation ids that may be granted access; with none given, naming an organisation is enough. */
    readonly trustedOrgIds: readonly string[];
    /** Condition keys that narrow a statement, beyond the ones that AWS documents for every service. */
    readonly scopingKeys: readonly string[];
}

/**
 * Judges a resource policy: no `Allow` may reach everybody, and where trusted accounts or organisations are listed, none
 * may reach another one. A `Deny` never opens anything.
 */
export function judgePublicAccess(field: Field<unknown>, path: string, trust: Trust): readonly Verdict[] {
    const document = parsePolicy(field, path);
    if (document instanceof Malformed) {
        return check(false, `\`${path}\` can't be judged as a policy: ${document.reason}.`);
    }
    if (document === undefined || isUnknown(document)) {
        return check(document ?? true, "");
    }
    return judgeStatements(document, path, trust);
}

function judgeStatements(document: PolicyDocument, path: string, trust: Trust): readonly Verdict[] {
    return document.statements.flatMap((statement) => [
        ...check(
            not(isPublic(statement, trust)),
            `Statement ${statement.label} of \`${path}\` allows everybody: name principals, or add a condition that names an account, organisation, source ARN, VPC endpoint or network.`,
        ),
        ...check(
            not(reachesStrangers(statement, trust)),
            `Statement ${statement.label} of \`${path}\` allows an account or organisation that is not among the trusted ones.`,
        ),
    ]);
}

function isPublic(statement: Statement, trust: Trust): Truth {
    return allOf(
        hasEffect(statement, "Allow"),
        anyOf(
            namesWhoIsExcluded(statement),
            allOf(includesEverybody(statement), not(isScoped(statement, trust.scopingKeys))),
        ),
    );
}

/** An `Allow` for everybody but the ones named is open to the world, whatever its conditions. */
function namesWhoIsExcluded(statement: Statement): Truth {
    return isUnknown(statement.principals) ? statement.principals : statement.principals.negated;
}

export function includesEverybody(statement: Statement): Truth {
    if (isUnknown(statement.principals)) {
        return statement.principals;
    }
    return anyOf(
        ...statement.principals.members.map(({ value }) => (isUnknown(value) ? value : everybody.test(value))),
    );
}

/** The wildcard, or an IAM ARN with a wildcard for the account. A longer pattern is no principal to IAM. */
const everybody = /^(?:\*$|arn:[^:]*:(?:iam|sts)::\*)/;

function reachesStrangers(statement: Statement, trust: Trust): Truth {
    if (isUnknown(statement.principals)) {
        return trust.trustedAccounts.length === 0 ? false : allOf(hasEffect(statement, "Allow"), statement.principals);
    }
    const accounts = statement.principals.members.map((principal) => isForeign(principal, trust.trustedAccounts));
    const organisations = organisationsIn(statement).map((id) =>
        isUnknown(id) ? id : !trust.trustedOrgIds.includes(id),
    );
    return allOf(
        hasEffect(statement, "Allow"),
        anyOf(
            trust.trustedAccounts.length > 0 && anyOf(...accounts),
            trust.trustedOrgIds.length > 0 && anyOf(...organisations),
        ),
    );
}

const account = /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/;

/** The account that a principal of kind `AWS` belongs to; none where it names none. */
export function accountIn(principal: string): string | undefined {
    return account.exec(principal)?.[1];
}

function isForeign({ kind, value }: Principal, trusted: readonly string[]): Truth {
    if (kind !== "AWS") {
        return false;
    }
    if (isUnknown(value)) {
        return value;
    }
    const id = accountIn(value);
    return id !== undefined && !trusted.includes(id);
}
