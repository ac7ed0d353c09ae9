import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { text } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf } from "../../lib/truth";

type Shape = Pick<aws.cloudwatch.EventTargetArgs, "deadLetterConfig"> &
    Pick<aws.scheduler.ScheduleArgs, "target"> &
    Pick<aws.sns.TopicSubscriptionArgs, "protocol" | "redrivePolicy">;

const schedules: readonly string[] = types.schedulerSchedule;
const subscriptions: readonly string[] = types.topicSubscription;

/** What people receive can't be sent again by a program. */
const toPeople = ["email", "email-json", "sms"];

export const eventTargetDlq = requirementRule({
    name: "event-target-dlq",
    group: "resilience",
    description: "Events that can't be delivered to their target are kept in a queue.",
    severity: "low",
    anchors: { cdkNag: ["EventBusDLQ", "SNSRedrivePolicy"] },
    remediationSteps:
        "Set deadLetterConfig.arn on an event target, target.deadLetterConfig.arn on a schedule, deadLetterTargetArn in the redrivePolicy of a subscription.",
    url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
    types: [...types.eventTarget, ...types.schedulerSchedule, ...types.topicSubscription],
    settings: { dlqArn: text("ARN of the queue that the remedy names; without one it names none.") },
    requires: ({ type, props }: Resource<Shape>, { dlqArn }) => {
        if (subscriptions.includes(type)) {
            return [ofSubscription(props, dlqArn)];
        }
        return [
            schedules.includes(type)
                ? ofTarget(props.child("target").child("deadLetterConfig"), dlqArn)
                : ofTarget(props.child("deadLetterConfig"), dlqArn),
        ];
    },
});

function ofTarget<T extends { arn?: unknown }>(config: Properties<T>, dlqArn: string): Requirement {
    const path = config.pathTo("arn");
    return {
        kept: config.has("arn"),
        otherwise: `${path} is not set: an event that can't be delivered is lost.`,
        ...(dlqArn !== "" && { remedy: { [path]: dlqArn } }),
    };
}

function ofSubscription(props: Properties<Shape>, dlqArn: string): Requirement {
    return {
        kept: anyOf(isOneOf(props.text("protocol"), toPeople), props.has("redrivePolicy")),
        otherwise: "redrivePolicy is not set: a message that can't be delivered is lost.",
        ...(dlqArn !== "" && { remedy: { redrivePolicy: JSON.stringify({ deadLetterTargetArn: dlqArn }) } }),
    };
}
