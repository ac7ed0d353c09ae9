import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { type Resource, resourceRule } from "../../lib/rule";
import { text, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isUnknown, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

type Notification = Properties<aws.types.input.budgets.BudgetNotification>;

export const budgetWithAlert = resourceRule({
    name: "budget-with-alert",
    group: "cost",
    description: "Budgets tell somebody before the money is spent.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Give the budget notifications with subscriberEmailAddresses or subscriberSnsTopicArns, one of them with notificationType FORECASTED.",
    url: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html",
    types: types.budget,
    settings: {
        emails: texts("Addresses that the remedy subscribes."),
        topicArn: text("ARN of the SNS topic that the remedy subscribes; without one it subscribes none."),
    },
    judge: ({ props }: Resource<aws.budgets.BudgetArgs>) => {
        const notifications = props.each("notifications");
        if (notifications.length === 0) {
            return check(false, "notifications is empty: nobody is told.");
        }
        return [
            ...check(
                allOf(...notifications.map(hasSubscriber)),
                "notifications holds one without subscriberEmailAddresses and subscriberSnsTopicArns.",
            ),
            ...check(
                anyOf(...notifications.map(isForecast)),
                "notifications holds none of notificationType FORECASTED: the alert comes when the money is spent.",
            ),
        ];
    },
    remedy: ({ props }, { emails, topicArn }) => {
        const lacking = props.each("notifications").filter((notification) => hasSubscriber(notification) === false);
        return Object.fromEntries(
            lacking.flatMap((notification) => [
                ...(emails.length === 0 ? [] : [[notification.pathTo("subscriberEmailAddresses"), [...emails]]]),
                ...(topicArn === "" ? [] : [[notification.pathTo("subscriberSnsTopicArns"), [topicArn]]]),
            ]),
        );
    },
});

/** A list that is not known yet holds somebody: the program set it. */
function hasSubscriber(notification: Notification): Truth {
    const keys = notification.keys();
    return isUnknown(keys)
        ? keys
        : notification.each("subscriberEmailAddresses").length > 0 ||
              notification.each("subscriberSnsTopicArns").length > 0;
}

function isForecast(notification: Notification): Truth {
    return isOneOf(notification.text("notificationType"), ["FORECASTED"]);
}
