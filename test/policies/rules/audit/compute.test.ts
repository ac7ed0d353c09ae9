import { datasyncLogging } from "../../../../policies/rules/audit/datasync-logging";
import { ecsLogging } from "../../../../policies/rules/audit/ecs-logging";
import { glueJobLogging } from "../../../../policies/rules/audit/glue-job-logging";
import { lambdaTracing } from "../../../../policies/rules/audit/lambda-tracing";
import { sfnLogging } from "../../../../policies/rules/audit/sfn-logging";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const logGroupArn = "arn:aws:logs:us-east-1:111122223333:log-group:flows";

const untraced = "tracingConfig.mode is not Active: slow and failed calls can't be followed.";
const notJson = "loggingConfig.logFormat is not JSON.";

describeRule({
    rule: lambdaTracing,
    type: "aws:lambda/function:Function",
    refuses: [
        { when: "tracing left to the caller", set: { "tracingConfig.mode": "PassThrough" }, says: [untraced] },
        { when: "nothing set", set: { tracingConfig: undefined, loggingConfig: undefined }, says: [untraced, notJson] },
        { when: "plain text", set: { "loggingConfig.logFormat": "Text" }, says: [notJson] },
        {
            when: "no log group, where one is asked for",
            set: { "loggingConfig.logGroup": undefined },
            settings: { requireLogGroup: true },
            says: ["loggingConfig.logGroup is not set: Lambda makes a log group that keeps everything for ever."],
        },
    ],
    accepts: [{ when: "a log group by its usual name", set: { "loggingConfig.logGroup": undefined } }],
    defersOn: ["tracingConfig.mode", "loggingConfig.logFormat", "tracingConfig", "loggingConfig"],
    mends: [
        { when: "nothing set", set: { tracingConfig: undefined, loggingConfig: undefined } },
        { when: "plain text", set: { "loggingConfig.logFormat": "Text" } },
    ],
    leaves: [
        { when: "an unknown mode", set: { "tracingConfig.mode": UNKNOWN } },
        {
            when: "a missing log group, which only a person can name",
            set: { "loggingConfig.logGroup": undefined },
            settings: { requireLogGroup: true },
        },
    ],
});

const level = "loggingConfiguration.level";
const destination = "loggingConfiguration.logDestination";
const noLevel = `${level} is not FATAL or ERROR or ALL.`;
const noDestination = `${destination} is not set.`;
const noTrace = "tracingConfiguration.enabled is not true.";

describeRule({
    rule: sfnLogging,
    type: "aws:sfn/stateMachine:StateMachine",
    refuses: [
        { when: "no logging", set: { loggingConfiguration: undefined }, says: [noLevel, noDestination] },
        { when: "the level OFF", set: { [level]: "OFF" }, says: [noLevel] },
        { when: "no level, which is OFF", set: { [level]: undefined }, says: [noLevel] },
        { when: "no destination", set: { [destination]: "" }, says: [noDestination] },
        { when: "no tracing", set: { tracingConfiguration: undefined }, says: [noTrace] },
        {
            when: "less than the setting asks for",
            set: { [level]: "FATAL" },
            settings: { minLevel: "ERROR" },
            says: [`${level} is not ERROR or ALL.`],
        },
        {
            when: "less than everything, where strict",
            set: { [level]: "ERROR" },
            settings: { strict: true },
            says: [`${level} is not ALL.`],
        },
        {
            when: "the data of a sensitive flow",
            set: { "loggingConfiguration.includeExecutionData": true },
            settings: { sensitiveFlows: ["i*"] },
            says: [
                "loggingConfiguration.includeExecutionData is true: input and output of a sensitive flow are logged.",
            ],
        },
    ],
    accepts: [
        { when: "the least level", set: { [level]: "FATAL" } },
        { when: "the data of any other flow", set: { "loggingConfiguration.includeExecutionData": true } },
        {
            when: "a sensitive flow that leaves data out by default",
            set: { "loggingConfiguration.includeExecutionData": undefined },
            settings: { sensitiveFlows: ["it"] },
        },
    ],
    defersOn: [level, "tracingConfiguration.enabled", "loggingConfiguration"],
    needsOnlyPresenceOf: [destination],
    mends: [
        { when: "no logging", set: { loggingConfiguration: undefined }, settings: { logGroupArn } },
        {
            when: "an ARN with its streams",
            set: { [destination]: undefined },
            settings: { logGroupArn: `${logGroupArn}:*` },
        },
        { when: "the level OFF where a destination is there", set: { [level]: "OFF" } },
        { when: "no tracing", set: { tracingConfiguration: undefined } },
        {
            when: "the data of a sensitive flow",
            set: { "loggingConfiguration.includeExecutionData": true },
            settings: { sensitiveFlows: ["it"] },
        },
    ],
    leaves: [
        { when: "no logging where no group is configured", set: { loggingConfiguration: undefined } },
        { when: "unknown logging", set: { loggingConfiguration: UNKNOWN }, settings: { logGroupArn } },
    ],
});

const containers = (...definitions: readonly object[]) => JSON.stringify(definitions);
const driver = { logDriver: "awslogs" };

describeRule({
    rule: ecsLogging,
    type: "aws:ecs/taskDefinition:TaskDefinition",
    refuses: [
        {
            when: "containers without a driver",
            set: {
                containerDefinitions: containers(
                    { name: "shop" },
                    { name: "proxy", logConfiguration: driver },
                    { logConfiguration: {} },
                ),
            },
            says: [
                'containerDefinitions: container "shop" has no logConfiguration.logDriver.',
                "containerDefinitions: container number 3 has no logConfiguration.logDriver.",
            ],
        },
        {
            when: "what is no JSON",
            set: { containerDefinitions: "shop" },
            says: ["containerDefinitions can't be read: it is not valid JSON."],
        },
    ],
    accepts: [
        { when: "a lone container", set: { containerDefinitions: JSON.stringify({ logConfiguration: driver }) } },
        { when: "no definitions, which the provider refuses", set: { containerDefinitions: undefined } },
    ],
    defersOn: ["containerDefinitions"],
});

const noInsights = ["settings does not switch containerInsights on."];

describeRule({
    rule: ecsLogging,
    type: "aws:ecs/cluster:Cluster",
    refuses: [
        { when: "no settings", set: { settings: undefined }, says: noInsights },
        { when: "insights that are off", set: { "settings[0].value": "disabled" }, says: noInsights },
        {
            when: "insights that are off, where the account has them on",
            set: { "settings[0].value": "disabled" },
            settings: { insightsByAccount: true },
            says: noInsights,
        },
    ],
    accepts: [
        { when: "plain insights", set: { "settings[0].value": "enabled" } },
        {
            when: "no settings, where the account has them on",
            set: { settings: undefined },
            settings: { insightsByAccount: true },
        },
    ],
    defersOn: ["settings", "settings[0].name", "settings[0].value"],
    mends: [
        { when: "no settings", set: { settings: undefined } },
        { when: "no setting of the name", set: { settings: [{ name: "other", value: "on" }] } },
        { when: "insights that are off", set: { "settings[0].value": "disabled" } },
    ],
    leaves: [{ when: "an unknown value", set: { "settings[0].value": UNKNOWN } }],
});

const log = "--enable-continuous-cloudwatch-log";
const noLog = `defaultArguments does not set ${log} to true.`;
const noMetrics = "defaultArguments holds neither --enable-metrics nor --enable-observability-metrics.";

describeRule({
    rule: glueJobLogging,
    type: "aws:glue/job:Job",
    refuses: [
        { when: "no arguments", set: { defaultArguments: undefined }, says: [noLog, noMetrics] },
        { when: "logs that are off", set: { [`defaultArguments.${log}`]: "false" }, says: [noLog] },
        { when: "metrics that are off", set: { "defaultArguments.--enable-metrics": "false" }, says: [noMetrics] },
        {
            when: "no command, which is Spark's",
            set: { command: undefined, defaultArguments: {} },
            says: [noLog, noMetrics],
        },
    ],
    accepts: [
        {
            when: "a version that always logs",
            set: { glueVersion: "5.0", defaultArguments: { "--enable-observability-metrics": "true" } },
        },
        {
            when: "a Python shell, which has neither",
            set: { "command.name": "pythonshell", defaultArguments: undefined },
        },
        {
            when: "arguments that no run can change",
            set: {
                defaultArguments: undefined,
                nonOverridableArguments: { [log]: "true", "--enable-metrics": "true" },
            },
        },
    ],
    defersOn: [`defaultArguments.${log}`, "defaultArguments"],
    needsOnlyPresenceOf: ["command.name", "glueVersion"],
    mends: [
        { when: "no arguments", set: { defaultArguments: undefined } },
        { when: "logs that are off", set: { [`defaultArguments.${log}`]: "false" } },
    ],
    leaves: [{ when: "unknown arguments", set: { defaultArguments: UNKNOWN } }],
});

const off = "options.logLevel is OFF, the default: nothing is logged.";
const noGroup = "cloudwatchLogGroupArn is not set.";

describeRule({
    rule: datasyncLogging,
    type: "aws:datasync/task:Task",
    refuses: [
        { when: "no log group", set: { cloudwatchLogGroupArn: undefined }, says: [noGroup] },
        { when: "no options", set: { options: undefined }, says: [off] },
        { when: "the level OFF", set: { "options.logLevel": "OFF" }, says: [off] },
        {
            when: "a copy that is not verified",
            set: { "options.verifyMode": "NONE" },
            says: ["options.verifyMode is NONE: nobody can tell whether the copy is whole."],
        },
    ],
    accepts: [
        { when: "BASIC", set: { "options.logLevel": "BASIC" } },
        { when: "verification by default", set: { "options.verifyMode": undefined } },
    ],
    defersOn: ["options.logLevel", "options.verifyMode", "options"],
    needsOnlyPresenceOf: ["cloudwatchLogGroupArn"],
    mends: [
        {
            when: "no log group and no level",
            set: { cloudwatchLogGroupArn: undefined, options: undefined },
            settings: { logGroupArn },
        },
        { when: "the level OFF beside a log group", set: { "options.logLevel": "OFF" } },
        { when: "a copy that is not verified", set: { "options.verifyMode": "NONE" } },
    ],
    leaves: [
        { when: "no log group where none is configured", set: { cloudwatchLogGroupArn: undefined } },
        { when: "unknown options", set: { options: UNKNOWN } },
    ],
});
