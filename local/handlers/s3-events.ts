import {
    DeleteMarkerReplicationStatus,
    Event,
    type FilterRule,
    GetBucketNotificationConfigurationCommand,
    GetBucketReplicationCommand,
    PutBucketNotificationConfigurationCommand,
    PutBucketReplicationCommand,
    type ReplicationRule,
    ReplicationRuleStatus,
    SseKmsEncryptedObjectsStatus,
    StorageClass,
} from "@aws-sdk/client-s3";
import { s3 } from "../clients";
import type { Inputs } from "./inputs";
import { known } from "./known";
import type { HandlerTable, TypeHandler } from "./types";

function eventsOf(inputs: Inputs): Event[] {
    return known(inputs.texts("events"), Event);
}

function filterOf(inputs: Inputs): { Filter?: { Key: { FilterRules: FilterRule[] } } } {
    const [prefix, suffix] = [inputs.optionalText("filterPrefix"), inputs.optionalText("filterSuffix")];
    const rules: FilterRule[] = [
        ...(prefix === undefined ? [] : [{ Name: "prefix" as const, Value: prefix }]),
        ...(suffix === undefined ? [] : [{ Name: "suffix" as const, Value: suffix }]),
    ];
    return rules.length === 0 ? {} : { Filter: { Key: { FilterRules: rules } } };
}

const notification: TypeHandler = {
    async create({ inputs, connection, call }) {
        const name = inputs.text("bucket");
        const common = (target: Inputs) => ({
            Id: target.optionalText("id"),
            Events: eventsOf(target),
            ...filterOf(target),
        });
        const configuration = {
            ...(inputs.flag("eventbridge") && { EventBridgeConfiguration: {} }),
            QueueConfigurations: inputs
                .sections("queues")
                .map((queue) => ({ QueueArn: queue.text("queueArn"), ...common(queue) })),
            TopicConfigurations: inputs
                .sections("topics")
                .map((topic) => ({ TopicArn: topic.text("topicArn"), ...common(topic) })),
            LambdaFunctionConfigurations: inputs
                .sections("lambdaFunctions")
                .map((target) => ({ LambdaFunctionArn: target.text("lambdaFunctionArn"), ...common(target) })),
        };
        await call("PutBucketNotificationConfiguration", () =>
            s3(connection).send(
                new PutBucketNotificationConfigurationCommand({
                    Bucket: name,
                    NotificationConfiguration: configuration,
                }),
            ),
        );
        return { id: name, outputs: {} };
    },
    async verify({ inputs, connection, call, expect }, { id }) {
        const found = await call("GetBucketNotificationConfiguration", () =>
            s3(connection).send(new GetBucketNotificationConfigurationCommand({ Bucket: id })),
        );
        const arns = (key: string, arn: string) => inputs.sections(key).map((target) => target.text(arn));
        expect("event bridge", inputs.flag("eventbridge"), found.EventBridgeConfiguration !== undefined);
        expect(
            "notified queues",
            arns("queues", "queueArn"),
            found.QueueConfigurations?.map((one) => one.QueueArn) ?? [],
        );
        expect(
            "notified topics",
            arns("topics", "topicArn"),
            found.TopicConfigurations?.map((one) => one.TopicArn) ?? [],
        );
        expect(
            "notified functions",
            arns("lambdaFunctions", "lambdaFunctionArn"),
            found.LambdaFunctionConfigurations?.map((one) => one.LambdaFunctionArn) ?? [],
        );
    },
};

function replicationRule(rule: Inputs): ReplicationRule {
    const destination = rule.section("destination");
    const key = destination.optionalSection("encryptionConfiguration")?.optionalText("replicaKmsKeyId");
    const markers = rule.optionalSection("deleteMarkerReplication");
    const encrypted = rule.optionalSection("sourceSelectionCriteria")?.optionalSection("sseKmsEncryptedObjects");
    return {
        ID: rule.optionalText("id"),
        Priority: rule.optionalNumber("priority"),
        Status: rule.oneOf("status", ReplicationRuleStatus),
        Filter: { Prefix: rule.optionalSection("filter")?.optionalText("prefix") ?? "" },
        Destination: {
            Bucket: destination.text("bucket"),
            StorageClass: destination.optionalOneOf("storageClass", StorageClass),
            ...(key !== undefined && { EncryptionConfiguration: { ReplicaKmsKeyID: key } }),
        },
        DeleteMarkerReplication: { Status: markers?.oneOf("status", DeleteMarkerReplicationStatus) ?? "Disabled" },
        ...(encrypted && {
            SourceSelectionCriteria: {
                SseKmsEncryptedObjects: { Status: encrypted.oneOf("status", SseKmsEncryptedObjectsStatus) },
            },
        }),
    };
}

const replication: TypeHandler = {
    async create({ inputs, connection, call }) {
        const name = inputs.text("bucket");
        const configuration = { Role: inputs.text("role"), Rules: inputs.sections("rules").map(replicationRule) };
        await call("PutBucketReplication", () =>
            s3(connection).send(
                new PutBucketReplicationCommand({ Bucket: name, ReplicationConfiguration: configuration }),
            ),
        );
        return { id: name, outputs: {} };
    },
    async verify({ inputs, connection, call, expect }, { id }) {
        const found = await call("GetBucketReplication", () =>
            s3(connection).send(new GetBucketReplicationCommand({ Bucket: id })),
        );
        const wanted = inputs.sections("rules").map((rule) => rule.section("destination").text("bucket"));
        const got = found.ReplicationConfiguration?.Rules?.map((rule) => rule.Destination?.Bucket);
        expect("the destinations of replication", wanted, got);
    },
};

export const s3EventHandlers: HandlerTable = {
    "aws:s3/bucketNotification:BucketNotification": notification,
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": replication,
};
