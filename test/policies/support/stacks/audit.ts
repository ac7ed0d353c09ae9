import { resource } from "../judge";
import type { CompliantStack } from "./stack";

const acl = "aws:wafv2/webAcl:WebAcl";
const aclLogging = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const bucket = "aws:s3/bucket:Bucket";
const bucketLogging = "aws:s3/bucketLogging:BucketLogging";
const distribution = "aws:cloudfront/distribution:Distribution";
const flowLog = "aws:ec2/flowLog:FlowLog";
const groupPolicy = "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy";
const instance = "aws:connect/instance:Instance";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const queryLog = "aws:route53/queryLog:QueryLog";
const storage = "aws:connect/instanceStorageConfig:InstanceStorageConfig";
const subscription = "aws:sns/topicSubscription:TopicSubscription";
const topic = "aws:sns/topic:Topic";
const topicPolicy = "aws:sns/dataProtectionPolicy:DataProtectionPolicy";
const trail = "aws:cloudtrail/trail:Trail";
const vpc = "aws:ec2/vpc:Vpc";
const zone = "aws:route53/zone:Zone";

const kept = ["CALL_RECORDINGS", "CHAT_TRANSCRIPTS", "SCHEDULED_REPORTS", "CONTACT_TRACE_RECORDS"];

export const audit: CompliantStack = {
    types: [
        ...[acl, aclLogging, alarm, bucket, bucketLogging, distribution, flowLog, groupPolicy, instance, logGroup],
        ...[queryLog, storage, subscription, topic, topicPolicy, trail, vpc, zone],
    ],
    build: (props) => {
        const raw = resource(bucket, "raw", props(bucket));
        const network = resource(vpc, "network", props(vpc));
        const shop = resource(acl, "shop", props(acl));
        const contactCenter = resource(instance, "center", props(instance));
        const group = resource(logGroup, "shop", props(logGroup));
        const alarms = resource(topic, "alarms", props(topic));
        const site = resource(zone, "site", props(zone));
        return [
            raw,
            resource(bucketLogging, "raw", props(bucketLogging), { bucket: [raw] }),
            resource(trail, "trail", props(trail), { eventSelectors: [raw] }),
            network,
            resource(flowLog, "network", props(flowLog), { vpcId: [network] }),
            resource(distribution, "shop", props(distribution)),
            shop,
            resource(aclLogging, "shop", props(aclLogging), { resourceArn: [shop] }),
            contactCenter,
            ...kept.map((resourceType) => {
                const given = props(storage);
                const own = given.resourceType === "CALL_RECORDINGS" ? { ...given, resourceType } : given;
                return resource(storage, resourceType, own, { instanceId: [contactCenter] });
            }),
            group,
            resource(groupPolicy, "shop", props(groupPolicy), { logGroupName: [group] }),
            alarms,
            resource(topicPolicy, "alarms", props(topicPolicy), { arn: [alarms] }),
            resource(subscription, "failures", props(subscription), { topic: [alarms] }),
            site,
            resource(queryLog, "site", props(queryLog), { zoneId: [site] }),
            resource(alarm, "errors", props(alarm)),
        ];
    },
};
