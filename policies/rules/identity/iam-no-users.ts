import { matchesAny } from "../../lib/glob";
import { type Resource, resourceRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isUnknown, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

interface Shape {
    readonly name?: string;
    readonly user?: string;
}

const keys: readonly string[] = [...types.iamAccessKey, ...types.iamServiceSpecificCredential];
const policies: readonly string[] = [...types.iamUserPolicy, ...types.iamUserPolicyAttachment];
const users: readonly string[] = types.iamUser;

export const iamNoUsers = resourceRule({
    name: "iam-no-users",
    group: "identity",
    description: "People and machines have no IAM users with credentials that last.",
    severity: "high",
    anchors: {
        fsbp: ["IAM.2"],
        cis: ["1.14"],
        checkov: ["CKV_AWS_273", "CKV_AWS_40", "CKV2_AWS_22"],
        trivy: ["AWS-0143"],
        cdkNag: ["IAMUserNoPolicies"],
    },
    remediationSteps: "Let people sign in by IAM Identity Center and machines assume roles; give policies to groups.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    types: [...users, ...types.iamUserLoginProfile, ...keys, ...policies],
    settings: {
        allowedUsers: texts(
            "Users that may exist, by their IAM names or names in the program, with * as wildcard; keys and policies of their own stay refused.",
        ),
    },
    judge: ({ type, name, props }: Resource<Shape>, { allowedUsers }) => {
        if (keys.includes(type)) {
            return check(false, "A key that lasts is made: let machines assume a role.");
        }
        if (policies.includes(type)) {
            return check(false, "A policy is given to a user directly: give it to a group.");
        }
        const isUser = users.includes(type);
        const user = props.text(isUser ? "name" : "user");
        const named: Truth = isUnknown(user) && allowedUsers.length > 0 ? user : isAllowed(user, allowedUsers);
        return check(
            anyOf(matchesAny(name, allowedUsers), named),
            isUser ? "An IAM user is declared." : "A password for an IAM user is made.",
        );
    },
});

function isAllowed(user: unknown, allowedUsers: readonly string[]): boolean {
    return typeof user === "string" && matchesAny(user, allowedUsers);
}
