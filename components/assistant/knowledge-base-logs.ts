import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { deletionGuard } from "../lake/deletion-guard";
import { boundedName } from "../support/content-hash";
import type { KnowledgeBaseArgs } from "./knowledge-base-args";

const YEAR_DAYS = 365;
const LONGEST_DELIVERY_NAME = 60;

/**
 * Name of the log group. The resource policy that log delivery writes for itself covers groups under `/aws/vendedlogs/` at
 * once, and never grows over its limit.
 */
export function ingestionLogGroup(name: string): string {
    return `/aws/vendedlogs/bedrock/knowledge-base/${name}`;
}

/** Sends what became of each document to a log group. */
export function deliverLogs(
    name: string,
    args: Pick<KnowledgeBaseArgs, "logRetentionDays" | "allowDeletion" | "tags">,
    to: {
        readonly physicalName: string;
        readonly knowledgeBase: aws.bedrock.AgentKnowledgeBase;
        readonly keyArn: pulumi.Output<string>;
    },
    parent: pulumi.Resource,
): aws.cloudwatch.LogGroup {
    const logGroup = new aws.cloudwatch.LogGroup(
        `${name}-logs`,
        {
            name: ingestionLogGroup(to.physicalName),
            retentionInDays: args.logRetentionDays ?? YEAR_DAYS,
            kmsKeyId: to.keyArn,
            deletionProtectionEnabled: !deletionGuard(args.allowDeletion).allowed,
            tags: args.tags,
        },
        { parent },
    );
    const deliveryName = boundedName(to.physicalName, LONGEST_DELIVERY_NAME);
    const source = new aws.cloudwatch.LogDeliverySource(
        `${name}-log-source`,
        {
            name: deliveryName,
            logType: "APPLICATION_LOGS",
            resourceArn: to.knowledgeBase.arn,
            tags: args.tags,
        },
        // The name is taken as long as the source of the knowledge base before is there.
        { parent, deleteBeforeReplace: true, replaceOnChanges: ["resourceArn"] },
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
        `${name}-log-destination`,
        {
            name: deliveryName,
            deliveryDestinationConfiguration: { destinationResourceArn: logGroup.arn },
            tags: args.tags,
        },
        { parent },
    );
    new aws.cloudwatch.LogDelivery(
        `${name}-log-delivery`,
        {
            deliverySourceName: source.name,
            deliveryDestinationArn: destination.arn,
            tags: args.tags,
        },
        // Neither end can go while a delivery joins them.
        { parent, dependsOn: [source, destination], deleteBeforeReplace: true },
    );
    return logGroup;
}
