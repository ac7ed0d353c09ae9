import { type Field, isUnknown } from "./truth";

const awsManaged = /^(?:arn:[^:]*:kms:[^:]*:[^:]*:)?alias\/aws\//;

/** Whether a key property names the key that AWS manages for a service, which no policy of one's own can restrict. */
export function isAwsManagedKey(key: Field<string>): boolean {
    return key !== undefined && !isUnknown(key) && awsManaged.test(key);
}

/**
 * Whether a key property names a key of one's own. A key that is not known yet does: it is made by the program, and the
 * alias of an AWS managed key is a literal.
 */
export function isOwnKey(key: Field<string>): boolean {
    return key !== undefined && key !== "" && !isAwsManagedKey(key);
}
