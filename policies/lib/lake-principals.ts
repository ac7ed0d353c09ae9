import { matchesAny } from "./glob";
import { type Field, satisfies, type Truth } from "./truth";

/**
 * The group of all whom IAM lets in: a grant to it switches Lake Formation off for what is granted
 * (https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html).
 */
const IAM_ALLOWED_PRINCIPALS = "IAM_ALLOWED_PRINCIPALS";

/** Whether a principal is everybody whom IAM lets in. */
export function isIamAllowedPrincipals(principal: Field<string>): Truth {
    return satisfies(principal, (name) => name === IAM_ALLOWED_PRINCIPALS, false);
}

/** Whether a principal matches one of some patterns, in which `*` stands for any characters. */
export function matchesPrincipal(principal: Field<string>, patterns: readonly string[]): Truth {
    return patterns.length === 0 ? false : satisfies(principal, (name) => matchesAny(name, patterns), false);
}
