import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { isInStack, stackPatterns } from "../../lib/stack-patterns";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

type Shape = aws.dynamodb.TableArgs & Pick<aws.cognito.UserPoolArgs, "deletionProtection"> & LoadBalancerShape;
type LoadBalancerShape = Pick<aws.lb.LoadBalancerArgs, "enableDeletionProtection">;

const pools: readonly string[] = types.cognitoUserPool;
const balancers: readonly string[] = types.loadBalancer;
const logGroups: readonly string[] = types.logGroup;

export const deletionProtection = requirementRule({
    name: "deletion-protection",
    group: "resilience",
    description: "In stacks that must last, resources that can refuse to be deleted do so.",
    severity: "medium",
    anchors: {
        config: ["elb-deletion-protection-enabled", "dynamodb-table-deletion-protection-enabled"],
        fsbp: ["DynamoDB.6", "ELB.6", "Cognito.6"],
        checkov: ["CKV_AWS_150"],
    },
    remediationSteps:
        "Set deletionProtectionEnabled on a table and its replicas or a log group, deletionProtection to ACTIVE on a user pool, enableDeletionProtection on a load balancer.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-6",
    types: [
        ...types.dynamodbTable,
        ...types.dynamodbTableReplica,
        ...types.cognitoUserPool,
        ...types.loadBalancer,
        ...types.logGroup,
    ],
    settings: {
        stackPatterns,
        requireLogGroups: flag("Ask it of log groups as well: a renamed function then leaves its group behind.", false),
    },
    requires: (resource: Resource<Shape>, settings) =>
        !isInStack(resource, settings.stackPatterns) ||
        (logGroups.includes(resource.type) && !settings.requireLogGroups)
            ? []
            : protectionsOf(resource),
});

function protectionsOf({ type, props }: Resource<Shape>): readonly Requirement[] {
    if (pools.includes(type)) {
        return [
            {
                kept: isOneOf(props.text("deletionProtection"), ["ACTIVE"]),
                otherwise: "deletionProtection is not ACTIVE: a mistake deletes every account of the pool.",
                remedy: { deletionProtection: "ACTIVE" },
            },
        ];
    }
    return balancers.includes(type)
        ? [switchedOn(props, "enableDeletionProtection")]
        : [
              switchedOn(props, "deletionProtectionEnabled"),
              ...props.each("replicas").map((replica) => switchedOn(replica, "deletionProtectionEnabled")),
          ];
}

function switchedOn<T>(props: Properties<T>, property: keyof T & string): Requirement {
    const path = props.pathTo(property);
    return {
        kept: isOneOf(props.flag(property), [true]),
        otherwise: `${path} is not true: a mistake deletes it.`,
        remedy: { [path]: true },
    };
}
