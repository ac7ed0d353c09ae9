import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import { metricNamespace } from "../support/alarms";
import { arnIn } from "../support/arns";

/** Names and ARNs of a feed's parts, written from the feed's name so that they are known before anything exists. */
export interface FeedNames {
    readonly stream: pulumi.Input<string>;
    readonly streamArn: pulumi.Output<string>;
    readonly deliveryStream: string;
    readonly deliveryStreamArn: pulumi.Output<string>;
    readonly function: string;
    readonly functionArn: pulumi.Output<string>;
    readonly functionLogGroup: string;
    readonly deliveryLogGroup: string;
    /** Namespace of the function's metrics: the feed's own, since an account may hold more lakes than one. */
    readonly metricNamespace: string;
}

/** The names for a feed called `physicalName` that reads `stream`, its own by default. */
export function feedNames(
    physicalName: string,
    place: pulumi.Output<Place>,
    stream: pulumi.Input<string> = physicalName,
): FeedNames {
    const functionName = physicalName + "-transform";
    return {
        stream,
        streamArn: arnIn(place, "kinesis", pulumi.interpolate`stream/${stream}`),
        deliveryStream: physicalName,
        deliveryStreamArn: arnIn(place, "firehose", `deliverystream/${physicalName}`),
        function: functionName,
        functionArn: arnIn(place, "lambda", `function:${functionName}`),
        functionLogGroup: "/aws/lambda/" + functionName,
        deliveryLogGroup: "/aws/kinesisfirehose/" + physicalName,
        metricNamespace: metricNamespace(physicalName),
    };
}
