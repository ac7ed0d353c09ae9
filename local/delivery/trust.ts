/** Who asks for a role: a service, on behalf of one of its resources. */
export interface AssumingService {
    readonly service: string;
    readonly accountId: string;
    /** The ARN of the resource that the service acts for. */
    readonly sourceArn: string;
}

/**
 * Whether a role's trust policy lets a service assume it, with what the service sends along: the account, as external id
 * and as source account, and the source ARN
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
 *
 * Conditions on other keys, and operators other than those of that page, count as unmet.
 */
export function mayAssume(trustPolicy: string, caller: AssumingService): boolean {
    const statements = listOf(fieldOf(JSON.parse(trustPolicy), "Statement"));
    const matching = statements.filter(
        (statement) =>
            listOf(fieldOf(fieldOf(statement, "Principal"), "Service")).includes(caller.service) &&
            listOf(fieldOf(statement, "Action")).some((action) => action === "sts:AssumeRole" || action === "sts:*") &&
            conditionsMet(fieldOf(statement, "Condition"), caller),
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

function conditionsMet(condition: unknown, caller: AssumingService): boolean {
    return entriesOf(condition).every(([operator, keys]) =>
        entriesOf(keys).every(([key, expected]) => keyMet(operator, key, listOf(expected), caller)),
    );
}

function keyMet(operator: string, key: string, expected: readonly unknown[], caller: AssumingService): boolean {
    const sent: Record<string, string> = {
        "sts:externalid": caller.accountId,
        "aws:sourceaccount": caller.accountId,
        "aws:sourcearn": caller.sourceArn,
    };
    const value = sent[key.toLowerCase()];
    if (value === undefined || !/^(String|Arn)(Equals|Like)(IfExists)?$/.test(operator)) return false;
    // StringEquals alone takes the asterisk for itself; the ARN operators both take it for a wildcard.
    const isLiteral = operator.startsWith("StringEquals");
    return expected.some((pattern) => (isLiteral ? pattern === value : isLike(value, String(pattern))));
}

function isLike(value: string, pattern: string): boolean {
    const parts = pattern.split(/([*?])/).map((part) => {
        if (part === "*") return ".*";
        return part === "?" ? "." : part.replace(/[\\^$.|+()[\]{}]/g, "\\$&");
    });
    return new RegExp(`^${parts.join("")}$`).test(value);
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
