import { athenaWorkgroupLogging } from "../../../../policies/rules/audit/athena-workgroup-logging";
import { connectFlowLogs } from "../../../../policies/rules/audit/connect-flow-logs";
import { firehoseDestinationLogging } from "../../../../policies/rules/audit/firehose-destination-logging";
import { logGroupRetention } from "../../../../policies/rules/audit/log-group-retention";
import { opensearchLogs } from "../../../../policies/rules/audit/opensearch-logs";
import { redshiftServerlessLogs } from "../../../../policies/rules/audit/redshift-serverless-logs";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const forEver = ["retentionInDays is not set: the logs are kept for ever."];
const bounds = { minDays: 30, maxDays: 400 };

describeRule({
    rule: logGroupRetention,
    type: "aws:cloudwatch/logGroup:LogGroup",
    refuses: [
        { when: "no retention", set: { retentionInDays: undefined }, says: forEver },
        { when: "zero, which is for ever", set: { retentionInDays: 0 }, says: forEver },
        {
            when: "less than the setting asks for",
            set: { retentionInDays: 7 },
            settings: bounds,
            says: ["retentionInDays is not between 30 and 400."],
        },
        {
            when: "more than the setting allows",
            set: { retentionInDays: 731 },
            settings: bounds,
            says: ["retentionInDays is not between 30 and 400."],
        },
    ],
    accepts: [
        { when: "a day", set: { retentionInDays: 1 } },
        { when: "a group for deliveries", set: { logGroupClass: "DELIVERY", retentionInDays: undefined } },
    ],
    defersOn: ["retentionInDays"],
    mends: [
        { when: "no retention", set: { retentionInDays: undefined } },
        { when: "too short a time", set: { retentionInDays: 7 }, settings: bounds },
        { when: "too long a time", set: { retentionInDays: 731 }, settings: bounds },
    ],
    leaves: [
        {
            when: "no retention where the bounds leave no value that the service takes",
            set: { retentionInDays: undefined },
            settings: { minDays: 8, maxDays: 10 },
        },
        { when: "an unknown class", set: { logGroupClass: UNKNOWN, retentionInDays: undefined } },
    ],
});

for (const type of ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"]) {
    const missing = (...logTypes: readonly string[]) =>
        logTypes.map((logType) => `logPublishingOptions holds no enabled ${logType}.`);
    describeRule({
        rule: opensearchLogs,
        type,
        refuses: [
            {
                when: "no logs",
                set: { logPublishingOptions: undefined },
                says: missing("ES_APPLICATION_LOGS", "INDEX_SLOW_LOGS", "SEARCH_SLOW_LOGS", "AUDIT_LOGS"),
            },
            {
                when: "audit logs that are off",
                set: { "logPublishingOptions[3].enabled": false },
                says: missing("AUDIT_LOGS"),
            },
        ],
        accepts: [
            { when: "logs that are on by default", set: { "logPublishingOptions[3].enabled": undefined } },
            {
                when: "fewer logs where the setting asks for fewer",
                set: { logPublishingOptions: [{ logType: "AUDIT_LOGS" }] },
                settings: { logTypes: ["AUDIT_LOGS"] },
            },
        ],
        defersOn: ["logPublishingOptions", "logPublishingOptions[3].enabled", "logPublishingOptions[3].logType"],
        needsOnlyPresenceOf: ["logPublishingOptions[0].cloudwatchLogGroupArn"],
    });
}

describeRule({
    rule: redshiftServerlessLogs,
    type: "aws:redshiftserverless/namespace:Namespace",
    refuses: [
        {
            when: "no logs",
            set: { logExports: undefined },
            says: ["logExports does not hold connectionlog.", "logExports does not hold userlog."],
        },
        { when: "one log alone", set: { logExports: ["userlog"] }, says: ["logExports does not hold connectionlog."] },
        {
            when: "less than the setting asks for",
            set: {},
            settings: { logs: ["useractivitylog"] },
            says: ["logExports does not hold useractivitylog."],
        },
    ],
    accepts: [{ when: "more", set: { logExports: ["useractivitylog", "userlog", "connectionlog"] } }],
    defersOn: ["logExports", "logExports[0]"],
    mends: [
        { when: "no logs", set: { logExports: undefined } },
        { when: "one log alone", set: { logExports: ["useractivitylog", "userlog"] } },
    ],
    leaves: [{ when: "an unknown log", set: { logExports: [UNKNOWN] } }],
});

describeRule({
    rule: connectFlowLogs,
    type: "aws:connect/instance:Instance",
    refuses: [
        {
            when: "no logs of flows, the default",
            set: { contactFlowLogsEnabled: undefined },
            says: ["contactFlowLogsEnabled is not true."],
        },
        {
            when: "no Contact Lens, where it is asked for",
            set: { contactLensEnabled: false },
            settings: { requireContactLens: true },
            says: ["contactLensEnabled is false."],
        },
    ],
    accepts: [
        { when: "no Contact Lens", set: { contactLensEnabled: false } },
        {
            when: "Contact Lens by default",
            set: { contactLensEnabled: undefined },
            settings: { requireContactLens: true },
        },
    ],
    defersOn: ["contactFlowLogsEnabled"],
    mends: [
        { when: "no logs of flows", set: { contactFlowLogsEnabled: false } },
        { when: "no Contact Lens", set: { contactLensEnabled: false }, settings: { requireContactLens: true } },
    ],
    leaves: [{ when: "an unknown flag", set: { contactFlowLogsEnabled: UNKNOWN } }],
});

const metrics = "configuration.publishCloudwatchMetricsEnabled";

describeRule({
    rule: athenaWorkgroupLogging,
    type: "aws:athena/workgroup:Workgroup",
    refuses: [{ when: "no metrics", set: { [metrics]: false }, says: [`${metrics} is false.`] }],
    accepts: [
        { when: "metrics by default", set: { [metrics]: undefined } },
        { when: "no configuration", set: { configuration: undefined } },
    ],
    defersOn: [metrics, "configuration"],
    mends: [{ when: "no metrics", set: { [metrics]: false } }],
    leaves: [{ when: "an unknown configuration", set: { configuration: UNKNOWN } }],
});

const extended = "extendedS3Configuration";
const unlogged = (destination: string) => [
    `${destination}.cloudwatchLoggingOptions is not enabled: errors of delivery go unseen.`,
];
const lost = [`${extended}.s3BackupMode is not Enabled: what the transform loses can't be brought back.`];
const settings = { logGroup: "/firehose/contacts" };

describeRule({
    rule: firehoseDestinationLogging,
    type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    refuses: [
        { when: "no logging", set: { [`${extended}.cloudwatchLoggingOptions`]: undefined }, says: unlogged(extended) },
        {
            when: "logging that is off by default",
            set: { [`${extended}.cloudwatchLoggingOptions.enabled`]: undefined },
            says: unlogged(extended),
        },
        {
            when: "another destination without logging",
            set: { [extended]: undefined, splunkConfiguration: { hecToken: "t" } },
            says: unlogged("splunkConfiguration"),
        },
        {
            when: "a transform without a backup, the default",
            set: { [`${extended}.s3BackupMode`]: undefined },
            says: lost,
        },
    ],
    accepts: [
        {
            when: "no backup where nothing is transformed",
            set: { [`${extended}.s3BackupMode`]: "Disabled", [`${extended}.processingConfiguration.enabled`]: false },
        },
        {
            when: "no backup where records only get a delimiter",
            set: {
                [`${extended}.s3BackupMode`]: "Disabled",
                [`${extended}.processingConfiguration.processors[0].type`]: "AppendDelimiterToRecord",
            },
        },
    ],
    defersOn: [extended, `${extended}.cloudwatchLoggingOptions.enabled`, `${extended}.s3BackupMode`],
    needsOnlyPresenceOf: [`${extended}.cloudwatchLoggingOptions.logGroupName`],
    mends: [
        { when: "no logging", set: { [`${extended}.cloudwatchLoggingOptions`]: undefined }, settings },
        { when: "logging that is off", set: { [`${extended}.cloudwatchLoggingOptions.enabled`]: false } },
    ],
    leaves: [
        {
            when: "no logging where no group is configured",
            set: { [`${extended}.cloudwatchLoggingOptions`]: undefined },
        },
        { when: "unknown logging", set: { [`${extended}.cloudwatchLoggingOptions`]: UNKNOWN }, settings },
        {
            when: "a transform without a backup, whose bucket only a person can name",
            set: { [`${extended}.s3BackupMode`]: undefined },
        },
    ],
});
