import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { type Resource, stackRule } from "../../lib/rule";
import { text } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not, type Truth, Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type Shape = aws.sns.TopicArgs;

const subscriptionOfTopic: Join = {
    from: types.topicSubscription,
    property: "topic",
    to: types.topic,
    names: ["arn", "id"],
};

/** Where a topic names the role that logs failures, by protocol. Mail and text messages have no such role. */
const roles = [
    { protocols: ["application"], property: "applicationFailureFeedbackRoleArn" },
    { protocols: ["firehose"], property: "firehoseFailureFeedbackRoleArn" },
    { protocols: ["http", "https"], property: "httpFailureFeedbackRoleArn" },
    { protocols: ["lambda"], property: "lambdaFailureFeedbackRoleArn" },
    { protocols: ["sqs"], property: "sqsFailureFeedbackRoleArn" },
] as const satisfies readonly { readonly protocols: readonly string[]; readonly property: keyof Shape }[];

export const snsDeliveryLogging = stackRule({
    name: "sns-delivery-logging",
    group: "audit",
    description: "SNS topics log the deliveries that fail, for each protocol that subscribes.",
    severity: "low",
    anchors: { fsbp: ["SNS.2"] },
    remediationSteps:
        "Set the topic's failure feedback role of the protocol, such as sqsFailureFeedbackRoleArn, to a role that may write logs.",
    url: "https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html",
    types: [...types.topic, ...types.topicSubscription],
    settings: {
        roleArn: text(
            "ARN of the role that the remedy names for every protocol that has none, whoever subscribes; without one it names none.",
        ),
    },
    judge: (stack) => stack.ofTypes<Shape>(types.topic).flatMap((topic) => judgeTopic(topic, stack)),
    remedy: ({ type, props }: Resource<Shape>, { roleArn }) =>
        roleArn !== "" && topics.includes(type) ? nameRole(props, roleArn) : {},
});

const topics: readonly string[] = types.topic;

function judgeTopic(topic: Resource<Shape>, stack: StackGraph): readonly Verdict[] {
    const subscriptions = stack.attachedTo<aws.sns.TopicSubscriptionArgs>(topic, subscriptionOfTopic);
    return roles.flatMap(({ protocols, property }) => {
        const uses = anyOf(
            ...subscriptions.map(
                ({ resource, certain }): Truth =>
                    allOf(
                        certain || new Unknown(["topic"]),
                        isOneOf<string>(resource.props.text("protocol"), protocols),
                    ),
            ),
        );
        return check(
            anyOf(not(uses), topic.props.has(property)),
            `Topic "${topic.name}" has no ${property}: failed deliveries leave no trace.`,
            topic.urn,
        );
    });
}

function nameRole(props: Properties<Shape>, roleArn: string) {
    return Object.fromEntries(
        roles.filter(({ property }) => props.has(property) === false).map(({ property }) => [property, roleArn]),
    );
}
