import type { Condition, Statement } from "./policy-document";
import { allOf, anyOf, isUnknown, type Truth, type Unknown } from "./truth";

/**
 * Condition keys that pin a request to something fixed. The first group is the list by which Amazon S3 tells public
 * from non-public policies (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html),
 * the second the principal and source keys of the same nature
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
 */
const scopingKeys: ReadonlySet<string> = new Set(
    [
        "aws:SourceArn",
        "aws:SourceVpc",
        "aws:SourceVpce",
        "aws:SourceOwner",
        "aws:SourceAccount",
        "aws:userid",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
        "s3:DataAccessPointAccount",
        "s3:DataAccessPointArn",
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:PrincipalOrgID",
        "aws:PrincipalOrgPaths",
        "aws:ResourceAccount",
        "aws:SourceOrgID",
        "aws:SourceOrgPaths",
        "kms:CallerAccount",
    ].map((key) => key.toLowerCase()),
);

/** Operators that hold only when the key is there and matches; `…IfExists` and `ForAllValues:` also hold without it. */
const equality = /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/;
const organisationKey = "aws:principalorgid";
const networkKey = "aws:sourceip";

/** Whether some condition narrows the statement to fixed accounts, organisations, sources or networks. */
export function isScoped(statement: Statement, extraKeys: readonly string[]): Truth {
    if (isUnknown(statement.conditions)) {
        return statement.conditions;
    }
    const extra = new Set(extraKeys.map((key) => key.toLowerCase()));
    return anyOf(...statement.conditions.map((condition) => narrows(condition, extra)));
}

/** Whether some condition holds one of the keys, told by their names in lower case, to values that say something. */
export function isNarrowedBy({ conditions }: Statement, isKey: (key: string) => boolean): Truth {
    if (isUnknown(conditions)) {
        return conditions;
    }
    const holding = conditions.filter(({ operator, key }) => equality.test(operator) && isKey(key));
    return anyOf(...holding.map((condition) => everyValue(condition, (value) => !/^[*?]*$/.test(value))));
}

/** The organisations that a statement's conditions name. */
export function organisationsIn(statement: Statement): readonly (string | Unknown)[] {
    if (isUnknown(statement.conditions)) {
        return [statement.conditions];
    }
    return statement.conditions.filter(({ key }) => key === organisationKey).flatMap(({ values }) => values);
}

function narrows(condition: Condition, extraKeys: ReadonlySet<string>): Truth {
    if (condition.key === networkKey) {
        return condition.operator === "IpAddress" && everyValue(condition, isNarrowNetwork);
    }
    if (!equality.test(condition.operator) || !(scopingKeys.has(condition.key) || extraKeys.has(condition.key))) {
        return false;
    }
    return everyValue(condition, isFixed);
}

/** One wide value opens the condition, since the values of a key are alternatives. */
function everyValue({ values }: Condition, accepts: (value: string) => boolean): Truth {
    return values.length > 0 && allOf(...values.map((value) => (isUnknown(value) ? value : accepts(value))));
}

/** Values that a wildcard may follow: the path below an organisation, the session of a role's unique id. */
const fixedOpening = /^(?:o-[a-z0-9]+\/|A[A-Z0-9]{15,}:)/;

/** An ARN is fixed by its account or, where its service leaves that empty, by its resource; any other value by itself. */
function isFixed(value: string): boolean {
    if (!value.startsWith("arn:")) {
        return fixedOpening.test(value) || !/[*?]/.test(value);
    }
    const [, , , , account = "", ...resource] = value.split(":");
    return account === "" ? /^[^*?]{3,}/.test(resource.join(":")) : !/[*?]/.test(account);
}

/** Amazon S3 takes an address range as public when it is wider than /8, for IPv6 wider than /32. */
function isNarrowNetwork(value: string): boolean {
    const [address = "", length] = value.split("/");
    const ipv6 = address.includes(":");
    const bits = length === undefined ? (ipv6 ? 128 : 32) : Number(length);
    return bits >= (ipv6 ? 32 : 8);
}
