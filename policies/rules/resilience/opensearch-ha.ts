import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { isInStack, stackPatterns } from "../../lib/stack-patterns";
import { types } from "../../lib/tokens";
import { allOf, isOneOf, satisfies } from "../../lib/truth";

export const opensearchHa = manualRule({
    name: "opensearch-ha",
    group: "resilience",
    description: "In stacks that must last, OpenSearch domains survive the loss of a node and of an Availability Zone.",
    severity: "low",
    anchors: {
        fsbp: ["Opensearch.6", "Opensearch.11"],
        checkov: ["CKV_AWS_318", "CKV2_AWS_59"],
        cdkNag: ["AwsSolutions-OS4", "AwsSolutions-OS7"],
    },
    remediationSteps:
        "Set clusterConfig.instanceCount to 3 or more, dedicatedMasterEnabled with dedicatedMasterCount 3 or more, and zoneAwarenessEnabled.",
    url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html",
    types: types.opensearchDomain,
    settings: { stackPatterns },
    requires: (resource: Resource<aws.opensearch.DomainArgs>, settings) => {
        const cluster = resource.props.child("clusterConfig");
        const masters = allOf(
            isOneOf(cluster.flag("dedicatedMasterEnabled"), [true]),
            satisfies(cluster.number("dedicatedMasterCount"), (count) => count >= 3, false),
        );
        const nodes = cluster.number("instanceCount") ?? providerDefaults.opensearchDomain.instanceCount;
        return isInStack(resource, settings.stackPatterns)
            ? [
                  {
                      kept: satisfies(nodes, (count) => count >= 3, false),
                      otherwise: "clusterConfig.instanceCount is less than 3: the loss of a node can stop the domain.",
                  },
                  {
                      kept: masters,
                      otherwise:
                          "clusterConfig has no dedicatedMasterEnabled with a dedicatedMasterCount of at least 3: load on the data unsettles the cluster.",
                  },
                  {
                      kept: isOneOf(cluster.flag("zoneAwarenessEnabled"), [true]),
                      otherwise:
                          "clusterConfig.zoneAwarenessEnabled is not true: all nodes stand in one Availability Zone.",
                  },
              ]
            : [];
    },
});
