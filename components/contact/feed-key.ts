import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import { alarmKeyStatement } from "../lake/key-policy";
import type { PolicyStatement } from "../lake/policy-document";
import { serviceKey } from "../support/service-key";
import type { ContactFeedArgs } from "./feed-args";

/** What a feed's key is for. */
export interface FeedKeyUse {
    /** Name of the feed: the key's alias. */
    readonly feed: string;
    /** Stream that Connect writes to; absent where only the account's own roles write. */
    readonly connectStreamArn?: pulumi.Output<string>;
    readonly logGroups: readonly string[];
}

/** ARN of the key that a feed works with: the caller's, or one that it makes as `<name>-key`. */
export function feedKey(
    name: string,
    { kmsKeyArn, allowDeletion, tags }: Pick<ContactFeedArgs, "kmsKeyArn" | "allowDeletion" | "tags">,
    { feed, connectStreamArn, logGroups }: FeedKeyUse,
    place: pulumi.Output<Place>,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    const services = pulumi
        .output({ at: place, streamArn: connectStreamArn })
        .apply(({ at, streamArn }) => [
            ...(streamArn === undefined ? [] : [connectKeyStatement(streamArn)]),
            alarmKeyStatement(at),
        ]);
    const description = `Encrypts the stream, the logs and the alarms of the feed ${feed}`;
    return serviceKey(
        name,
        { kmsKeyArn, alias: feed, description, logGroups, services, allowDeletion, tags },
        place,
        parent,
    );
}

/**
 * Lets Amazon Connect encrypt what it writes to a stream
 * (https://docs.aws.amazon.com/connect/latest/adminguide/data-streaming.html).
 */
function connectKeyStatement(streamArn: string): PolicyStatement {
    return {
        sid: "ConnectWritesToStream",
        principals: { Service: ["connect.amazonaws.com"] },
        actions: ["kms:GenerateDataKey"],
        resources: ["*"],
        conditions: { StringEquals: { "kms:EncryptionContext:aws:kinesis:arn": [streamArn] } },
    };
}
