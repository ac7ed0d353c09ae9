import type * as aws from "@pulumi/aws";
import { type Resource, stackRule } from "../../lib/rule";
import { flag, texts } from "../../lib/settings";
import type { Attachment, Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, satisfies, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const endpointOfVpc: Join = { from: types.vpcEndpoint, property: "vpcId", to: types.vpc, names: ["id"] };

/** Services whose endpoints a stack wants once it uses them, by the resources that show it. */
const usedBy: Readonly<Record<string, readonly string[]>> = {
    kms: types.key,
    sts: types.iamRole,
    glue: [...types.glueJob, ...types.glueCrawler, ...types.catalogDatabase],
    athena: types.athenaWorkgroup,
    "bedrock-runtime": types.bedrockAgent,
    secretsmanager: types.secret,
    logs: types.logGroup,
    "ecr.api": types.ecrRepository,
    "ecr.dkr": types.ecrRepository,
};

export const vpcEndpointsPresent = stackRule({
    name: "vpc-endpoints-present",
    group: "network",
    description: "A VPC reaches the AWS services that its stack uses by endpoints, not over the internet.",
    severity: "medium",
    anchors: { fsbp: ["EC2.10", "EC2.55", "EC2.56"], prowler: ["bedrock_vpc_endpoints_configured"] },
    remediationSteps:
        "Declare ec2.VpcEndpoint for the VPC: gateways for s3 and dynamodb, which cost nothing, and interfaces for the others.",
    url: "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
    types: [...types.vpc, ...types.vpcEndpoint, ...new Set(Object.values(usedBy).flat())],
    settings: {
        services: texts("Services that every VPC has endpoints for, by the end of their names.", ["s3", "dynamodb"]),
        requireInterfaces: flag(
            "Ask for interface endpoints of the other services that the stack uses as well.",
            false,
        ),
        managedElsewhere: flag("Endpoints are declared in another stack.", false),
    },
    judge: (stack, { services, requireInterfaces, managedElsewhere }) => {
        const used = requireInterfaces
            ? Object.keys(usedBy).filter((service) => stack.ofTypes(usedBy[service] ?? []).length > 0)
            : [];
        const wanted = [...new Set([...services, ...used])];
        return managedElsewhere
            ? []
            : stack
                  .ofTypes<aws.ec2.VpcArgs>(types.vpc)
                  .flatMap((vpc) => wanted.flatMap((service) => judgeVpc(vpc, service, stack)));
    },
});

function judgeVpc({ name, urn }: Resource<aws.ec2.VpcArgs>, service: string, stack: StackGraph) {
    const endpoints = stack.attachedTo<aws.ec2.VpcEndpointArgs>({ urn }, endpointOfVpc);
    return check(
        anyOf(...endpoints.map((endpoint) => serves(endpoint, service))),
        `VPC "${name}" has no endpoint for ${service}: what it asks of the service leaves by the internet.`,
        urn,
    );
}

/** `com.amazonaws.eu-west-1.ecr.dkr`: the service stands behind the Region. */
function serves({ resource, certain }: Attachment<aws.ec2.VpcEndpointArgs>, service: string): Truth {
    const name = resource.props.text("serviceName");
    return allOf(
        satisfies(name, (full) => full.endsWith(`.${service}`), false),
        certain || new Unknown(["vpcId"]),
    );
}
