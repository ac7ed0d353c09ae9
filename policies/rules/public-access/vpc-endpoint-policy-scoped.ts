import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { hasEffect, Malformed, parsePolicy, type Statement } from "../../lib/policy-document";
import { includesEverybody } from "../../lib/public-statements";
import { type Resource, stackRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import type { Attachment, Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isUnknown, not, satisfies, type Truth, Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type PolicyShape = aws.ec2.VpcEndpointPolicyArgs;

const policyOfEndpoint: Join = {
    from: types.vpcEndpointPolicy,
    property: "vpcEndpointId",
    to: types.vpcEndpoint,
    names: ["id"],
};

/** What stands before a service in the name of its endpoint: `com.amazonaws.eu-west-1.`, `aws.sagemaker.eu-west-1.`. */
const beforeService = /^(?:cn\.)?(?:com\.amazonaws|aws\.[a-z]+)\.[a-z0-9-]+\./;

export const vpcEndpointPolicyScoped = stackRule({
    name: "vpc-endpoint-policy-scoped",
    group: "public-access",
    description: "VPC endpoints let through less than every action of everybody on everything.",
    severity: "low",
    anchors: {},
    remediationSteps:
        "Set policy on the endpoint to one that names principals, resources or an organisation, such as by aws:PrincipalOrgID and aws:ResourceOrgID.",
    url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    types: [...types.vpcEndpoint, ...types.vpcEndpointPolicy],
    settings: {
        services: texts(
            "Services, by the end of serviceName, with * as wildcard: those that data could leave by and that take endpoint policies.",
            ["s3", "dynamodb", "kms", "sqs", "sns", "kinesis-streams", "kinesis-firehose", "secretsmanager", "ssm"],
        ),
    },
    judge: (stack, { services }) =>
        stack
            .ofTypes<aws.ec2.VpcEndpointArgs>(types.vpcEndpoint)
            .flatMap((endpoint) => judgeEndpoint(endpoint, stack, services)),
});

function judgeEndpoint(
    { name, urn, props }: Resource<aws.ec2.VpcEndpointArgs>,
    stack: StackGraph,
    services: readonly string[],
): readonly Verdict[] {
    const judged = satisfies(
        props.text("serviceName"),
        (service) => matchesAny(service.replace(beforeService, ""), services),
        false,
    );
    const sides = stack.attachedTo<PolicyShape>({ urn }, policyOfEndpoint);
    const scoped = sides.length > 0 ? allOf(...sides.map(sideIsScoped)) : isScoped(props.get("policy"));
    return check(
        anyOf(not(judged), scoped),
        `Endpoint "${name}" has the default policy: everybody in the VPC reaches everybody's resources through it.`,
        urn,
    );
}

/** A side resource decides: reading the endpoint back fills in the policy even where a side resource set it. */
function sideIsScoped({ resource, certain }: Attachment<PolicyShape>): Truth {
    return certain ? isScoped(resource.props.get("policy")) : new Unknown(["vpcEndpointId"]);
}

function isScoped(field: Field<unknown>): Truth {
    const policy = parsePolicy(field, "policy");
    if (policy === undefined || policy instanceof Malformed) {
        return false;
    }
    return isUnknown(policy) ? policy : not(anyOf(...policy.statements.map(allowsEverything)));
}

function allowsEverything(statement: Statement): Truth {
    const { actions, resources, conditions } = statement;
    return allOf(
        hasEffect(statement, "Allow"),
        includesEverybody(statement),
        anyOf(...actions.map(isStar)),
        anyOf(...resources.map(isStar)),
        isUnknown(conditions) ? conditions : conditions.length === 0,
    );
}

function isStar(value: string | Unknown): Truth {
    return isUnknown(value) ? value : value === "*";
}
