import type * as aws from "@pulumi/aws";
import { isAwsManagedKey } from "../../lib/keys";
import { hasEffect, Malformed, parsePolicy, type Statement } from "../../lib/policy-document";
import { type Resource, stackRule } from "../../lib/rule";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isUnknown, not, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const toTopic = (from: readonly string[], property: string): Join => ({
    from,
    property,
    to: types.topic,
    names: ["arn", "id"],
});
const policies = toTopic(types.topicPolicy, "arn");

/** Resources through which an AWS service publishes to a topic. */
const publishers = [
    toTopic(types.metricAlarm, "alarmActions"),
    toTopic(types.eventTarget, "arn"),
    toTopic(types.bucketNotification, "topics"),
] as const;

export const snsServicePublisherKey = stackRule({
    name: "sns-service-publisher-key",
    group: "encryption-at-rest",
    description:
        "SNS topics to which AWS services publish do not use the AWS managed key, which those services may not use.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Set kmsMasterKeyId to a key of your own whose policy lets the publishing services use kms:GenerateDataKey and kms:Decrypt.",
    url: "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    types: types.topic,
    judge: (stack) =>
        stack
            .ofTypes<aws.sns.TopicArgs>(types.topic)
            .flatMap((topic) =>
                check(
                    not(allOf(isAwsManagedKey(topic.props.text("kmsMasterKeyId")), servicePublishes(stack, topic))),
                    `Topic "${topic.name}" is encrypted with alias/aws/sns: messages that AWS services publish to it are lost.`,
                    topic.urn,
                ),
            ),
});

function servicePublishes(stack: StackGraph, topic: Resource<aws.sns.TopicArgs>): Truth {
    const linked = publishers.flatMap((join) =>
        stack.attachedTo(topic, join).map(({ certain }) => certain || new Unknown([join.property])),
    );
    const attached = stack.attachedTo<aws.sns.TopicPolicyArgs>(topic, policies);
    return anyOf(
        ...linked,
        admitsService(topic.props.get("policy")),
        ...attached.map(({ resource }) => admitsService(resource.props.get("policy"))),
    );
}

function admitsService(policy: Field<unknown>): Truth {
    const document = parsePolicy(policy, "policy");
    if (document === undefined || document instanceof Malformed) {
        return false;
    }
    return isUnknown(document) ? document : anyOf(...document.statements.map(allowsService));
}

function allowsService(statement: Statement): Truth {
    const { principals } = statement;
    return allOf(
        hasEffect(statement, "Allow"),
        isUnknown(principals) ? principals : principals.members.some(({ kind }) => kind === "Service"),
    );
}
