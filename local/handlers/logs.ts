import {
    AssociateKmsKeyCommand,
    CreateLogGroupCommand,
    CreateLogStreamCommand,
    DescribeLogGroupsCommand,
    DescribeLogStreamsCommand,
    PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { logs } from "../clients";
import { unless } from "./errors";
import type { HandlerTable, Target, TypeHandler } from "./types";

const LOG_GROUP_NAME_MAX = 512;

async function groupNamed({ connection, call }: Target, name: string) {
    const page = await call("DescribeLogGroups", () =>
        logs(connection).send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name })),
    );
    return page.logGroups?.find((group) => group.logGroupName === name);
}

const logGroup: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const name = target.physicalName("name", LOG_GROUP_NAME_MAX);
        const client = logs(connection);
        const kmsKeyId = inputs.optionalText("kmsKeyId");
        const created = await unless(["ResourceAlreadyExists"], () =>
            call("CreateLogGroup", () =>
                client.send(new CreateLogGroupCommand({ logGroupName: name, kmsKeyId, tags: inputs.map("tags") })),
            ),
        );
        const hasKey = created !== undefined || (await groupNamed(target, name))?.kmsKeyId === kmsKeyId;
        if (!hasKey && kmsKeyId !== undefined) {
            await call("AssociateKmsKey", () =>
                client.send(new AssociateKmsKeyCommand({ logGroupName: name, kmsKeyId })),
            );
        }
        const days = inputs.optionalNumber("retentionInDays");
        // 0 is the provider's word for "never expires", which is how a group starts.
        if (days !== undefined && days > 0) {
            await call("PutRetentionPolicy", () =>
                client.send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: days })),
            );
        }
        const arn = `arn:aws:logs:${connection.region}:${connection.accountId}:log-group:${name}`;
        return { id: name, outputs: { name, arn } };
    },
    async verify(target, { id }) {
        const group = await groupNamed(target, id);
        target.expect("the log group", id, group?.logGroupName);
        target.expect(
            "retention",
            target.inputs.optionalNumber("retentionInDays") || undefined,
            group?.retentionInDays,
        );
        target.expect("the encryption key", target.inputs.optionalText("kmsKeyId"), group?.kmsKeyId);
    },
};

const logStream: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const group = inputs.text("logGroupName");
        const name = target.physicalName("name", LOG_GROUP_NAME_MAX);
        await unless(["ResourceAlreadyExists"], () =>
            call("CreateLogStream", () =>
                logs(connection).send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: name })),
            ),
        );
        const prefix = `arn:aws:logs:${connection.region}:${connection.accountId}`;
        return { id: name, outputs: { name, arn: `${prefix}:log-group:${group}:log-stream:${name}` } };
    },
    async verify({ inputs, connection, call, expect }, { id }) {
        const page = await call("DescribeLogStreams", () =>
            logs(connection).send(
                new DescribeLogStreamsCommand({ logGroupName: inputs.text("logGroupName"), logStreamNamePrefix: id }),
            ),
        );
        expect("the log stream", id, page.logStreams?.find((stream) => stream.logStreamName === id)?.logStreamName);
    },
};

export const logsHandlers: HandlerTable = {
    "aws:cloudwatch/logGroup:LogGroup": logGroup,
    "aws:cloudwatch/logStream:LogStream": logStream,
};
