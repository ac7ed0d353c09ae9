import type * as aws from "@pulumi/aws";
import { addStatements } from "../../lib/add-statements";
import { Malformed, type PolicyDocument, parsePolicy } from "../../lib/policy-document";
import type { Remedy } from "../../lib/remedy";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { deniesPlainText, plainTextDenial } from "../../lib/tls-denial";
import { types } from "../../lib/tokens";
import { type Field, isUnknown } from "../../lib/truth";

const topicPolicies: readonly string[] = types.topicPolicy;

export const queueTopicTlsOnly = requirementRule({
    name: "queue-topic-tls-only",
    group: "encryption-in-transit",
    description: "Policies of SQS queues and SNS topics deny requests without TLS.",
    severity: "medium",
    anchors: { cdkNag: ["AwsSolutions-SQS4", "AwsSolutions-SNS3"] },
    remediationSteps:
        'Add a statement with Effect Deny, Principal "*", Action "sqs:*" (for a topic "sns:Publish"), and the one condition Bool aws:SecureTransport "false".',
    url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
    types: [...types.queuePolicy, ...types.topicPolicy],
    requires: ({ type, props }: Resource<Pick<aws.sqs.QueuePolicyArgs, "policy">>) => {
        const action = topicPolicies.includes(type) ? "sns:Publish" : "sqs:*";
        const policy = props.get("policy");
        const document = parsePolicy(policy, "policy");
        if (document === undefined || document instanceof Malformed) {
            return [{ kept: false, otherwise: open(action) }];
        }
        return [
            {
                kept: isUnknown(document) ? document : deniesPlainText(document.statements, { action, resources: [] }),
                otherwise: open(action),
                remedy: isUnknown(document) ? {} : denial(policy, document, action),
            },
        ];
    },
});

const open = (action: string) => `No statement denies ${action} to everybody for requests without TLS.`;

/** The denial is for what the policy is about already: the queue or the topic, as its first statement names it. */
function denial(policy: Field<unknown>, { statements }: PolicyDocument, action: string): Remedy {
    const resources = (statements[0]?.resources ?? []).filter((each) => typeof each === "string");
    return resources.length === 0 ? {} : addStatements(policy, "policy", [plainTextDenial(action, resources)]);
}
