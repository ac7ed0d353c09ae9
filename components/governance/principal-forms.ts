const ROLE_OR_USER = /^arn:aws[\w-]*:iam::(\d{12}):(?:role|user)\/[\w+=,.@/-]+$/;

/** Account of an IAM role or user; nothing for an ARN of something else. */
export function accountOfRoleOrUser(arn: string): string | undefined {
    return ROLE_OR_USER.exec(arn)?.[1];
}

/** Whether a principal is the group of everyone whom IAM lets in, in any of its spellings. */
export function isEveryoneOfIam(principal: string): boolean {
    return /^IAM_?ALLOWED_?PRINCIPALS$/i.test(principal);
}

/** What a session is told, to stand after "is": to give its role, whose path its ARN doesn't tell. Nothing for another ARN. */
export function sessionAdvice(arn: string): string | undefined {
    const [, partition, accountId, role] = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
    return role === undefined
        ? undefined
        : `a session, and sessions end: give its role, "arn:${partition}:iam::${accountId}:role/${role}", with the role's path if it has one.`;
}

/** Account of a root user's ARN; nothing for another ARN. */
export function accountOfRoot(arn: string): string | undefined {
    return /^arn:[\w-]+:iam::(\d{12}):root$/.exec(arn)?.[1];
}
