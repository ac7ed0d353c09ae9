/**
 * Whether a role's trust policy lets a service assume it, with what the service sends along: the account, as external id
 * and as source account, and a source ARN in that account.
 *
 * Conditions on other keys, and operators other than those of the service documentation's examples, count as unmet.
 */
export function mayAssume(trustPolicy: string, service: string, accountId: string): boolean {
    const statements = listOf(fieldOf(JSON.parse(trustPolicy), "Statement"));
    const matching = statements.filter(
        (statement) =>
            namesService(fieldOf(statement, "Principal"), service) &&
            listOf(fieldOf(statement, "Action")).some((action) => action === "sts:AssumeRole" || action === "sts:*") &&
            conditionsMet(fieldOf(statement, "Condition"), accountId),
    );
    return (
        matching.some((statement) => fieldOf(statement, "Effect") === "Allow") &&
        !matching.some((statement) => fieldOf(statement, "Effect") === "Deny")
    );
}

/** The same policy with no conditions in it. */
export function withoutConditions(trustPolicy: string): string {
    return JSON.stringify(JSON.parse(trustPolicy), (key, value: unknown) => (key === "Condition" ? undefined : value));
}

function namesService(principal: unknown, service: string): boolean {
    return listOf(fieldOf(principal, "Service")).includes(service);
}

function conditionsMet(condition: unknown, accountId: string): boolean {
    return entriesOf(condition).every(([operator, keys]) =>
        entriesOf(keys).every(([key, expected]) => keyMet(operator, key.toLowerCase(), listOf(expected), accountId)),
    );
}

function keyMet(operator: string, key: string, expected: readonly unknown[], accountId: string): boolean {
    const isText = /^(String|Arn)(Equals|Like)(IgnoreCase)?(IfExists)?$/.test(operator);
    if (!isText) return false;
    if (key === "sts:externalid" || key === "aws:sourceaccount") return expected.includes(accountId);
    // Which delivery stream asks is the stream's own business; that it is one of this account is what protects.
    if (key === "aws:sourcearn") {
        return expected.some((arn) => {
            const [, , service = "", , account = ""] = String(arn).split(":");
            return ["firehose", "*"].includes(service) && [accountId, "*"].includes(account);
        });
    }
    return false;
}

function fieldOf(value: unknown, name: string): unknown {
    return entriesOf(value).find(([key]) => key === name)?.[1];
}

function entriesOf(value: unknown): [string, unknown][] {
    return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function listOf(value: unknown): unknown[] {
    if (value === undefined) return [];
    return Array.isArray(value) ? value : [value];
}
