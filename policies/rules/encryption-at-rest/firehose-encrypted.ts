import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, resourceRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isSet, not, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

type Shape = aws.kinesis.FirehoseDeliveryStreamArgs;
const defaults = providerDefaults.firehose;

/** Destinations that stage or back up their records in Amazon S3. */
const stagedDestinations = [
    "elasticsearchConfiguration",
    "httpEndpointConfiguration",
    "icebergConfiguration",
    "opensearchConfiguration",
    "opensearchserverlessConfiguration",
    "redshiftConfiguration",
    "snowflakeConfiguration",
    "splunkConfiguration",
] as const satisfies readonly (keyof Shape)[];

/**
 * A stream that reads from Kinesis or MSK can't have encryption of its own: its records stay in the source, which
 * `kinesis-stream-encrypted` judges, wherever that source is declared.
 */
export const firehoseEncrypted = resourceRule({
    name: "firehose-encrypted",
    group: "encryption-at-rest",
    description:
        "Firehose streams encrypt what they buffer with a KMS key of one's own, and name the KMS key of every S3 destination.",
    severity: "high",
    anchors: { fsbp: ["DataFirehose.1"], checkov: ["CKV_AWS_240", "CKV_AWS_241"], cdkNag: ["AwsSolutions-KDF1"] },
    remediationSteps:
        "Without a Kinesis or MSK source, set serverSideEncryption to enabled, with keyType CUSTOMER_MANAGED_CMK and a keyArn. Set kmsKeyArn on each S3 configuration.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/datafirehose-controls.html#datafirehose-1",
    types: types.deliveryStream,
    settings: { requireCmk: flag("Ask for a key of one's own, not one that AWS owns.", true) },
    judge: ({ props }: Resource<Shape>, { requireCmk }) => {
        const sse = props.child("serverSideEncryption");
        const hasSource = anyOf(props.has("kinesisSourceConfiguration"), props.has("mskSourceConfiguration"));
        const encrypted = allOf(
            isOneOf(sse.flag("enabled"), [true], defaults.sseEnabled),
            !requireCmk || isOneOf(sse.text("keyType"), ["CUSTOMER_MANAGED_CMK"]),
        );
        return [
            ...check(
                anyOf(hasSource, encrypted),
                requireCmk
                    ? "serverSideEncryption is not enabled with a CUSTOMER_MANAGED_CMK."
                    : "serverSideEncryption is not enabled.",
            ),
            ...s3Parts(props).flatMap(({ name, keyed }) => check(keyed, `${name} has no kmsKeyArn.`)),
        ];
    },
});

function s3Parts(props: Properties<Shape>): readonly { readonly name: string; readonly keyed: Truth }[] {
    const extended = props.child("extendedS3Configuration");
    const backsUp = isOneOf(extended.text("s3BackupMode"), ["Enabled"]);
    const backedUp = extended.child("s3BackupConfiguration").has("kmsKeyArn");
    return [
        ...(isSet(props.get("extendedS3Configuration"))
            ? [
                  { name: "extendedS3Configuration", keyed: extended.has("kmsKeyArn") },
                  {
                      name: "extendedS3Configuration.s3BackupConfiguration",
                      keyed: anyOf(not(backsUp), backedUp),
                  },
              ]
            : []),
        ...stagedDestinations
            .filter((destination) => isSet(props.get(destination)))
            .map((destination) => ({
                name: `${destination}.s3Configuration`,
                keyed: props.child(destination).child("s3Configuration").has("kmsKeyArn"),
            })),
    ];
}
