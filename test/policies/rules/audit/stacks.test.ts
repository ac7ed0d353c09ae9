import { expect } from "chai";
import { connectStorageComplete } from "../../../../policies/rules/audit/connect-storage-complete";
import { logDataProtection } from "../../../../policies/rules/audit/log-data-protection";
import { route53QueryLogging } from "../../../../policies/rules/audit/route53-query-logging";
import { snsDeliveryLogging } from "../../../../policies/rules/audit/sns-delivery-logging";
import { vpcFlowLogs } from "../../../../policies/rules/audit/vpc-flow-logs";
import { roleArn } from "../../support/compliant";
import { awaited, judgeStack, type Props, remediate, resource, UNKNOWN, violations } from "../../support/judge";

describe("vpc-flow-logs", () => {
    const vpc = resource("aws:ec2/vpc:Vpc", "net", { id: "vpc-1" });
    const other = resource(vpc.type, "other", { id: "vpc-2" });
    const log = (props: Props = {}, from = [vpc], name = "log") =>
        resource("aws:ec2/flowLog:FlowLog", name, { vpcId: "vpc-1", trafficType: "ALL", ...props }, { vpcId: from });
    const refused = ['VPC "net" has no flow log that records all traffic.'];

    it("refuses a VPC without a flow log, with one of a subnet, and with one of another VPC", () => {
        const subnet = log({ vpcId: undefined, subnetId: "subnet-1" }, []);
        for (const resources of [[vpc], [vpc, subnet], [vpc, log({ vpcId: "vpc-2" }, [])]]) {
            expect(violations(judgeStack(vpcFlowLogs, resources))).to.deep.equal(refused);
        }
    });
    it("accepts a flow log, by dependency or by id", () => {
        expect(judgeStack(vpcFlowLogs, [vpc, log({ vpcId: UNKNOWN })])).to.deep.equal([]);
        expect(judgeStack(vpcFlowLogs, [vpc, log({}, [])])).to.deep.equal([]);
    });
    it("refuses a part of the traffic, unless the setting is content with it, and accepts both parts", () => {
        const rejected = log({ trafficType: "REJECT" });
        const accepted = log({ trafficType: "ACCEPT" }, [vpc], "second");
        expect(violations(judgeStack(vpcFlowLogs, [vpc, rejected]))).to.deep.equal(refused);
        expect(judgeStack(vpcFlowLogs, [vpc, rejected, accepted])).to.deep.equal([]);
        const settings = { trafficType: "REJECT" };
        expect(judgeStack(vpcFlowLogs, [vpc, rejected], settings)).to.deep.equal([]);
        expect(violations(judgeStack(vpcFlowLogs, [vpc, accepted], settings))).to.deep.equal([
            'VPC "net" has no flow log that records rejected traffic.',
        ]);
    });
    it("waits while a log may be of either VPC, and while its kind of traffic is unknown", () => {
        const either = judgeStack(vpcFlowLogs, [vpc, other, log({ vpcId: UNKNOWN }, [vpc, other])]);
        expect(violations(either)).to.deep.equal([]);
        expect(awaited(either)).to.deep.equal(["vpcId", "vpcId"]);
        expect(awaited(judgeStack(vpcFlowLogs, [vpc, log({ trafficType: UNKNOWN })]))).to.deep.equal(["trafficType"]);
    });
    it("asks nothing where flow logs are declared elsewhere", () => {
        expect(judgeStack(vpcFlowLogs, [vpc], { managedElsewhere: true })).to.deep.equal([]);
    });
});

describe("log-data-protection", () => {
    const tags = { pii: "true" };
    const group = resource("aws:cloudwatch/logGroup:LogGroup", "chats", { name: "/chats", tags });
    const topic = resource("aws:sns/topic:Topic", "chats", { arn: "arn:aws:sns:us-east-1:1:chats", tags });
    const groupPolicy = (logGroupName: string, from = [group]) =>
        resource(
            "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy",
            "chats",
            { logGroupName, policyDocument: "{}" },
            { logGroupName: from },
        );
    const topicPolicy = (arn: string, from = [topic]) =>
        resource("aws:sns/dataProtectionPolicy:DataProtectionPolicy", "chats", { arn, policy: "{}" }, { arn: from });
    const ofGroup = 'Log group "chats" may hold personal data, and has no data protection policy.';
    const ofTopic = 'Topic "chats" may hold personal data, and has no data protection policy.';

    it("refuses groups and topics with the tag that have no policy", () => {
        expect(violations(judgeStack(logDataProtection, [group, topic]))).to.deep.equal([ofGroup, ofTopic]);
    });
    it("accepts those with one, by dependency or by name", () => {
        const computed = [group, topic, groupPolicy(UNKNOWN), topicPolicy(UNKNOWN)];
        expect(judgeStack(logDataProtection, computed)).to.deep.equal([]);
        const literal = [group, topic, groupPolicy("/chats", []), topicPolicy("arn:aws:sns:us-east-1:1:chats", [])];
        expect(judgeStack(logDataProtection, literal)).to.deep.equal([]);
    });
    it("refuses a group where another one has a policy", () => {
        expect(violations(judgeStack(logDataProtection, [group, groupPolicy("/other", [])]))).to.deep.equal([ofGroup]);
    });
    it("waits while a policy may be of either of two groups, and while a tag is unknown", () => {
        const second = resource(group.type, "second", { name: "/second", tags });
        const verdicts = judgeStack(logDataProtection, [group, second, groupPolicy(UNKNOWN, [group, second])]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["logGroupName", "logGroupName"]);
        const tagged = resource(group.type, "chats", { tags: { pii: UNKNOWN } });
        expect(awaited(judgeStack(logDataProtection, [tagged]))).to.deep.equal(["tags.pii"]);
    });
    it("asks nothing of what has another tag, of FIFO topics, and without a tag in the setting", () => {
        const untagged = resource(group.type, "other", { tags: { pii: "false" } });
        const fifo = resource(topic.type, "fifo", { tags, fifoTopic: true });
        expect(judgeStack(logDataProtection, [untagged, fifo])).to.deep.equal([]);
        expect(judgeStack(logDataProtection, [group], { tag: "" })).to.deep.equal([]);
    });
    it("takes the tag from the setting, with a value or with any", () => {
        const named = resource(group.type, "chats", { tags: { data: "personal" } });
        expect(violations(judgeStack(logDataProtection, [named], { tag: "data" }))).to.deep.equal([ofGroup]);
        expect(violations(judgeStack(logDataProtection, [named], { tag: "data=personal" }))).to.deep.equal([ofGroup]);
        expect(judgeStack(logDataProtection, [named], { tag: "data=open" })).to.deep.equal([]);
    });
});

describe("connect-storage-complete", () => {
    const instance = resource("aws:connect/instance:Instance", "center", { id: "i-1", arn: "arn:aws:connect:::i-1" });
    const storage = (resourceType: string, instanceId = "i-1", from = [instance]) =>
        resource(
            "aws:connect/instanceStorageConfig:InstanceStorageConfig",
            resourceType,
            { instanceId, resourceType },
            { instanceId: from },
        );
    const lacks = (resourceType: string) => `Instance "center" has no storage for ${resourceType}.`;
    const settings = { resourceTypes: ["CALL_RECORDINGS"] };

    it("refuses an instance that lacks storage, a message for each kind", () => {
        const resources = [instance, storage("CALL_RECORDINGS"), storage("SCHEDULED_REPORTS")];
        expect(violations(judgeStack(connectStorageComplete, resources))).to.deep.equal([
            lacks("CHAT_TRANSCRIPTS"),
            lacks("CONTACT_TRACE_RECORDS"),
        ]);
    });
    it("accepts storage by dependency or by id", () => {
        for (const config of [storage("CALL_RECORDINGS", UNKNOWN), storage("CALL_RECORDINGS", "i-1", [])]) {
            expect(judgeStack(connectStorageComplete, [instance, config], settings)).to.deep.equal([]);
        }
    });
    it("refuses an instance where another one has storage", () => {
        const elsewhere = storage("CALL_RECORDINGS", "i-2", []);
        expect(violations(judgeStack(connectStorageComplete, [instance, elsewhere], settings))).to.deep.equal([
            lacks("CALL_RECORDINGS"),
        ]);
    });
    it("waits for an unknown kind, and while storage may be of either of two instances", () => {
        const verdicts = judgeStack(connectStorageComplete, [instance, storage(UNKNOWN)], settings);
        expect(awaited(verdicts)).to.deep.equal(["resourceType"]);
        const second = resource(instance.type, "second", { id: "i-2" });
        const either = storage("CALL_RECORDINGS", UNKNOWN, [instance, second]);
        expect(awaited(judgeStack(connectStorageComplete, [instance, second, either], settings))).to.deep.equal([
            "instanceId",
            "instanceId",
        ]);
    });
    it("asks nothing where storage is configured elsewhere", () => {
        expect(judgeStack(connectStorageComplete, [instance], { managedElsewhere: true })).to.deep.equal([]);
    });
});

describe("route53-query-logging", () => {
    const zone = resource("aws:route53/zone:Zone", "site", { zoneId: "Z1" });
    const log = (zoneId: string, from = [zone]) =>
        resource("aws:route53/queryLog:QueryLog", "site", { zoneId }, { zoneId: from });
    const refused = ['Hosted zone "site" does not log its queries.'];

    it("refuses a public zone without a log, and one where another zone has it", () => {
        expect(violations(judgeStack(route53QueryLogging, [zone]))).to.deep.equal(refused);
        expect(violations(judgeStack(route53QueryLogging, [zone, log("Z2", [])]))).to.deep.equal(refused);
    });
    it("accepts a log, by dependency or by id", () => {
        expect(judgeStack(route53QueryLogging, [zone, log(UNKNOWN)])).to.deep.equal([]);
        expect(judgeStack(route53QueryLogging, [zone, log("Z1", [])])).to.deep.equal([]);
    });
    it("accepts a private zone, whatever its VPC, and a log that is declared elsewhere", () => {
        const hidden = resource(zone.type, "inside", { vpcs: [{ vpcId: UNKNOWN }] });
        expect(judgeStack(route53QueryLogging, [hidden])).to.deep.equal([]);
        expect(judgeStack(route53QueryLogging, [zone], { managedElsewhere: true })).to.deep.equal([]);
    });
    it("waits while the log may be of either of two zones", () => {
        const second = resource(zone.type, "second", { zoneId: "Z2" });
        const verdicts = judgeStack(route53QueryLogging, [zone, second, log(UNKNOWN, [zone, second])]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["zoneId", "zoneId"]);
    });
});

describe("sns-delivery-logging", () => {
    const arn = "arn:aws:sns:us-east-1:1:orders";
    const topicWith = (props: Props = {}) => resource("aws:sns/topic:Topic", "orders", { arn, ...props });
    const topic = topicWith();
    const subscription = (protocol: string, props: Props = {}, from = [topic]) =>
        resource(
            "aws:sns/topicSubscription:TopicSubscription",
            protocol,
            { topic: arn, protocol, ...props },
            { topic: from },
        );
    const lacks = (property: string) => [`Topic "orders" has no ${property}: failed deliveries leave no trace.`];

    for (const [protocol, property] of [
        ["sqs", "sqsFailureFeedbackRoleArn"],
        ["lambda", "lambdaFailureFeedbackRoleArn"],
        ["https", "httpFailureFeedbackRoleArn"],
        ["firehose", "firehoseFailureFeedbackRoleArn"],
        ["application", "applicationFailureFeedbackRoleArn"],
    ] as const) {
        it(`asks for the role of ${protocol} where that subscribes`, () => {
            const resources = [topic, subscription(protocol)];
            expect(violations(judgeStack(snsDeliveryLogging, resources))).to.deep.equal(lacks(property));
            const named = topicWith({ [property]: UNKNOWN });
            expect(judgeStack(snsDeliveryLogging, [named, subscription(protocol)])).to.deep.equal([]);
        });
    }
    it("asks nothing where nobody subscribes, where mail does, and where another topic is meant", () => {
        expect(judgeStack(snsDeliveryLogging, [topic])).to.deep.equal([]);
        expect(judgeStack(snsDeliveryLogging, [topic, subscription("email")])).to.deep.equal([]);
        const elsewhere = subscription("sqs", { topic: `${arn}2` }, []);
        expect(judgeStack(snsDeliveryLogging, [topic, elsewhere])).to.deep.equal([]);
    });
    it("sees a subscription by the topic's ARN, too", () => {
        const literal = subscription("sqs", {}, []);
        expect(violations(judgeStack(snsDeliveryLogging, [topic, literal]))).to.deep.equal(
            lacks("sqsFailureFeedbackRoleArn"),
        );
    });
    it("waits while a subscription may be to either of two topics", () => {
        const second = resource(topic.type, "second", { arn: `${arn}2`, sqsFailureFeedbackRoleArn: roleArn });
        const either = subscription("sqs", { topic: UNKNOWN }, [topic, second]);
        const verdicts = judgeStack(snsDeliveryLogging, [topic, second, either]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["topic"]);
    });
    it("names the configured role for every protocol that has none, and changes no subscription", () => {
        const own = { sqsFailureFeedbackRoleArn: "own", lambdaFailureFeedbackRoleArn: UNKNOWN };
        expect(remediate(snsDeliveryLogging, topic.type, own, { roleArn })).to.deep.equal({
            ...own,
            applicationFailureFeedbackRoleArn: roleArn,
            firehoseFailureFeedbackRoleArn: roleArn,
            httpFailureFeedbackRoleArn: roleArn,
        });
        expect(remediate(snsDeliveryLogging, topic.type, {})).to.equal(undefined);
        const { type, props } = subscription("sqs");
        expect(remediate(snsDeliveryLogging, type, { ...props }, { roleArn })).to.equal(undefined);
    });
});
