import { kmsKeyArn, ownKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";

/** Schedules call their key by another name than the rest of EventBridge. */
interface Shape {
    readonly kmsKeyArn?: string;
    readonly kmsKeyIdentifier?: string;
}

const schedules: readonly string[] = types.schedulerSchedule;

export const eventbridgeCmk = requirementRule({
    name: "eventbridge-cmk",
    group: "encryption-at-rest",
    description:
        "EventBridge buses, archives, connections, schedules and pipes encrypt what they hold with a KMS key of one's own.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_297"] },
    remediationSteps: "Set kmsKeyIdentifier, or kmsKeyArn on a schedule, to a key of your own.",
    url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html",
    types: [
        ...types.eventBus,
        ...types.eventArchive,
        ...types.eventConnection,
        ...types.schedulerSchedule,
        ...types.pipe,
    ],
    settings: { kmsKeyArn },
    requires: ({ type, props }: Resource<Shape>, { kmsKeyArn }) => [
        ownKey(
            props,
            schedules.includes(type) ? "kmsKeyArn" : "kmsKeyIdentifier",
            kmsKeyArn,
            "content is encrypted with a key that AWS owns.",
        ),
    ],
});
