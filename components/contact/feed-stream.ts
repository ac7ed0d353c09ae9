import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { deletionGuard } from "../lake/deletion-guard";
import { type ContactFeedArgs, StreamMode } from "./feed-args";
import type { FeedNames } from "./feed-names";

const WEEK_HOURS = 168;

/** The feed's Kinesis stream, encrypted with its key; nothing when the feed reads a stream that exists. */
export function createStream(
    name: string,
    args: Pick<ContactFeedArgs, "stream" | "allowDeletion" | "tags">,
    names: Pick<FeedNames, "stream">,
    keyArn: pulumi.Input<string>,
    parent: pulumi.Resource,
): aws.kinesis.Stream | undefined {
    const stream = args.stream ?? {};
    if (stream.existing) return undefined;
    const provisioned = stream.mode === StreamMode.Provisioned;
    return new aws.kinesis.Stream(
        `${name}-stream`,
        {
            name: names.stream,
            streamModeDetails: { streamMode: provisioned ? "PROVISIONED" : "ON_DEMAND" },
            shardCount: provisioned ? (stream.shardCount ?? 1) : undefined,
            retentionPeriod: stream.retentionHours ?? WEEK_HOURS,
            encryptionType: "KMS",
            kmsKeyId: keyArn,
            tags: args.tags,
        },
        { parent, ...deletionGuard(args.allowDeletion).irreplaceable },
    );
}
