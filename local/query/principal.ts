import { type Governance, IAM_ALLOWED_PRINCIPALS, principalName, principalsOf } from "../../runner/access";
import { didYouMean } from "./closest";
import { QueryError, QueryErrorCode } from "./query-error";

/** A role at work: grants are to the role. */
const SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;

/** Whole identifiers, which need no looking up: ARNs, accounts, and the groups of an account's principals. */
const WHOLE = /^(?:arn:|\d{12}(?::IAMPrincipals)?$)/;

/**
 * The principal that a text means: an ARN or an account as it stands, the role of a session's ARN, or the only one of the program's principals with that name, which
 * is the last part of a role's ARN.
 * @throws QueryError that lists the principals, if none or several have the name.
 */
export function principalNamed(text: string, governance: Governance): string {
    const all = principalsOf(governance).filter((principal) => principal !== IAM_ALLOWED_PRINCIPALS);
    if (WHOLE.test(text)) {
        return roleOf(text, all) ?? text;
    }
    const named = all.filter((principal) => principalName(principal) === text);
    const [only] = named;
    if (only !== undefined && named.length === 1) {
        return only;
    }
    if (named.length > 1) {
        throw notFound(`Several principals are called '${text}'`, `Write the whole of one: ${named.join(", ")}.`);
    }
    if (all.length === 0) {
        throw notFound(`Principal '${text}' is not known`, "The program grants nothing to anyone by Lake Formation.");
    }
    const near = didYouMean(text, all.map(principalName));
    throw notFound(
        `Principal '${text}' is not known`,
        `${near?.startsWith("Did") ? `${near} ` : ""}The program grants something to: ${all.join(", ")}.`,
    );
}

/** The role of a session, whose ARN leaves out the role's path. */
function roleOf(session: string, principals: readonly string[]): string | undefined {
    const [, partition, account, name] = SESSION.exec(session) ?? [];
    const roles = principals.filter(
        (principal) =>
            principal.startsWith(`arn:${partition}:iam::${account}:role/`) && principalName(principal) === name,
    );
    return roles.length === 1 ? roles[0] : undefined;
}

function notFound(detail: string, hint: string): QueryError {
    return new QueryError(QueryErrorCode.PrincipalNotFound, detail, undefined, hint);
}
