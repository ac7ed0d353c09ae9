import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "../account";
import { alarmKeyStatement } from "../lake/key-policy";
import { EVERYONE, PolicyEffect, type PolicyStatement, policyJson } from "../lake/policy-document";
import { arnIn } from "../support/arns";
import type { ComponentArgs } from "../support/component-args";
import { serviceKey } from "../support/service-key";

/** Arguments of an AlarmTopic. */
export interface AlarmTopicArgs extends ComponentArgs {
    /** Name of the topic. Default: the component's name. */
    topicName?: string;
    /**
     * ARN of the KMS key that encrypts the messages; its policy must let `cloudwatch.amazonaws.com` use it. Default: a
     * key of its own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Whether the topic's own key may be deleted by a `destroy`; the stack setting `lakefront:allowDeletion` must say
     * so as well. Default: false: it is protected.
     */
    allowDeletion?: boolean;
}

/**
 * An SNS topic that CloudWatch alarms of this account, and nobody else, may publish to: encrypted, and over TLS only.
 * Subscribe people or an incident tool to it.
 */
export class AlarmTopic extends pulumi.ComponentResource {
    /** ARN of the topic, known before the topic exists. */
    readonly topicArn: pulumi.Output<string>;
    /** The topic. */
    readonly topic: aws.sns.Topic;

    constructor(name: string, args: AlarmTopicArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        super("lakefront:index:AlarmTopic", name, args, opts);
        const topicName = args.topicName ?? name;
        const place = placeOf(args, this);
        const topicArn = arnIn(place, "sns", topicName);
        const keyArn = createKey(name, topicName, args, place, this);

        this.topic = new aws.sns.Topic(
            `${name}-topic`,
            { name: topicName, kmsMasterKeyId: keyArn, tags: args.tags },
            { parent: this },
        );
        const policy = new aws.sns.TopicPolicy(
            `${name}-topic-policy`,
            {
                arn: this.topic.arn,
                policy: pulumi
                    .all([place, topicArn])
                    .apply(([at, arn]) => policyJson(topicStatements(at.accountId), [arn])),
            },
            { parent: this },
        );
        this.topicArn = pulumi.all([topicArn, policy.urn]).apply(([arn]) => arn);
        this.registerOutputs({ topicArn: this.topicArn, topic: this.topic });
    }
}

/** Alarms of the account may publish; whoever comes without TLS may not. */
export function topicStatements(accountId: string): PolicyStatement[] {
    return [
        {
            sid: "AlarmsPublish",
            principals: { Service: ["cloudwatch.amazonaws.com"] },
            actions: ["sns:Publish"],
            conditions: { StringEquals: { "aws:SourceAccount": [accountId] } },
        },
        {
            sid: "TlsOnly",
            effect: PolicyEffect.Deny,
            principals: EVERYONE,
            actions: ["sns:Publish"],
            conditions: { Bool: { "aws:SecureTransport": ["false"] } },
        },
    ];
}

function createKey(
    name: string,
    topicName: string,
    args: AlarmTopicArgs,
    place: pulumi.Output<Place>,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    return serviceKey(
        name,
        {
            kmsKeyArn: args.kmsKeyArn,
            alias: topicName,
            description: `Encrypts the messages of the topic ${topicName}`,
            services: place.apply((at) => [alarmKeyStatement(at)]),
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        place,
        parent,
    );
}
