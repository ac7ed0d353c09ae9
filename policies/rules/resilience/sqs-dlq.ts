import type * as aws from "@pulumi/aws";
import { deadLetterSources, isDeadLetterQueue } from "../../lib/dead-letters";
import { type Resource, stackRule } from "../../lib/rule";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { anyOf, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const redriveOfQueue: Join = {
    from: types.queueRedrivePolicy,
    property: "queueUrl",
    to: types.queue,
    names: ["url", "id"],
};

export const sqsDlq = stackRule({
    name: "sqs-dlq",
    group: "resilience",
    description: "SQS queues hand over messages that nobody could process to another queue.",
    severity: "low",
    anchors: { cdkNag: ["AwsSolutions-SQS3"] },
    remediationSteps: "Set redrivePolicy on the queue, or give it a RedrivePolicy.",
    url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    types: [...types.queueRedrivePolicy, ...deadLetterSources],
    judge: (stack) =>
        stack
            .ofTypes<aws.sqs.QueueArgs>(types.queue)
            .flatMap((queue) =>
                check(
                    anyOf(redrives(queue, stack), isDeadLetterQueue(queue, stack)),
                    `Queue "${queue.name}" has no queue for messages that can't be processed, and is none itself.`,
                    queue.urn,
                ),
            ),
});

function redrives({ urn, props }: Resource<aws.sqs.QueueArgs>, stack: StackGraph): Truth {
    const attached = stack.attachedTo({ urn }, redriveOfQueue);
    return anyOf(props.has("redrivePolicy"), ...attached.map(({ certain }) => certain || new Unknown(["queueUrl"])));
}
