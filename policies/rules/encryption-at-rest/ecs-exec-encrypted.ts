import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not } from "../../lib/truth";

type ExecShape = aws.types.input.ecs.ClusterConfigurationExecuteCommandConfiguration;

/** Where the output of sessions may go, and the flag that encrypts it there. */
const destinations = [
    { name: "cloudWatchLogGroupName", encrypted: "cloudWatchEncryptionEnabled" },
    { name: "s3BucketName", encrypted: "s3BucketEncryptionEnabled" },
] as const;

/** A cluster that does not configure command sessions is not asked for their key: few clusters allow them. */
export const ecsExecEncrypted = requirementRule({
    name: "ecs-exec-encrypted",
    group: "encryption-at-rest",
    description:
        "ECS clusters encrypt command sessions, what is logged of them and the storage of Fargate tasks with a KMS key of one's own.",
    severity: "medium",
    anchors: { checkov: ["CKV_AWS_223", "CKV_AWS_224"] },
    remediationSteps:
        "Set kmsKeyId and the log's encryption flags in configuration.executeCommandConfiguration, and fargateEphemeralStorageKmsKeyId in configuration.managedStorageConfiguration.",
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-storage-encryption.html",
    types: types.ecsCluster,
    settings: {
        requireStorageKey: flag(
            "Ask for a key for the storage of Fargate tasks; a cluster without such tasks needs none.",
            true,
        ),
        kmsKeyArn,
    },
    requires: ({ props }: Resource<aws.ecs.ClusterArgs>, { requireStorageKey, kmsKeyArn }) => {
        const configuration = props.child("configuration");
        const storage = ownKey(
            configuration.child("managedStorageConfiguration"),
            "fargateEphemeralStorageKmsKeyId",
            kmsKeyArn,
            "the storage of Fargate tasks is encrypted with a key that AWS owns.",
        );
        return [...sessions(configuration, kmsKeyArn), { ...storage, kept: anyOf(!requireStorageKey, storage.kept) }];
    },
});

function sessions(
    configuration: Properties<aws.types.input.ecs.ClusterConfiguration>,
    key: string,
): readonly Requirement[] {
    const exec: Properties<ExecShape> = configuration.child("executeCommandConfiguration");
    const configured = configuration.has("executeCommandConfiguration");
    const session = ownKey(exec, "kmsKeyId", key, "command sessions are not encrypted with it.");
    const log = exec.child("logConfiguration");
    return [
        { ...session, kept: anyOf(not(configured), session.kept) },
        ...destinations.map(({ name, encrypted }) => ({
            kept: anyOf(
                not(allOf(configured, isOneOf(exec.text("logging"), ["OVERRIDE"]), log.has(name))),
                isOneOf(log.flag(encrypted), [true]),
            ),
            otherwise: `${log.pathTo(encrypted)} is not true: what is logged of command sessions is not asked to be encrypted.`,
            remedy: { [log.pathTo(encrypted)]: true },
        })),
    ];
}
