import { matchesAny } from "./glob";
import type { Properties } from "./properties";
import { types } from "./tokens";
import { isUnknown, type Unknown } from "./truth";
import { check, type Verdict } from "./verdict";

/** What attaches managed policies to IAM's principals. */
export const attachmentTypes: readonly string[] = [
    ...types.iamRolePolicyAttachment,
    ...types.iamUserPolicyAttachment,
    ...types.iamGroupPolicyAttachment,
    ...types.iamPolicyAttachment,
    ...types.iamRole,
];

export interface AttachmentShape {
    readonly policyArn?: string;
    readonly managedPolicyArns?: readonly string[];
}

/**
 * Judges the policies of AWS's own that a resource attaches, by their path and name, such as
 * `service-role/AWSGlueServiceRole`. A policy that is not known yet is one that the program makes: AWS's are literals.
 */
export function judgeAwsManaged(
    props: Properties<AttachmentShape>,
    allowed: readonly string[],
    refuses: (name: string) => boolean,
    message: (name: string) => string,
): readonly Verdict[] {
    return [...props.texts("policyArn"), ...props.texts("managedPolicyArns")].flatMap((arn) => {
        const name = awsManagedName(arn);
        const refused = name !== undefined && refuses(name) && !matchesAny(name, allowed);
        return check(!refused, message(name ?? ""));
    });
}

/** What names a policy that AWS manages; none for a policy of one's own. */
export function awsManagedName(arn: string | Unknown): string | undefined {
    return isUnknown(arn) ? undefined : /^arn:[^:]*:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
}

const broad = [
    /^(?:AdministratorAccess|PowerUserAccess|(?:System|Database|Network)Administrator|DataScientist)(?:$|-)/,
    /FullAccess(?:_?v\d+)?$/i,
] as const;

/** Whether a policy of AWS's opens the account or a service as a whole: the administrators', and all full access. */
export function isBroad(name: string): boolean {
    const last = name.slice(name.lastIndexOf("/") + 1);
    return broad.some((form) => form.test(last));
}
