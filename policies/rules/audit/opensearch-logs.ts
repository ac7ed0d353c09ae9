import type * as aws from "@pulumi/aws";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf } from "../../lib/truth";

export const opensearchLogs = manualRule({
    name: "opensearch-logs",
    group: "audit",
    description: "OpenSearch domains publish their error, slow and audit logs.",
    severity: "medium",
    anchors: {
        fsbp: ["OpenSearch.4", "OpenSearch.5"],
        checkov: ["CKV_AWS_84", "CKV_AWS_317"],
        trivy: ["AWS-0042"],
        cdkNag: ["AwsSolutions-OS9"],
    },
    remediationSteps:
        "Give logPublishingOptions an entry for each logType, with the cloudwatchLogGroupArn of a log group that admits es.amazonaws.com.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-4",
    types: types.opensearchDomain,
    settings: {
        logTypes: texts("Types of logs to publish.", [
            "ES_APPLICATION_LOGS",
            "INDEX_SLOW_LOGS",
            "SEARCH_SLOW_LOGS",
            "AUDIT_LOGS",
        ]),
    },
    requires: ({ props }: Resource<aws.opensearch.DomainArgs>, { logTypes }) => {
        const options = props.each("logPublishingOptions");
        return logTypes.map((logType) => ({
            kept: anyOf(
                ...options.map((option) =>
                    allOf(isOneOf(option.text("logType"), [logType]), isOneOf(option.flag("enabled"), [true], true)),
                ),
            ),
            otherwise: `logPublishingOptions holds no enabled ${logType}.`,
        }));
    },
});
