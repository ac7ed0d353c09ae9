import { expect } from "chai";
import { AlarmTopic } from "../../../components/operations/alarm-topic";
import { evaluateProgram } from "../../support/evaluate";
import { document } from "../contact/policy";

const TOPIC = "aws:sns/topic:Topic";
const KEY = "aws:kms/key:Key";
const ARN = "arn:aws:sns:us-east-1:111122223333:acme-alarms";

describe("AlarmTopic", () => {
    it("encrypts with a rotated key of its own, which alarms of the account may use", async () => {
        const { one } = await evaluateProgram(
            () => void new AlarmTopic("alarms", { topicName: "acme-alarms", tags: { Team: "ops" } }),
        );
        expect(one(TOPIC).inputs).to.deep.equal({
            name: "acme-alarms",
            kmsMasterKeyId: one(KEY).outputs.arn,
            tags: { Team: "ops" },
        });
        expect(one(KEY).inputs).to.deep.include({ enableKeyRotation: true, tags: { Team: "ops" } });
        const statements = document(one(KEY).inputs.policy).Statement;
        expect(statements.find(({ Sid }) => Sid === "AlarmsToTopic")?.Condition).to.deep.equal({
            StringEquals: { "aws:SourceAccount": "111122223333" },
        });
    });

    it("lets in alarms of its account, and nobody without TLS", async () => {
        const { one } = await evaluateProgram(() => void new AlarmTopic("alarms", { topicName: "acme-alarms" }));
        const { Statement } = document(one("aws:sns/topicPolicy:TopicPolicy").inputs.policy);
        expect(Statement).to.have.length(2);
        expect(Statement.every(({ Resource }) => Resource === ARN)).to.equal(true);
        expect(Statement[0]).to.deep.include({
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        });
        expect(Statement[1]).to.deep.include({
            Effect: "Deny",
            Principal: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        });
    });

    it("protects its key until both keys of deletion are turned", async () => {
        const protectedKey = async (allowDeletion: boolean, setting: string) => {
            const { one } = await evaluateProgram(() => void new AlarmTopic("alarms", { allowDeletion }), {
                config: { "lakefront:allowDeletion": setting },
            });
            return one(KEY).protect;
        };
        expect(await protectedKey(true, "true")).to.equal(false);
        expect(await protectedKey(true, "false")).to.equal(true);
        expect(await protectedKey(false, "true")).to.equal(true);
    });

    it("makes no key when it is given one", async () => {
        const { byType, one } = await evaluateProgram(
            () => void new AlarmTopic("alarms", { kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1" }),
        );
        expect(byType(KEY)).to.deep.equal([]);
        expect(one(TOPIC).inputs).to.include({
            name: "alarms",
            kmsMasterKeyId: "arn:aws:kms:us-east-1:111122223333:key/1",
        });
    });

    it("makes whoever uses its ARN wait for the topic's policy", async () => {
        const { named, one } = await evaluateProgram(() => {
            const first = new AlarmTopic("first");
            new AlarmTopic("second", { kmsKeyArn: first.topicArn });
        });
        expect(named("second-topic").propertyDependencies.kmsMasterKeyId).to.include(
            one("aws:sns/topicPolicy:TopicPolicy", "first-topic-policy").urn,
        );
    });
});
