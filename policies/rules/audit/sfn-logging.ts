import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { choice, flag, text, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";

/** From the least that is logged to the most. */
const levels = ["FATAL", "ERROR", "ALL"] as const;

export const sfnLogging = requirementRule({
    name: "sfn-logging",
    group: "audit",
    description: "Step Functions state machines log their executions and are traced.",
    severity: "medium",
    anchors: {
        fsbp: ["StepFunctions.1"],
        checkov: ["CKV_AWS_284", "CKV_AWS_285"],
        cdkNag: ["AwsSolutions-SF1", "AwsSolutions-SF2"],
    },
    remediationSteps:
        "Set loggingConfiguration.level and loggingConfiguration.logDestination, the ARN of a log group with :* behind it, and tracingConfiguration.enabled to true.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/stepfunctions-controls.html#stepfunctions-1",
    types: types.stateMachine,
    settings: {
        minLevel: choice("The least that is to be logged.", levels, "FATAL"),
        strict: flag("Ask for the level ALL, whatever minLevel says.", false),
        sensitiveFlows: texts(
            "State machines, by resource name with * as wildcard, whose input and output must not be logged.",
        ),
        logGroupArn: text("ARN of the log group that the remedy names; without one it names none."),
    },
    requires: ({ name, props }: Resource<aws.sfn.StateMachineArgs>, settings) => {
        const logging = props.child("loggingConfiguration");
        const accepted = settings.strict ? ["ALL"] : levels.slice(levels.indexOf(settings.minLevel));
        const hasDestination = logging.has("logDestination");
        const canLog = hasDestination === true || settings.logGroupArn !== "";
        return [
            {
                kept: isOneOf(logging.text("level"), accepted),
                otherwise: `loggingConfiguration.level is not ${accepted.join(" or ")}.`,
                ...(canLog && { remedy: { "loggingConfiguration.level": accepted[0] } }),
            },
            {
                kept: hasDestination,
                otherwise: "loggingConfiguration.logDestination is not set.",
                ...(settings.logGroupArn !== "" && {
                    remedy: { "loggingConfiguration.logDestination": allStreams(settings.logGroupArn) },
                }),
            },
            {
                kept: isOneOf(props.child("tracingConfiguration").flag("enabled"), [true]),
                otherwise: "tracingConfiguration.enabled is not true.",
                remedy: { "tracingConfiguration.enabled": true },
            },
            {
                kept:
                    !matchesAny(name, settings.sensitiveFlows) ||
                    not(isOneOf(logging.flag("includeExecutionData"), [true])),
                otherwise:
                    "loggingConfiguration.includeExecutionData is true: input and output of a sensitive flow are logged.",
                remedy: { "loggingConfiguration.includeExecutionData": false },
            },
        ];
    },
});

const allStreams = (arn: string): string => (arn.endsWith(":*") ? arn : `${arn}:*`);
