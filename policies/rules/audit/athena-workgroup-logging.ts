import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

const byDefault = providerDefaults.athenaWorkgroup.publishCloudwatchMetricsEnabled;

export const athenaWorkgroupLogging = requirementRule({
    name: "athena-workgroup-logging",
    group: "audit",
    description: "Athena workgroups publish metrics of their queries.",
    severity: "low",
    anchors: { fsbp: ["Athena.4"] },
    remediationSteps: "Leave configuration.publishCloudwatchMetricsEnabled unset, or set it to true.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/athena-controls.html#athena-4",
    types: types.athenaWorkgroup,
    requires: ({ props }: Resource<aws.athena.WorkgroupArgs>) => [
        {
            kept: isOneOf(props.child("configuration").flag("publishCloudwatchMetricsEnabled"), [true], byDefault),
            otherwise: "configuration.publishCloudwatchMetricsEnabled is false.",
            remedy: { "configuration.publishCloudwatchMetricsEnabled": true },
        },
    ],
});
