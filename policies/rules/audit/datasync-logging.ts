import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { text } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";

const defaults = providerDefaults.dataSyncTask;

export const datasyncLogging = requirementRule({
    name: "datasync-logging",
    group: "audit",
    description: "DataSync tasks log what they transfer, and verify it.",
    severity: "medium",
    anchors: { fsbp: ["DataSync.1"] },
    remediationSteps:
        "Set cloudwatchLogGroupArn, options.logLevel to BASIC or TRANSFER, and options.verifyMode to anything but NONE.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/datasync-controls.html#datasync-1",
    types: types.dataSyncTask,
    settings: { logGroupArn: text("ARN of the log group that the remedy names; without one it names none.") },
    requires: ({ props }: Resource<aws.datasync.TaskArgs>, { logGroupArn }) => {
        const options = props.child("options");
        const hasGroup = props.has("cloudwatchLogGroupArn");
        const canLog = hasGroup === true || logGroupArn !== "";
        return [
            {
                kept: hasGroup,
                otherwise: "cloudwatchLogGroupArn is not set.",
                ...(logGroupArn !== "" && { remedy: { cloudwatchLogGroupArn: logGroupArn } }),
            },
            {
                kept: not(isOneOf(options.text("logLevel") ?? defaults.logLevel, ["OFF"])),
                otherwise: "options.logLevel is OFF, the default: nothing is logged.",
                ...(canLog && { remedy: { "options.logLevel": "BASIC" } }),
            },
            {
                kept: not(isOneOf(options.text("verifyMode") ?? defaults.verifyMode, ["NONE"])),
                otherwise: "options.verifyMode is NONE: nobody can tell whether the copy is whole.",
                remedy: { "options.verifyMode": "ONLY_FILES_TRANSFERRED" },
            },
        ];
    },
});
