import {
    CreateQueueCommand,
    GetQueueAttributesCommand,
    GetQueueUrlCommand,
    type QueueAttributeName,
    SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { sqs } from "../clients";
import { unless } from "./errors";
import type { HandlerTable, Target, TypeHandler } from "./types";

const QUEUE_NAME_MAX = 80;

/** The provider's property for each attribute that is passed on as it is. */
const ATTRIBUTES = {
    VisibilityTimeout: "visibilityTimeoutSeconds",
    MessageRetentionPeriod: "messageRetentionSeconds",
    MaximumMessageSize: "maxMessageSize",
    DelaySeconds: "delaySeconds",
    ReceiveMessageWaitTimeSeconds: "receiveWaitTimeSeconds",
    KmsMasterKeyId: "kmsMasterKeyId",
    KmsDataKeyReusePeriodSeconds: "kmsDataKeyReusePeriodSeconds",
    SqsManagedSseEnabled: "sqsManagedSseEnabled",
    FifoQueue: "fifoQueue",
    ContentBasedDeduplication: "contentBasedDeduplication",
} as const satisfies Partial<Record<QueueAttributeName, string>>;

function attributesOf({ inputs }: Target): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (const [attribute, property] of Object.entries(ATTRIBUTES)) {
        const value = inputs.value(property);
        // An ordinary queue has no FifoQueue attribute at all: the API refuses "false".
        if (value !== undefined && !(attribute === "FifoQueue" && value === false)) {
            attributes[attribute] = String(value);
        }
    }
    for (const [attribute, property] of [
        ["Policy", "policy"],
        ["RedrivePolicy", "redrivePolicy"],
        ["RedriveAllowPolicy", "redriveAllowPolicy"],
    ] as const) {
        const document = inputs.optionalDocument(property);
        if (document !== undefined) {
            attributes[attribute] = document;
        }
    }
    return attributes;
}

async function attributes({ connection, call }: Target, url: string): Promise<Partial<Record<string, string>>> {
    const found = await call("GetQueueAttributes", () =>
        sqs(connection).send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] })),
    );
    return found.Attributes ?? {};
}

/** Brings a queue that has other attributes to those requested. */
async function existingQueue(
    { connection, call }: Target,
    name: string,
    wanted: Record<string, string>,
): Promise<string> {
    const client = sqs(connection);
    const { QueueUrl = "" } = await call("GetQueueUrl", () => client.send(new GetQueueUrlCommand({ QueueName: name })));
    await call("SetQueueAttributes", () =>
        client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: wanted })),
    );
    return QueueUrl;
}

const queue: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const name = target.physicalName("name", QUEUE_NAME_MAX);
        const attributes = attributesOf(target);
        const request = { QueueName: name, Attributes: attributes, tags: inputs.map("tags") };
        const created = await unless(["QueueNameExists", "QueueAlreadyExists"], () =>
            call("CreateQueue", () => sqs(connection).send(new CreateQueueCommand(request))),
        );
        const url = created?.QueueUrl ?? (await existingQueue(target, name, attributes));
        const arn = `arn:aws:sqs:${connection.region}:${connection.accountId}:${name}`;
        return { id: url, outputs: { name, url, arn } };
    },
    async verify(target, { id, outputs }) {
        const found = await attributes(target, id);
        target.expect("the queue's ARN", outputs.arn, found.QueueArn);
        target.expect("the encryption key", target.inputs.optionalText("kmsMasterKeyId"), found.KmsMasterKeyId);
    },
};

const queuePolicy: TypeHandler = {
    async create({ inputs, connection, call }) {
        const [url, document] = [inputs.text("queueUrl"), inputs.document("policy")];
        await call("SetQueueAttributes", () =>
            sqs(connection).send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: document } })),
        );
        return { id: url, outputs: { policy: document } };
    },
    async verify(target, { id }) {
        const found = await attributes(target, id);
        const wanted: unknown = JSON.parse(target.inputs.document("policy"));
        target.expect("the queue's policy", wanted, JSON.parse(found.Policy ?? "null"));
    },
};

export const sqsHandlers: HandlerTable = {
    "aws:sqs/queue:Queue": queue,
    "aws:sqs/queuePolicy:QueuePolicy": queuePolicy,
};
