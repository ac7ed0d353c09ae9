import {
    CreateStreamCommand,
    DescribeStreamSummaryCommand,
    IncreaseStreamRetentionPeriodCommand,
    StartStreamEncryptionCommand,
    StreamMode,
    UpdateShardCountCommand,
} from "@aws-sdk/client-kinesis";
import { kinesis } from "../clients";
import { unless } from "./errors";
import type { HandlerTable, Target, TypeHandler } from "./types";

const STREAM_NAME_MAX = 128;
/** A new stream's retention: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html */
const INITIAL_RETENTION_HOURS = 24;

function summary({ connection, call }: Target, name: string) {
    return call("DescribeStreamSummary", async () => {
        const found = await kinesis(connection).send(new DescribeStreamSummaryCommand({ StreamName: name }));
        return found.StreamDescriptionSummary;
    });
}

function modeOf({ inputs }: Target): StreamMode {
    return inputs.optionalSection("streamModeDetails")?.oneOf("streamMode", StreamMode) ?? StreamMode.PROVISIONED;
}

async function ensureStream(target: Target, name: string): Promise<void> {
    const { inputs, connection, call } = target;
    const shards = inputs.optionalNumber("shardCount");
    const found = await unless(["ResourceNotFound"], () => summary(target, name));
    if (found === undefined) {
        await call("CreateStream", () =>
            kinesis(connection).send(
                new CreateStreamCommand({
                    StreamName: name,
                    ShardCount: modeOf(target) === StreamMode.PROVISIONED ? (shards ?? 1) : undefined,
                    StreamModeDetails: { StreamMode: modeOf(target) },
                    Tags: inputs.map("tags"),
                }),
            ),
        );
    } else if (shards !== undefined && found.OpenShardCount !== shards) {
        await call("UpdateShardCount", () =>
            kinesis(connection).send(
                new UpdateShardCountCommand({
                    StreamName: name,
                    TargetShardCount: shards,
                    ScalingType: "UNIFORM_SCALING",
                }),
            ),
        );
    }
}

const stream: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const name = target.physicalName("name", STREAM_NAME_MAX);
        await ensureStream(target, name);
        const current = await summary(target, name);
        const hours = inputs.optionalNumber("retentionPeriod") ?? INITIAL_RETENTION_HOURS;
        if (hours > (current?.RetentionPeriodHours ?? INITIAL_RETENTION_HOURS)) {
            await call("IncreaseStreamRetentionPeriod", () =>
                kinesis(connection).send(
                    new IncreaseStreamRetentionPeriodCommand({ StreamName: name, RetentionPeriodHours: hours }),
                ),
            );
        }
        const keyId = inputs.optionalText("kmsKeyId");
        if (inputs.optionalText("encryptionType") === "KMS" && current?.EncryptionType !== "KMS") {
            await call("StartStreamEncryption", () =>
                kinesis(connection).send(
                    new StartStreamEncryptionCommand({ StreamName: name, EncryptionType: "KMS", KeyId: keyId }),
                ),
            );
        }
        const arn = `arn:aws:kinesis:${connection.region}:${connection.accountId}:stream/${name}`;
        return { id: arn, outputs: { name, arn, shardCount: current?.OpenShardCount } };
    },
    async verify(target, { outputs }) {
        const { inputs, expect } = target;
        const found = await summary(target, target.physicalName("name", STREAM_NAME_MAX));
        expect("the stream's ARN", outputs.arn, found?.StreamARN);
        expect("the stream's state", "ACTIVE", found?.StreamStatus);
        expect("the stream's mode", modeOf(target), found?.StreamModeDetails?.StreamMode ?? StreamMode.PROVISIONED);
        expect("the number of shards", inputs.optionalNumber("shardCount"), found?.OpenShardCount);
        expect("the retention period", inputs.optionalNumber("retentionPeriod"), found?.RetentionPeriodHours);
        expect("encryption", inputs.optionalText("encryptionType"), found?.EncryptionType ?? "NONE");
    },
};

export const kinesisHandlers: HandlerTable = {
    "aws:kinesis/stream:Stream": stream,
};
