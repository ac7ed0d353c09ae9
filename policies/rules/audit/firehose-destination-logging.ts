import type * as aws from "@pulumi/aws";
import { destinations } from "../../lib/firehose-destinations";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { text } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isSet, not } from "../../lib/truth";

type Shape = aws.kinesis.FirehoseDeliveryStreamArgs;
type Logging = aws.types.input.kinesis.FirehoseDeliveryStreamExtendedS3ConfigurationCloudwatchLoggingOptions;
type Transforming = Pick<
    aws.types.input.kinesis.FirehoseDeliveryStreamExtendedS3Configuration,
    "processingConfiguration" | "s3BackupMode"
>;

/** Destinations that can keep the records as they came, beside what a transform made of them. */
const withSourceBackup = [
    "extendedS3Configuration",
    "redshiftConfiguration",
] as const satisfies readonly (keyof Shape)[];

export const firehoseDestinationLogging = requirementRule({
    name: "firehose-destination-logging",
    group: "audit",
    description:
        "Firehose streams log the errors of their destinations, and keep the records as they came where a function transforms them.",
    severity: "low",
    anchors: {},
    remediationSteps:
        "Set cloudwatchLoggingOptions of the destination to enabled with logGroupName and logStreamName, and s3BackupMode to Enabled beside a transform.",
    url: "https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html",
    types: types.deliveryStream,
    settings: {
        logGroup: text("Name of the log group that the remedy names; without one it names none."),
        logStream: text("Name of the log stream that the remedy names beside it.", "DestinationDelivery"),
    },
    requires: ({ props }: Resource<Shape>, { logGroup, logStream }) => [
        ...destinations
            .filter((destination) => isSet(props.get(destination)))
            .map((destination) =>
                logged(props.child(destination).child("cloudwatchLoggingOptions"), destination, logGroup, logStream),
            ),
        ...withSourceBackup
            .filter((destination) => isSet(props.get(destination)))
            .map((destination) => backedUp(props.child(destination), destination)),
    ],
});

function logged(options: Properties<Logging>, destination: string, group: string, stream: string): Requirement {
    const path = `${destination}.cloudwatchLoggingOptions`;
    const isNamed = allOf(options.has("logGroupName"), options.has("logStreamName")) === true;
    return {
        kept: isOneOf(options.flag("enabled"), [true]),
        otherwise: `${path} is not enabled: errors of delivery go unseen.`,
        ...((isNamed || group !== "") && {
            remedy: {
                [`${path}.enabled`]: true,
                ...(!isNamed && { [`${path}.logGroupName`]: group, [`${path}.logStreamName`]: stream }),
            },
        }),
    };
}

function backedUp(part: Properties<Transforming>, destination: string): Requirement {
    const processing = part.child("processingConfiguration");
    const transforms = allOf(
        isOneOf(processing.flag("enabled"), [true]),
        anyOf(...processing.each("processors").map((processor) => isOneOf(processor.text("type"), ["Lambda"]))),
    );
    const mode = part.text("s3BackupMode") ?? providerDefaults.firehose.s3BackupMode;
    return {
        kept: anyOf(not(transforms), isOneOf(mode, ["Enabled"])),
        otherwise: `${destination}.s3BackupMode is not Enabled: what the transform loses can't be brought back.`,
    };
}
