import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { hasEffect, Malformed, type PolicyDocument, parsePolicy, type Statement } from "../../lib/policy-document";
import { reaches, registeredLocations } from "../../lib/registered-locations";
import { type Resource, stackRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isUnknown, not, type Truth, type Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const policyOfRole: Join = {
    from: types.iamRolePolicy,
    property: "role",
    to: types.iamRole,
    names: ["name", "id", "arn"],
};
const registrationByRole: Join = {
    from: types.lakeFormationResource,
    property: "roleArn",
    to: types.iamRole,
    names: ["arn"],
};

type Locations = readonly (string | Unknown)[];

export const lfNoS3Bypass = stackRule({
    name: "lf-no-s3-bypass",
    group: "lake-formation",
    description: "Registered locations are read through Lake Formation, and directly by named roles alone.",
    severity: "high",
    anchors: {},
    remediationSteps:
        "Take s3:GetObject on the location out of the policy and grant by Lake Formation, or name the role in allowedRoles.",
    url: "https://docs.aws.amazon.com/lake-formation/latest/dg/permissions-reference.html",
    types: [
        ...types.iamRolePolicy,
        ...types.iamPolicy,
        ...types.iamRole,
        ...types.bucketPolicy,
        ...types.lakeFormationResource,
    ],
    settings: {
        allowedRoles: texts(
            "Roles and managed policies, by their names in the program or by a role's ARN, with * as wildcard, that may read registered locations directly.",
        ),
    },
    judge: (stack, { allowedRoles }) => {
        const locations = registeredLocations(stack);
        return locations.length === 0
            ? []
            : [
                  ...judgeRoles(stack, locations, allowedRoles),
                  ...judgeManagedPolicies(stack, locations, allowedRoles),
                  ...judgeBucketPolicies(stack, locations, allowedRoles),
              ];
    },
});

/** A role's own policies: those attached, and those written inside it. */
function judgeRoles(stack: StackGraph, locations: Locations, allowed: readonly string[]): readonly Verdict[] {
    const exempt = new Set<string>();
    const inside: Verdict[] = [];
    for (const role of stack.ofTypes<aws.iam.RoleArgs>(types.iamRole)) {
        const registers = stack.attachedTo(role, registrationByRole).length > 0;
        if (registers || matchesAny(role.name, allowed)) {
            for (const { resource } of stack.attachedTo(role, policyOfRole)) {
                exempt.add(resource.urn);
            }
        } else {
            const policies = role.props.each("inlinePolicies").map((inline) => inline.get("policy"));
            inside.push(...policies.flatMap((policy) => judgeDocument(policy, locations, role)));
        }
    }
    const attached = stack
        .ofTypes<aws.iam.RolePolicyArgs>(types.iamRolePolicy)
        .filter(({ urn, name }) => !exempt.has(urn) && !matchesAny(name, allowed))
        .flatMap((policy) => judgeDocument(policy.props.get("policy"), locations, policy));
    return [...inside, ...attached];
}

function judgeManagedPolicies(stack: StackGraph, locations: Locations, allowed: readonly string[]) {
    return stack
        .ofTypes<aws.iam.PolicyArgs>(types.iamPolicy)
        .filter(({ name }) => !matchesAny(name, allowed))
        .flatMap((policy) => judgeDocument(policy.props.get("policy"), locations, policy));
}

function judgeBucketPolicies(stack: StackGraph, locations: Locations, allowed: readonly string[]) {
    return stack
        .ofTypes<aws.s3.BucketPolicyArgs>(types.bucketPolicy)
        .flatMap((policy) =>
            judgeDocument(policy.props.get("policy"), locations, policy, (statement) => others(statement, allowed)),
        );
}

/** Whether a statement lets in somebody else than the allowed roles and AWS's own services. */
function others({ principals }: Statement, allowed: readonly string[]): Truth {
    if (isUnknown(principals)) {
        return principals;
    }
    const people = principals.members.filter(({ kind }) => kind === "AWS" || kind === "Federated");
    return anyOf(
        principals.negated,
        ...people.map(({ value }) => (isUnknown(value) ? value : !matchesAny(value, allowed))),
    );
}

function judgeDocument(
    field: Field<unknown>,
    locations: Locations,
    { name, urn }: Pick<Resource<unknown>, "name" | "urn">,
    concerns: (statement: Statement) => Truth = () => true,
): readonly Verdict[] {
    const document = parsePolicy(field, "policy");
    if (document === undefined || document instanceof Malformed) {
        return [];
    }
    if (isUnknown(document)) {
        return [{ outcome: "undetermined", unknown: document.paths, urn }];
    }
    const bypass = readsDirectly(document, locations, concerns);
    return check(not(bypass), `"${name}" allows reading a registered location beside Lake Formation.`, urn);
}

function readsDirectly(
    { statements }: PolicyDocument,
    locations: Locations,
    concerns: (statement: Statement) => Truth,
): Truth {
    return anyOf(
        ...statements.map((statement) =>
            allOf(
                hasEffect(statement, "Allow"),
                anyOf(...statement.actions.map(readsObjects)),
                anyOf(...statement.resources.map((resource) => reaches(resource, locations))),
                concerns(statement),
            ),
        ),
    );
}

/** IAM compares actions without regard to case. */
function readsObjects(action: string | Unknown): Truth {
    return isUnknown(action) ? action : matchesAny("s3:getobject", [action.toLowerCase()]);
}
