import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { recordsManagementEvents } from "../../lib/trail-events";
import { anyOf, isOneOf, not } from "../../lib/truth";

const defaults = providerDefaults.trail;

/**
 * A trail for data events alone follows the buckets of its region, and alarms about the account read the management events
 * of another trail: it needs neither all regions nor CloudWatch.
 */
export const cloudtrailComplete = requirementRule({
    name: "cloudtrail-complete",
    group: "audit",
    description:
        "CloudTrail trails log, validate their files, and record the management events of all regions to CloudWatch Logs as well.",
    severity: "high",
    anchors: {
        fsbp: ["CloudTrail.1", "CloudTrail.4", "CloudTrail.5"],
        cis: ["3.1", "3.2"],
        checkov: ["CKV_AWS_36", "CKV_AWS_67", "CKV_AWS_251", "CKV2_AWS_10"],
        trivy: ["AWS-0014", "AWS-0016", "AWS-0162"],
    },
    remediationSteps:
        "Set isMultiRegionTrail and enableLogFileValidation to true, leave enableLogging unset, and set cloudWatchLogsGroupArn and cloudWatchLogsRoleArn.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
    types: types.trail,
    requires: ({ props }: Resource<aws.cloudtrail.TrailArgs>) => {
        const dataOnly = not(recordsManagementEvents(props));
        return [
            {
                kept: isOneOf(props.flag("enableLogging"), [true], defaults.enableLogging),
                otherwise: "enableLogging is false: the trail records nothing.",
                remedy: { enableLogging: true },
            },
            {
                kept: isOneOf(props.flag("enableLogFileValidation"), [true], defaults.enableLogFileValidation),
                otherwise: "enableLogFileValidation is not true: nobody can tell whether log files were changed.",
                remedy: { enableLogFileValidation: true },
            },
            {
                kept: anyOf(dataOnly, isOneOf(props.flag("isMultiRegionTrail"), [true], defaults.isMultiRegionTrail)),
                otherwise: "isMultiRegionTrail is not true: what is done in other regions is not recorded.",
                remedy: { isMultiRegionTrail: true },
            },
            {
                kept: anyOf(dataOnly, props.has("cloudWatchLogsGroupArn")),
                otherwise: "cloudWatchLogsGroupArn is not set: no alarm can watch the events.",
            },
        ];
    },
});
