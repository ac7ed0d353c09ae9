import { documentsOf, type IdentityPolicyShape } from "../../lib/identity-policies";
import { awsManagedName } from "../../lib/managed-policies";
import { hasEffect, Malformed, parsePolicy, type Statement } from "../../lib/policy-document";
import { type Resource, resourceRule } from "../../lib/rule";
import { isNarrowedBy } from "../../lib/scoping-conditions";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isUnknown, not, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

interface Shape extends IdentityPolicyShape {
    readonly assumeRolePolicy?: string;
    readonly policyArn?: string;
    readonly managedPolicyArns?: readonly string[];
}

const broadPolicy = "AmazonBedrockFullAccess";

export const bedrockRoleScoped = resourceRule({
    name: "bedrock-role-scoped",
    group: "generative-ai",
    description: "Roles of Bedrock act for one's own agents and knowledge bases, and may do what these need.",
    severity: "high",
    anchors: { prowler: ["bedrock_agent_role_least_privilege", "bedrock_full_access_policy_attached"] },
    remediationSteps:
        "Add conditions on aws:SourceAccount and aws:SourceArn to the trust, and name actions instead of bedrock:* or AmazonBedrockFullAccess.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html",
    types: [...types.iamRole, ...types.iamRolePolicy, ...types.iamRolePolicyAttachment],
    judge: ({ props }: Resource<Shape>) => [
        ...judgeDocument(props.get("assumeRolePolicy"), "assumeRolePolicy", judgeTrust),
        ...documentsOf(props).flatMap(({ path, field }) => judgeDocument(field, path, judgeStatement)),
        ...[...props.texts("policyArn"), ...props.texts("managedPolicyArns")].flatMap((arn) =>
            check(awsManagedName(arn) !== broadPolicy, `${broadPolicy} is attached, which allows all of Bedrock.`),
        ),
    ],
});

type Judge = (statement: Statement, where: string) => readonly Verdict[];

function judgeDocument(field: Field<unknown>, path: string, judge: Judge): readonly Verdict[] {
    const policy = parsePolicy(field, path);
    if (policy === undefined || policy instanceof Malformed) {
        return [];
    }
    return isUnknown(policy)
        ? check(policy, "")
        : policy.statements.flatMap((statement) => judge(statement, `Statement ${statement.label} of \`${path}\``));
}

function judgeTrust(statement: Statement, where: string): readonly Verdict[] {
    const trusts = allOf(hasEffect(statement, "Allow"), namesBedrock(statement));
    return ["aws:SourceAccount", "aws:SourceArn"].flatMap((key) =>
        check(
            not(allOf(trusts, not(isNarrowedBy(statement, (given) => given === key.toLowerCase())))),
            `${where} lets Bedrock assume the role without a condition on ${key}.`,
        ),
    );
}

function namesBedrock({ principals }: Statement): Truth {
    return isUnknown(principals)
        ? principals
        : anyOf(
              ...principals.members.map(({ kind, value }) =>
                  kind !== "Service" ? false : isUnknown(value) ? value : value === "bedrock.amazonaws.com",
              ),
          );
}

function judgeStatement(statement: Statement, where: string): readonly Verdict[] {
    const everything = anyOf(
        ...statement.actions.map((action) => (isUnknown(action) ? action : /^bedrock:\*+$/i.test(action))),
    );
    return check(not(allOf(hasEffect(statement, "Allow"), everything)), `${where} allows bedrock:*: name the actions.`);
}
