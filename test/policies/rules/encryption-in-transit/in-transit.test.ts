import { glueConnectionSsl } from "../../../../policies/rules/encryption-in-transit/glue-connection-ssl";
import { queueTopicTlsOnly } from "../../../../policies/rules/encryption-in-transit/queue-topic-tls-only";
import { snsSubscriptionHttps } from "../../../../policies/rules/encryption-in-transit/sns-subscription-https";
import { privatePolicy } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const noSsl = "JDBC_ENFORCE_SSL is not true.";

describeRule({
    rule: glueConnectionSsl,
    type: "aws:glue/connection:Connection",
    refuses: [
        {
            when: "a JDBC connection that may fall back to plain text",
            set: { "connectionProperties.JDBC_ENFORCE_SSL": "false" },
            says: [noSsl],
        },
        {
            when: "a JDBC connection at its default",
            set: { "connectionProperties.JDBC_ENFORCE_SSL": undefined },
            says: [noSsl],
        },
        {
            when: "Kafka in plain text",
            set: { connectionType: "KAFKA", "connectionProperties.KAFKA_SSL_ENABLED": "false" },
            says: ["KAFKA_SSL_ENABLED is false."],
        },
        {
            when: "a password in the properties",
            set: { "connectionProperties.PASSWORD": "hunter2" },
            says: ["The password stands in connectionProperties: name a secret by SECRET_ID."],
        },
    ],
    accepts: [
        { when: "SSL spelled as a boolean", set: { "connectionProperties.JDBC_ENFORCE_SSL": true } },
        { when: "Kafka at its default, which is TLS", set: { connectionType: "KAFKA" } },
        {
            when: "a network connection, which carries no data of its own",
            set: { connectionType: "NETWORK", connectionProperties: undefined },
        },
    ],
    defersOn: ["connectionProperties", "connectionProperties.JDBC_ENFORCE_SSL"],
    mends: [
        { when: "a JDBC connection at its default", set: { "connectionProperties.JDBC_ENFORCE_SSL": undefined } },
        {
            when: "Kafka in plain text",
            set: { connectionType: "KAFKA", "connectionProperties.KAFKA_SSL_ENABLED": "false" },
        },
    ],
    leaves: [
        { when: "a password in the properties", set: { "connectionProperties.PASSWORD": "hunter2" } },
        {
            when: "a connection of unknown type",
            set: { connectionType: UNKNOWN, "connectionProperties.JDBC_ENFORCE_SSL": undefined },
        },
    ],
});

describeRule({
    rule: snsSubscriptionHttps,
    type: "aws:sns/topicSubscription:TopicSubscription",
    refuses: [
        { when: "plain HTTP", set: { protocol: "http" }, says: ["protocol is http: messages travel in plain text."] },
    ],
    accepts: [{ when: "a queue", set: { protocol: "sqs" } }],
    defersOn: ["protocol"],
});

for (const [type, action] of [
    ["aws:sqs/queuePolicy:QueuePolicy", "sqs:*"],
    ["aws:sns/topicPolicy:TopicPolicy", "sns:Publish"],
] as const) {
    const says = [`No statement denies ${action} to everybody for requests without TLS.`];
    const policy = privatePolicy("sqs:SendMessage", action, "*");
    const [reader, denial] = policy.Statement;
    describeRule({
        rule: queueTopicTlsOnly,
        type,
        refuses: [
            { when: "a policy without a denial", set: { policy: { Statement: [reader] } }, says },
            { when: "a denial of something else", set: { policy: { Statement: { ...denial, Action: "s3:*" } } }, says },
            {
                when: "a denial for some principals only",
                set: { policy: { Statement: { ...denial, Principal: reader?.Principal } } },
                says,
            },
            { when: "text that is not a policy", set: { policy: "nonsense" }, says },
        ],
        accepts: [
            { when: "a denial of everything", set: { policy: { Statement: { ...denial, Action: "*" } } } },
            { when: "a policy given as an object", set: { policy } },
        ],
        defersOn: ["policy"],
        mends: [
            { when: "a policy without a denial", set: { policy: { Statement: [reader] } } },
            { when: "a policy in text", set: { policy: JSON.stringify({ Statement: reader }) } },
        ],
        leaves: [
            { when: "text that is not a policy", set: { policy: "nonsense" } },
            { when: "a policy that names no resource", set: { policy: { Statement: [] } } },
            { when: "an object with a lone statement", set: { policy: { Statement: reader } } },
            { when: "a policy with an unknown statement", set: { policy: { Statement: [reader, UNKNOWN] } } },
        ],
    });
}
