import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import type { PolicyStatement } from "../lake/policy-document";
import { queueSendKeyStatement, tableKeyStatement } from "../support/data-statements";
import type { ServiceFunction } from "../support/service-function";
import type { SecureQueue } from "./queues";

/** DynamoDB keeps changes for 24 hours; what fails for half of that goes to the queue while it can still be read. */
const MAX_AGE_SECONDS = 12 * 60 * 60;

/** Orders alone, of all the kinds of items that the table holds. */
const ORDERS = { dynamodb: { NewImage: { kind: { S: ["order"] } } } };

/** Which changes of orders a function is told of. */
export const OrderChanges = {
    /** Each change of an order: the lake keeps every state. */
    All: JSON.stringify(ORDERS),
    /** New orders: these are confirmed by mail. */
    Placed: JSON.stringify({ eventName: ["INSERT"], ...ORDERS }),
} as const;

/** How a function reads the stream of the orders table. */
export interface OrderStreamSpec {
    readonly table: aws.dynamodb.Table;
    /** One of the `OrderChanges`. */
    readonly filter: string;
    readonly batchSize: number;
    readonly batchingWindowSeconds?: number;
    readonly reader: ServiceFunction;
    readonly failed: SecureQueue;
}

/**
 * Hands changes of orders to a function. A change that fails is tried again until it is too old, for a mail server or a
 * stream can be away for hours; bisecting keeps one bad change from holding up the others.
 */
export function readOrderStream(name: string, spec: OrderStreamSpec, { parent, tags }: Scope): void {
    const { table, reader, failed } = spec;
    new aws.lambda.EventSourceMapping(
        name,
        {
            eventSourceArn: table.streamArn,
            functionName: reader.arn,
            // Nothing is lost between the making of the table and of this.
            startingPosition: "TRIM_HORIZON",
            batchSize: spec.batchSize,
            maximumBatchingWindowInSeconds: spec.batchingWindowSeconds,
            filterCriteria: { filters: [{ pattern: spec.filter }] },
            functionResponseTypes: ["ReportBatchItemFailures"],
            bisectBatchOnFunctionError: true,
            maximumRetryAttempts: -1,
            maximumRecordAgeInSeconds: MAX_AGE_SECONDS,
            destinationConfig: { onFailure: { destinationArn: failed.arn } },
            tags,
        },
        { parent, dependsOn: [reader.policy, failed.queue] },
    );
}

/** What a reader of the stream needs for that alone. The stream's label is its time of birth, so it is left open. */
export function orderStreamStatements(facts: {
    readonly tableArn: string;
    readonly keyArn: string;
    readonly failedQueueArn: string;
    readonly region: string;
}): PolicyStatement[] {
    return [
        {
            sid: "ReadChanges",
            actions: [
                "dynamodb:DescribeStream",
                "dynamodb:GetRecords",
                "dynamodb:GetShardIterator",
                "dynamodb:ListStreams",
            ],
            resources: [`${facts.tableArn}/stream/*`],
        },
        tableKeyStatement([facts.keyArn], facts.region),
        { sid: "SetAside", actions: ["sqs:SendMessage"], resources: [facts.failedQueueArn] },
        queueSendKeyStatement([facts.keyArn], facts.region),
    ];
}

/** The facts that both readers share. */
export function streamFacts(
    tableArn: pulumi.Output<string>,
    keyArn: pulumi.Output<string>,
    failed: SecureQueue,
    { place }: Scope,
) {
    return pulumi.output({ tableArn, keyArn, failedQueueArn: failed.arn, region: place.region });
}
