import type * as aws from "@pulumi/aws";
import { Malformed, parsePolicy } from "../../lib/policy-document";
import { type Resource, resourceRule } from "../../lib/rule";
import { deniesPlainText } from "../../lib/tls-denial";
import { types } from "../../lib/tokens";
import { isUnknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const topicPolicies: readonly string[] = types.topicPolicy;

export const queueTopicTlsOnly = resourceRule({
    name: "queue-topic-tls-only",
    group: "encryption-in-transit",
    description: "Policies of SQS queues and SNS topics deny requests without TLS.",
    severity: "medium",
    anchors: { cdkNag: ["AwsSolutions-SQS4", "AwsSolutions-SNS3"] },
    remediationSteps:
        'Add a statement with Effect Deny, Principal "*", Action "sqs:*" (for a topic "sns:Publish"), and the one condition Bool aws:SecureTransport "false".',
    url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
    types: [...types.queuePolicy, ...types.topicPolicy],
    judge: ({ type, props }: Resource<Pick<aws.sqs.QueuePolicyArgs, "policy">>) => {
        const action = topicPolicies.includes(type) ? "sns:Publish" : "sqs:*";
        const document = parsePolicy(props.get("policy"), "policy");
        const denied =
            document === undefined || document instanceof Malformed
                ? false
                : isUnknown(document)
                  ? document
                  : deniesPlainText(document.statements, { action, resources: [] });
        return check(denied, `No statement denies ${action} to everybody for requests without TLS.`);
    },
});
