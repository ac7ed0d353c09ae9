import type * as aws from "@pulumi/aws";
import { Malformed, parseDocuments } from "../../lib/policy-document";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isUnknown } from "../../lib/truth";

interface ContainerShape {
    readonly name?: string;
    readonly logConfiguration?: { readonly logDriver?: string };
}

const clusters: readonly string[] = types.ecsCluster;
const observed = ["enabled", "enhanced"];

export const ecsLogging = requirementRule({
    name: "ecs-logging",
    group: "audit",
    description: "Every container of an ECS task has a log driver, and clusters are watched by Container Insights.",
    severity: "medium",
    anchors: {
        fsbp: ["ECS.9", "ECS.12"],
        checkov: ["CKV_AWS_65"],
        trivy: ["AWS-0034"],
        cdkNag: ["AwsSolutions-ECS4", "AwsSolutions-ECS7"],
    },
    remediationSteps:
        "Set logConfiguration.logDriver in each of containerDefinitions, and the cluster's setting containerInsights to enabled or enhanced.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9",
    types: [...types.ecsTaskDefinition, ...types.ecsCluster],
    settings: {
        insightsByAccount: flag(
            "The account switches Container Insights on for every cluster that sets nothing.",
            false,
        ),
    },
    requires: (
        { type, props }: Resource<aws.ecs.TaskDefinitionArgs & aws.ecs.ClusterArgs>,
        { insightsByAccount },
    ): readonly Requirement[] => (clusters.includes(type) ? [insights(props, insightsByAccount)] : drivers(props)),
});

function drivers(props: Properties<aws.ecs.TaskDefinitionArgs>): readonly Requirement[] {
    const containers = parseDocuments<ContainerShape>(props.get("containerDefinitions"), "containerDefinitions");
    if (containers === undefined) {
        return [];
    }
    if (isUnknown(containers)) {
        return [{ kept: containers, otherwise: "containerDefinitions is not known." }];
    }
    if (containers instanceof Malformed) {
        return [{ kept: false, otherwise: `containerDefinitions can't be read: ${containers.reason}.` }];
    }
    return containers.map((container, index) => {
        const name = container.text("name");
        const label = typeof name === "string" ? `"${name}"` : `number ${index + 1}`;
        return {
            kept: container.child("logConfiguration").has("logDriver"),
            otherwise: `containerDefinitions: container ${label} has no logConfiguration.logDriver.`,
        };
    });
}

function insights(props: Properties<aws.ecs.ClusterArgs>, byAccount: boolean): Requirement {
    const settings = props.each("settings");
    const named = settings.map((setting) => isOneOf(setting.text("name"), ["containerInsights"]));
    const index = named.indexOf(true);
    const isNamed = anyOf(...named);
    return {
        kept:
            isNamed === false
                ? byAccount
                : anyOf(
                      ...settings.map((setting, at) =>
                          allOf(named[at] ?? false, isOneOf(setting.text("value"), observed)),
                      ),
                  ),
        otherwise: "settings does not switch containerInsights on.",
        remedy:
            index >= 0
                ? { [`settings[${index}].value`]: "enabled" }
                : { [`settings[${settings.length}]`]: { name: "containerInsights", value: "enabled" } },
    };
}
