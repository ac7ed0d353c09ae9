import type * as aws from "@pulumi/aws";
import { awsManagedName } from "../../lib/managed-policies";
import { type Resource, stackRule } from "../../lib/rule";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { anyOf, isUnknown, not, type Truth, Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const roleNames = ["name", "id", "arn"];
const attachmentOfRole: Join = {
    from: types.iamRolePolicyAttachment,
    property: "role",
    to: types.iamRole,
    names: roleNames,
};
const policyOfRole: Join = { from: types.iamRolePolicy, property: "role", to: types.iamRole, names: roleNames };
const attachmentOfPolicy: Join = {
    from: [
        ...types.iamRolePolicyAttachment,
        ...types.iamUserPolicyAttachment,
        ...types.iamGroupPolicyAttachment,
        ...types.iamPolicyAttachment,
    ],
    property: "policyArn",
    to: types.iamPolicy,
    names: ["arn"],
};
const exclusiveTypes: readonly string[] = types.iamPolicyAttachment;

export const iamNoPolicyManagementConflicts = stackRule({
    name: "iam-no-policy-management-conflicts",
    group: "identity",
    description: "No two resources take turns in deciding which policies a role has.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Attach by RolePolicyAttachment and RolePolicy alone: leave managedPolicyArns and inlinePolicies out, and replace PolicyAttachment.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html",
    types: [
        ...types.iamRole,
        ...types.iamRolePolicy,
        ...types.iamRolePolicyAttachment,
        ...types.iamPolicyAttachment,
        ...types.iamPolicy,
    ],
    judge: (stack) => [
        ...stack.ofTypes<aws.iam.RoleArgs>(types.iamRole).flatMap((role) => judgeRole(role, stack)),
        ...stack.ofTypes(types.iamPolicy).flatMap((policy) => judgePolicy(policy, stack)),
        ...stack.ofTypes<aws.iam.PolicyAttachmentArgs>(types.iamPolicyAttachment).flatMap(judgeAttachment),
    ],
});

/** Both lists are exclusive: the provider takes from the role whatever they don't hold. Without a block, the second is none. */
function judgeRole({ name, urn, props }: Resource<aws.iam.RoleArgs>, stack: StackGraph): readonly Verdict[] {
    const attached = anyOf(...namedBy(stack, { urn }, attachmentOfRole));
    const written = anyOf(...namedBy(stack, { urn }, policyOfRole));
    return [
        ...check(
            not(stack.isGiven({ urn }, "managedPolicyArns") && attached),
            `Role "${name}" lists managedPolicyArns, and RolePolicyAttachments attach others: each run undoes one of them.`,
            urn,
        ),
        ...check(
            not(stack.isGiven({ urn }, "inlinePolicies") && props.each("inlinePolicies").length > 0 && written),
            `Role "${name}" lists inlinePolicies, and RolePolicies add others: each run undoes one of them.`,
            urn,
        ),
    ];
}

/** A PolicyAttachment takes its policy from everybody whom it doesn't list. */
function judgePolicy({ name, urn }: Resource<unknown>, stack: StackGraph): readonly Verdict[] {
    const attachments = stack.attachedTo({ urn }, attachmentOfPolicy);
    const isExclusive = ({ resource }: (typeof attachments)[number]) => exclusiveTypes.includes(resource.type);
    const conflict =
        attachments.length > 1 &&
        anyOf(...attachments.filter(isExclusive).map(({ certain }) => certain || new Unknown(["policyArn"])));
    return check(
        not(conflict),
        `Policy "${name}" is attached by a PolicyAttachment, which is exclusive, and by others beside it.`,
        urn,
    );
}

function judgeAttachment({ name, urn, props }: Resource<aws.iam.PolicyAttachmentArgs>): readonly Verdict[] {
    const arn = props.text("policyArn");
    const isOfAws = arn !== undefined && !isUnknown(arn) && awsManagedName(arn) !== undefined;
    return check(
        !isOfAws,
        `PolicyAttachment "${name}" takes a policy of AWS's from everybody else in the account.`,
        urn,
    );
}

function namedBy(stack: StackGraph, role: { readonly urn: string }, join: Join): readonly Truth[] {
    return stack.attachedTo(role, join).map(({ certain }) => certain || new Unknown([join.property]));
}
