import type * as aws from "@pulumi/aws";
import { stagedDestinations } from "../../lib/firehose-destinations";
import { encryptWith, kmsKeyArn } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isSet, not } from "../../lib/truth";

type Shape = aws.kinesis.FirehoseDeliveryStreamArgs;
const defaults = providerDefaults.firehose;

/**
 * A stream that reads from Kinesis or MSK can't have encryption of its own: its records stay in the source, which
 * `kinesis-stream-encrypted` judges, wherever that source is declared.
 */
export const firehoseEncrypted = requirementRule({
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
    settings: { requireCmk: flag("Ask for a key of one's own, not one that AWS owns.", true), kmsKeyArn },
    requires: ({ props }: Resource<Shape>, { requireCmk, kmsKeyArn }) => [
        buffer(props, requireCmk, kmsKeyArn),
        ...destinations(props, kmsKeyArn),
    ],
});

function buffer(props: Properties<Shape>, requireCmk: boolean, key: string): Requirement {
    const sse = props.child("serverSideEncryption");
    const hasSource = anyOf(props.has("kinesisSourceConfiguration"), props.has("mskSourceConfiguration"));
    const encrypted = allOf(
        isOneOf(sse.flag("enabled"), [true], defaults.sseEnabled),
        !requireCmk || isOneOf(sse.text("keyType"), ["CUSTOMER_MANAGED_CMK"]),
    );
    const enabled = { "serverSideEncryption.enabled": true };
    return {
        kept: anyOf(hasSource, encrypted),
        otherwise: requireCmk
            ? "serverSideEncryption is not enabled with a CUSTOMER_MANAGED_CMK."
            : "serverSideEncryption is not enabled.",
        remedy: requireCmk
            ? encryptWith(key, sse, "keyArn", { ...enabled, "serverSideEncryption.keyType": "CUSTOMER_MANAGED_CMK" })
            : enabled,
    };
}

function destinations(props: Properties<Shape>, key: string): readonly Requirement[] {
    const extended = props.child("extendedS3Configuration");
    const backsUp = isOneOf(extended.text("s3BackupMode"), ["Enabled"]);
    const backup = keyed(extended.child("s3BackupConfiguration"), "extendedS3Configuration.s3BackupConfiguration", key);
    return [
        ...(isSet(props.get("extendedS3Configuration"))
            ? [keyed(extended, "extendedS3Configuration", key), { ...backup, kept: anyOf(not(backsUp), backup.kept) }]
            : []),
        ...stagedDestinations
            .filter((destination) => isSet(props.get(destination)))
            .map((destination) =>
                keyed(props.child(destination).child("s3Configuration"), `${destination}.s3Configuration`, key),
            ),
    ];
}

function keyed(part: Properties<{ readonly kmsKeyArn?: unknown }>, path: string, key: string): Requirement {
    return {
        kept: part.has("kmsKeyArn"),
        otherwise: `${path} has no kmsKeyArn.`,
        remedy: encryptWith(key, part, "kmsKeyArn"),
    };
}
