import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "../account";
import { createDeliveryStream, type DeliverySpec } from "../delivery/delivery-stream";
import { AlarmTopic } from "../operations/alarm-topic";
import { refuse } from "../problems";
import { after } from "../support/arns";
import { folder } from "../support/location";
import { wireInstances } from "./connect-wiring";

import { createAlarms } from "./feed-alarms";
import type { ContactFeedArgs } from "./feed-args";
import { feedKey } from "./feed-key";
import { feedNames } from "./feed-names";
import { createStream } from "./feed-stream";
import { feedProblems } from "./feed-validation";
import { kindFacts } from "./kinds";
import { createTransformFunction, type TransformSpec } from "./transform-function";

/**
 * Carries one kind of data from Amazon Connect into the lake: a Kinesis stream that Connect writes to, a function that
 * turns documents into rows, and a delivery stream that writes the rows as Parquet under their table. The untouched
 * source is kept beside it, what can't be read goes to quarantine with the reason, and alarms tell when it falls
 * behind.
 */
export class ContactFeed extends pulumi.ComponentResource {
    /** Name of the Kinesis stream: what a replay or a test writes to. */
    readonly streamName: pulumi.Output<string>;
    /** ARN of the Kinesis stream, known before the stream exists. */
    readonly streamArn: pulumi.Output<string>;
    /** ARN of the KMS key of the stream, the logs, the function's environment and the topic. */
    readonly keyArn: pulumi.Output<string>;
    /** ARN of the topic that the alarms tell. */
    readonly alarmTopicArn: pulumi.Output<string>;
    /** The function that turns documents into rows. */
    readonly transformFunction: aws.lambda.Function;
    /** The delivery stream. */
    readonly deliveryStream: aws.kinesis.FirehoseDeliveryStream;

    constructor(name: string, args: ContactFeedArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse("ContactFeed", name, feedProblems(name, args));
        super("lakefront:index:ContactFeed", name, args, opts);
        const existing = args.stream?.existing;
        const place = placeOf(args, this);
        const names = feedNames(args.physicalName ?? name, place, existing?.name);

        const keyUse = {
            feed: names.deliveryStream,
            connectStreamArn: names.streamArn,
            logGroups: [names.functionLogGroup, names.deliveryLogGroup],
        };
        const keyArn = feedKey(name, args, keyUse, place, this);
        const stream = createStream(name, args, names, keyArn, this);
        const streamArn = stream ? after(stream, names.streamArn) : names.streamArn;
        const source = { streamArn, streamKeyArn: pulumi.output(existing?.keyArn ?? keyArn) };
        const shared = { place, names, keyArn, ...source, parent: this, dependsOn: opts?.dependsOn };
        const transform = createTransformFunction(name, transformOf(args), shared);
        const delivery = createDeliveryStream(name, deliveryOf(args), { ...shared, transform });
        const alarmTopicArn = topicOf(name, args, keyArn, place, this);
        createAlarms(name, args, names, alarmTopicArn, this);
        wireInstances(name, args, streamArn, this);

        this.streamName = pulumi.output(stream ? after(stream, names.stream) : names.stream);
        this.streamArn = streamArn;
        this.keyArn = keyArn;
        this.alarmTopicArn = alarmTopicArn;
        this.transformFunction = transform;
        this.deliveryStream = delivery;
        this.registerOutputs({
            streamName: this.streamName,
            streamArn: this.streamArn,
            keyArn: this.keyArn,
            alarmTopicArn: this.alarmTopicArn,
            transformFunction: this.transformFunction,
            deliveryStream: this.deliveryStream,
        });
    }
}

function transformOf(args: ContactFeedArgs): TransformSpec {
    const { transform: bundle, title } = kindFacts(args.kind);
    return { ...args, bundle, title };
}

/** Rows of all feeds lie by instance, then by day. */
function deliveryOf(args: ContactFeedArgs): DeliverySpec {
    const kind = kindFacts(args.kind);
    return {
        ...args,
        rowsFolder: folder(args.curated.prefix ?? kind.folder),
        source: { location: args.raw, folder: folder(args.raw.prefix ?? kind.folder) },
        partitionKeys: ["instance_id", "event_date"],
    };
}

function topicOf(
    name: string,
    args: ContactFeedArgs,
    keyArn: pulumi.Output<string>,
    place: pulumi.Output<Place>,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    if (args.alarms?.topicArn !== undefined) return pulumi.output(args.alarms.topicArn);
    const topic = new AlarmTopic(
        `${name}-alarms`,
        {
            topicName: `${args.physicalName ?? name}-alarms`,
            kmsKeyArn: keyArn,
            tags: args.tags,
            accountId: place.accountId,
            region: place.region,
            partition: place.partition,
        },
        { parent },
    );
    return topic.topicArn;
}
