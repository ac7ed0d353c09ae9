import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { gluePartitionKeys, tables } from "../../schemas";
import { type Place, placeOf } from "../account";
import { deliveryAlarms, functionAlarms, quarantineAlarm, streamAlarms } from "../contact/feed-alarms";
import { feedKey } from "../contact/feed-key";
import { feedNames } from "../contact/feed-names";
import { createStream } from "../contact/feed-stream";
import { createTransformFunction } from "../contact/transform-function";
import { createDeliveryStream, type DeliveryNames } from "../delivery/delivery-stream";
import { refuse } from "../problems";
import { alarmResources } from "../support/alarms";
import { after, arnIn } from "../support/arns";
import { folder } from "../support/location";
import type { ShopFeedArgs } from "./shop-feed-args";
import { shopFeedProblems } from "./shop-feed-problems";

const TITLE = "the shop's events";
const SOURCE_FOLDER = "shop_events";

/**
 * Carries what happens in the shop into the lake: the assistant's turns and calls of tools, orders and their lines, runs
 * of the catalogue's synchronisation. One Kinesis stream takes all of it; a delivery stream for each table picks its own,
 * through one function, and writes it as Parquet. The untouched source is kept beside it, what can't be read goes to
 * quarantine with the reason, and alarms tell when it falls behind.
 */
export class ShopFeed extends pulumi.ComponentResource {
    /** Name of the Kinesis stream: what the shop's functions write to. */
    readonly streamName: pulumi.Output<string>;
    /** ARN of the Kinesis stream, known before the stream exists. */
    readonly streamArn: pulumi.Output<string>;
    /** ARN of the KMS key of the stream: its writers need `kms:GenerateDataKey`. */
    readonly keyArn: pulumi.Output<string>;
    /** The function that turns documents into rows. */
    readonly transformFunction: aws.lambda.Function;
    /** The delivery streams, by table. */
    readonly deliveryStreams: Record<string, aws.kinesis.FirehoseDeliveryStream>;

    constructor(name: string, args: ShopFeedArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse("ShopFeed", name, shopFeedProblems(name, args));
        super("lakefront:index:ShopFeed", name, args, opts);
        const place = placeOf(args, this);
        const existing = args.stream?.existing;
        const names = feedNames(args.physicalName ?? name, place, existing?.name);
        const deliveries = Object.keys(args.tables).map((table) => ({
            table,
            names: deliveryNames(names.deliveryStream, table, names.functionArn, place),
        }));

        const logGroups = [names.functionLogGroup, ...deliveries.map((delivery) => delivery.names.deliveryLogGroup)];
        const keyArn = feedKey(name, args, { feed: names.deliveryStream, logGroups }, place, this);
        const stream = createStream(name, args, names, keyArn, this);
        const streamArn = stream ? after(stream, names.streamArn) : names.streamArn;
        const shared = {
            place,
            keyArn,
            streamArn,
            streamKeyArn: pulumi.output(existing?.keyArn ?? keyArn),
            parent: this,
            dependsOn: opts?.dependsOn,
        };
        const byDelivery = deliveries.map(({ table, names: { deliveryStream } }) => [deliveryStream, table]);
        const transform = createTransformFunction(
            name,
            {
                ...args,
                bundle: "transform-shop-events",
                title: TITLE,
                environment: { DELIVERY_TABLES: JSON.stringify(Object.fromEntries(byDelivery)) },
            },
            { ...shared, names },
        );
        const deliveryStreams = deliveries.map(({ table, names: own }) => {
            const spec = { ...args, ...landing(args, table), tableName: args.tables[table] ?? table };
            return [
                table,
                createDeliveryStream(`${name}-${table}`, spec, { ...shared, names: own, transform }),
            ] as const;
        });
        createAlarms(name, args, names, deliveries, this);

        this.streamName = pulumi.output(stream ? after(stream, names.stream) : names.stream);
        this.streamArn = streamArn;
        this.keyArn = keyArn;
        this.transformFunction = transform;
        this.deliveryStreams = Object.fromEntries(deliveryStreams);
        this.registerOutputs({
            streamName: this.streamName,
            streamArn: this.streamArn,
            keyArn: this.keyArn,
            transformFunction: this.transformFunction,
            deliveryStreams: this.deliveryStreams,
        });
    }
}

interface Delivery {
    readonly table: string;
    readonly names: DeliveryNames;
}

function deliveryNames(
    feed: string,
    table: string,
    functionArn: pulumi.Output<string>,
    place: pulumi.Output<Place>,
): DeliveryNames {
    const deliveryStream = `${feed}-${table}`;
    return {
        deliveryStream,
        deliveryStreamArn: arnIn(place, "firehose", `deliverystream/${deliveryStream}`),
        deliveryLogGroup: "/aws/kinesisfirehose/" + deliveryStream,
        functionArn,
    };
}

/** Every delivery stream reads all of the stream, so one of them alone keeps the source. */
function landing({ curated, raw, tables: wanted }: ShopFeedArgs, table: string) {
    const schema = tables[table];
    const [keeper] = Object.keys(wanted).sort();
    return {
        rowsFolder: `${folder(curated.prefix)}${table}/`,
        source: table === keeper ? { location: raw, folder: `${folder(raw.prefix)}${SOURCE_FOLDER}/` } : undefined,
        partitionKeys: schema === undefined ? [] : gluePartitionKeys(schema).map(({ name }) => name),
    };
}

function createAlarms(
    name: string,
    args: ShopFeedArgs,
    names: ReturnType<typeof feedNames>,
    deliveries: readonly Delivery[],
    parent: pulumi.Resource,
): void {
    const { alarms, delivery, tags } = args;
    if (alarms.topicArn === undefined) return;
    const facts = { alarms, bufferSeconds: delivery?.bufferSeconds, title: TITLE };
    const target = { namePrefix: names.deliveryStream, topicArn: alarms.topicArn, tags };
    const quarantines = deliveries.map(({ table }) => ({
        ...quarantineAlarm({ ...facts, title: table, table }, names),
        suffix: `${table}-quarantined`,
    }));
    alarmResources(
        name,
        [...streamAlarms(facts, names), ...functionAlarms(facts, names), ...quarantines],
        target,
        parent,
    );
    for (const { table, names: own } of deliveries) {
        const specs = deliveryAlarms({ ...facts, title: table }, own);
        alarmResources(`${name}-${table}`, specs, { ...target, namePrefix: own.deliveryStream }, parent);
    }
}
