import type * as aws from "@pulumi/aws";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const snsSubscriptionHttps = resourceRule({
    name: "sns-subscription-https",
    group: "encryption-in-transit",
    description: "SNS does not deliver messages to web endpoints over plain HTTP.",
    severity: "medium",
    anchors: {},
    remediationSteps: "Set protocol to https and endpoint to an https:// address.",
    url: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
    types: types.topicSubscription,
    judge: ({ props }: Resource<aws.sns.TopicSubscriptionArgs>) =>
        check(not(isOneOf(props.text("protocol"), ["http"])), "protocol is http: messages travel in plain text."),
});
