import type { Scope } from "../lake/lake";
import {
    type AlarmSpec,
    alarmResources,
    failureQueueAlarm,
    metricNamespace,
    serviceFunctionAlarms,
    streamReaderAlarms,
} from "../support/alarms";
import { orderFunctionNames } from "./order-functions";
import type { OrderMailArgs, OrderStoreArgs } from "./order-store-args";
import { TableOperation, tableAlarms } from "./table-alarms";

/** The index that lists a shopper's orders. */
export const ORDERS_INDEX = "by_shopper";

/** Physical names of the two tables. */
export function orderTableNames(physicalName: string) {
    return { orders: `${physicalName}-orders`, conversations: `${physicalName}-conversations` };
}

/** Makes the alarms of an OrderStore: its tables, and whatever follows from an order. */
export function createOrderAlarms(physicalName: string, args: OrderStoreArgs, scope: Scope): void {
    alarmResources(
        scope.name,
        [
            ...storeAlarms(physicalName),
            ...(args.events ? eventsAlarms(physicalName) : []),
            ...(args.mail ? mailAlarms(physicalName, args.mail) : []),
        ],
        { namePrefix: physicalName, topicArn: args.alarmTopicArn, tags: args.tags },
        scope.parent,
    );
}

function storeAlarms(physicalName: string): AlarmSpec[] {
    const { GetItem, PutItem, Query, TransactWriteItems, UpdateItem } = TableOperation;
    const names = orderTableNames(physicalName);
    return [
        ...tableAlarms({
            suffix: "orders",
            tableName: names.orders,
            what: "carts, quotes and orders",
            indexName: ORDERS_INDEX,
            operations: [GetItem, PutItem, Query, TransactWriteItems, UpdateItem],
        }),
        ...tableAlarms({
            suffix: "conversations",
            tableName: names.conversations,
            what: "conversations",
            operations: [GetItem, PutItem, Query, UpdateItem],
        }),
    ];
}

function eventsAlarms(physicalName: string): AlarmSpec[] {
    const names = orderFunctionNames(physicalName);
    return [
        ...serviceFunctionAlarms("events", names.events, "writes orders to the lake's stream"),
        ...streamReaderAlarms("events", names.events, "Changes of orders on their way to the lake"),
        failureQueueAlarm("events-waiting", names.eventsFailed, "Changes of orders did not reach the lake"),
    ];
}

/**
 * A mail can fail in three ways that are no error of the function: SES refuses it for good when it is asked; it takes the
 * mail and sends it back later, as it does for a suppressed address; or it is given up on after hours.
 *
 * Events of SES as metrics: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-cloudwatch.html
 */
function mailAlarms(physicalName: string, { undeliveredMails }: OrderMailArgs): AlarmSpec[] {
    const names = orderFunctionNames(physicalName);
    return [
        ...serviceFunctionAlarms("mail", names.mail, "mails confirmations"),
        ...streamReaderAlarms("mail", names.mail, "Confirmations of orders"),
        failureQueueAlarm("mail-waiting", names.mailFailed, "Confirmations of orders were not mailed"),
        {
            suffix: "mail-refused",
            description: `SES refuses confirmations of orders for good, and they are not sent again: see the log of ${names.mail}, and whether the sender's identity is verified`,
            namespace: metricNamespace(names.mail),
            metricName: "MailsRefused",
            dimensions: { Mail: "order_confirmation" },
            statistic: "Sum",
            threshold: 1,
        },
        {
            suffix: "mail-undelivered",
            description:
                "Confirmations of orders came back: bounced, suppressed for an earlier bounce, or rejected by SES",
            sumOf: ["Bounce", "Reject"].map((metricName) => ({
                namespace: "AWS/SES",
                metricName,
                dimensions: { "ses:configuration-set": physicalName },
            })),
            threshold: undeliveredMails ?? 1,
        },
    ];
}
