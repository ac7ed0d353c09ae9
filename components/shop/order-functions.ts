import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import { metricNamespace } from "../support/alarms";
import { streamWriteStatements } from "../support/data-statements";
import { createServiceFunction, type ServiceFunctionSpec } from "../support/service-function";
import { type MailSender, sendMailStatement } from "./order-mail";
import type { OrderMailArgs, OrderStoreArgs } from "./order-store-args";
import { OrderChanges, orderStreamStatements, readOrderStream, streamFacts } from "./order-stream";
import { createQueue } from "./queues";
import type { EventStreamReference } from "./references";

const EVENTS_TIMEOUT_SECONDS = 60;
/** Under the minute for which a mail is marked as being sent, so that no second one goes out while the first is under way. */
const MAIL_TIMEOUT_SECONDS = 30;

/** The orders table, as its readers see it. */
export interface OrderSource {
    readonly table: aws.dynamodb.Table;
    readonly tableName: pulumi.Output<string>;
    readonly tableArn: pulumi.Output<string>;
    readonly keyArn: pulumi.Output<string>;
}

/** Physical names of the two functions and of the queues behind them. */
export function orderFunctionNames(physicalName: string) {
    return {
        events: `${physicalName}-order-events`,
        eventsFailed: `${physicalName}-order-events-failed`,
        mail: `${physicalName}-order-mail`,
        mailFailed: `${physicalName}-order-mail-failed`,
    };
}

/** Writes each change of an order to the stream that leads to the lake. */
export function createOrderEvents(
    physicalName: string,
    args: OrderStoreArgs,
    events: EventStreamReference,
    source: OrderSource,
    scope: Scope,
): void {
    const names = orderFunctionNames(physicalName);
    const { keyArn } = source;
    const failed = createQueue(`${scope.name}-events-failed`, { queueName: names.eventsFailed, keyArn }, scope);
    const stream = pulumi.output({ streamArn: events.streamArn, keyArn: events.keyArn });
    const reader = createServiceFunction(
        `${scope.name}-events`,
        {
            ...common(args, source, scope),
            functionName: names.events,
            bundle: "order-events",
            description: "Writes changes of orders to the stream that leads to the lake",
            timeoutSeconds: EVENTS_TIMEOUT_SECONDS,
            ...args.eventsFunction,
            environment: { EVENT_STREAM: events.streamName },
            statements: pulumi
                .all([streamFacts(source.tableArn, keyArn, failed, scope), stream])
                .apply(([facts, target]) => [...orderStreamStatements(facts), ...streamWriteStatements(target)]),
        },
        scope.parent,
    );
    readOrderStream(
        `${scope.name}-events-mapping`,
        { table: source.table, filter: OrderChanges.All, batchSize: 100, batchingWindowSeconds: 2, reader, failed },
        scope,
    );
}

/** Mails the confirmation of each new order. */
export function createOrderMail(
    physicalName: string,
    args: OrderStoreArgs,
    mail: OrderMailArgs,
    sender: MailSender,
    source: OrderSource,
    scope: Scope,
): void {
    const names = orderFunctionNames(physicalName);
    const { keyArn } = source;
    const failed = createQueue(`${scope.name}-mail-failed`, { queueName: names.mailFailed, keyArn }, scope);
    const { identityArn, configurationSetArn } = sender;
    const reader = createServiceFunction(
        `${scope.name}-mail`,
        {
            ...common(args, source, scope),
            functionName: names.mail,
            bundle: "order-mail",
            description: "Mails the confirmation of each order, once",
            timeoutSeconds: MAIL_TIMEOUT_SECONDS,
            ...args.mailFunction,
            environment: {
                ORDERS_TABLE: source.tableName,
                MAIL_FROM: mail.fromAddress,
                MAIL_CONFIGURATION_SET: sender.configurationSetName,
                SHOP_NAME: mail.shopName,
                METRIC_NAMESPACE: metricNamespace(names.mail),
            },
            statements: pulumi
                .all([
                    streamFacts(source.tableArn, keyArn, failed, scope),
                    pulumi.output({ identityArn, configurationSetArn }),
                ])
                .apply(([facts, from]) => [
                    ...orderStreamStatements(facts),
                    {
                        sid: "MarkMails",
                        actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
                        resources: [facts.tableArn],
                    },
                    sendMailStatement({ ...from, fromAddress: mail.fromAddress }),
                ]),
        },
        scope.parent,
    );
    readOrderStream(
        `${scope.name}-mail-mapping`,
        { table: source.table, filter: OrderChanges.Placed, batchSize: 10, reader, failed },
        scope,
    );
}

function common(
    args: OrderStoreArgs,
    { keyArn }: OrderSource,
    { place, tags }: Scope,
): Pick<ServiceFunctionSpec, "place" | "keyArn" | "logRetentionDays" | "allowDeletion" | "tags"> {
    return { place, keyArn, logRetentionDays: args.logRetentionDays, allowDeletion: args.allowDeletion, tags };
}
