import {
    CreateTopicCommand,
    GetTopicAttributesCommand,
    ListSubscriptionsByTopicCommand,
    SetTopicAttributesCommand,
    SubscribeCommand,
} from "@aws-sdk/client-sns";
import { sns } from "../clients";
import { tagList } from "./tags";
import type { HandlerTable, Target, TypeHandler } from "./types";

const TOPIC_NAME_MAX = 256;

function attributesOf({ inputs }: Target): Record<string, string> {
    const [key, policy] = [inputs.optionalText("kmsMasterKeyId"), inputs.optionalDocument("policy")];
    const display = inputs.optionalText("displayName");
    return {
        ...(key !== undefined && { KmsMasterKeyId: key }),
        ...(policy !== undefined && { Policy: policy }),
        ...(display !== undefined && { DisplayName: display }),
    };
}

async function attributes({ connection, call }: Target, arn: string): Promise<Record<string, string>> {
    const found = await call("GetTopicAttributes", () =>
        sns(connection).send(new GetTopicAttributesCommand({ TopicArn: arn })),
    );
    return found.Attributes ?? {};
}

const topic: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const name = target.physicalName("name", TOPIC_NAME_MAX);
        const created = await call("CreateTopic", () =>
            sns(connection).send(
                new CreateTopicCommand({
                    Name: name,
                    Attributes: inputs.flag("fifoTopic") ? { FifoTopic: "true" } : {},
                    Tags: tagList(inputs.map("tags")),
                }),
            ),
        );
        const arn = created.TopicArn ?? "";
        // Not with CreateTopic, which refuses a topic that exists with other attributes.
        for (const [attribute, value] of Object.entries(attributesOf(target))) {
            const request = { TopicArn: arn, AttributeName: attribute, AttributeValue: value };
            await call("SetTopicAttributes", () => sns(connection).send(new SetTopicAttributesCommand(request)));
        }
        return { id: arn, outputs: { name, arn, owner: connection.accountId } };
    },
    async verify(target, { id }) {
        const found = await attributes(target, id);
        target.expect("the topic's ARN", id, found.TopicArn);
        target.expect("the encryption key", target.inputs.optionalText("kmsMasterKeyId"), found.KmsMasterKeyId);
    },
};

const topicPolicy: TypeHandler = {
    async create({ inputs, connection, call }) {
        const [arn, document] = [inputs.text("arn"), inputs.document("policy")];
        await call("SetTopicAttributes", () =>
            sns(connection).send(
                new SetTopicAttributesCommand({ TopicArn: arn, AttributeName: "Policy", AttributeValue: document }),
            ),
        );
        return { id: arn, outputs: { policy: document, owner: connection.accountId } };
    },
    async verify(target, { id }) {
        const found = await attributes(target, id);
        const wanted: unknown = JSON.parse(target.inputs.document("policy"));
        target.expect("the topic's policy", wanted, JSON.parse(found.Policy ?? "null"));
    },
};

const topicSubscription: TypeHandler = {
    async create({ inputs, connection, call }) {
        const filter = inputs.optionalDocument("filterPolicy");
        const subscribed = await call("Subscribe", () =>
            sns(connection).send(
                new SubscribeCommand({
                    TopicArn: inputs.text("topic"),
                    Protocol: inputs.text("protocol"),
                    Endpoint: inputs.text("endpoint"),
                    ReturnSubscriptionArn: true,
                    Attributes: {
                        ...(inputs.flag("rawMessageDelivery") && { RawMessageDelivery: "true" }),
                        ...(filter !== undefined && { FilterPolicy: filter }),
                    },
                }),
            ),
        );
        const arn = subscribed.SubscriptionArn ?? "";
        return { id: arn, outputs: { arn, ownerId: connection.accountId, pendingConfirmation: false } };
    },
    async verify({ inputs, connection, call, expect }) {
        const found = await call("ListSubscriptionsByTopic", () =>
            sns(connection).send(new ListSubscriptionsByTopicCommand({ TopicArn: inputs.text("topic") })),
        );
        const endpoint = inputs.text("endpoint");
        expect("the subscription", endpoint, found.Subscriptions?.find((one) => one.Endpoint === endpoint)?.Endpoint);
    },
};

export const snsHandlers: HandlerTable = {
    "aws:sns/topic:Topic": topic,
    "aws:sns/topicPolicy:TopicPolicy": topicPolicy,
    "aws:sns/topicSubscription:TopicSubscription": topicSubscription,
};
