import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { isPlain } from "../problems";
import type { ContactFeedArgs, FeedInstance } from "./feed-args";
import { kindFacts } from "./kinds";

/**
 * Tells each instance to write to the stream. An instance takes one association of each kind, and one whose console
 * set-up asked for it has one already: that one is imported by its id instead of created.
 */
export function wireInstances(
    name: string,
    args: ContactFeedArgs,
    streamArn: pulumi.Output<string>,
    parent: pulumi.Resource,
): aws.connect.InstanceStorageConfig[] {
    const resourceType = kindFacts(args.kind).storageResourceType;
    return (args.instances ?? [])
        .filter((instance) => instance.wire ?? true)
        .map(
            (instance) =>
                new aws.connect.InstanceStorageConfig(
                    `${name}-instance-${instance.alias}`,
                    {
                        instanceId: instance.id,
                        resourceType,
                        storageConfig: { storageType: "KINESIS_STREAM", kinesisStreamConfig: { streamArn } },
                    },
                    { parent, ...importOf(instance, resourceType) },
                ),
        );
}

function importOf(instance: FeedInstance, resourceType: string): pulumi.CustomResourceOptions {
    if (instance.associationId === undefined || !isPlain(instance.id)) return {};
    return { import: `${instance.id}:${instance.associationId}:${resourceType}` };
}
