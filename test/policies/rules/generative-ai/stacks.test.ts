import { expect } from "chai";
import { bedrockAgentRoleNotShared } from "../../../../policies/rules/generative-ai/bedrock-agent-role-not-shared";
import { bedrockInvocationLogging } from "../../../../policies/rules/generative-ai/bedrock-invocation-logging";
import { bedrockKbStorePrivate } from "../../../../policies/rules/generative-ai/bedrock-kb-store-private";
import { awaited, judgeStack, type Props, resource, UNKNOWN, violations } from "../../support/judge";

describe("bedrock-agent-role-not-shared", () => {
    const role = resource("aws:iam/role:Role", "shop", { arn: "arn:aws:iam::1:role/shop" });
    const agent = (name: string, arn: string = UNKNOWN, of = [role]) =>
        resource(
            "aws:bedrock/agentAgent:AgentAgent",
            name,
            { agentResourceRoleArn: arn },
            { agentResourceRoleArn: of },
        );
    const shared = ['Role "shop" serves 2 agents: each may do what any of them needs.'];

    it("accepts a role of one agent", () => {
        expect(judgeStack(bedrockAgentRoleNotShared, [role, agent("a")])).to.deep.equal([]);
    });
    it("refuses a role of two, by dependency or by ARN", () => {
        expect(violations(judgeStack(bedrockAgentRoleNotShared, [role, agent("a"), agent("b")]))).to.deep.equal(shared);
        const byArn = (name: string) => agent(name, "arn:aws:iam::1:role/shop", []);
        expect(violations(judgeStack(bedrockAgentRoleNotShared, [role, byArn("a"), byArn("b")]))).to.deep.equal(shared);
    });
    it("waits while an agent may have either of two roles", () => {
        const other = resource("aws:iam/role:Role", "other", { arn: "arn:aws:iam::1:role/other" });
        const verdicts = judgeStack(bedrockAgentRoleNotShared, [
            role,
            other,
            agent("a"),
            agent("b", UNKNOWN, [role, other]),
        ]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["agentResourceRoleArn"]);
    });
});

describe("bedrock-invocation-logging", () => {
    const type = "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration";
    const bucket = resource("aws:s3/bucket:Bucket", "raw", {});
    const configuration = (loggingConfig: object) => resource(type, "logging", { loggingConfig });

    it("is asked of foundation stacks alone", () => {
        expect(judgeStack(bedrockInvocationLogging, [bucket])).to.deep.equal([]);
        expect(violations(judgeStack(bedrockInvocationLogging, [bucket], { stacks: ["test"] }))).to.deep.equal([
            "The stack declares no InvocationLoggingConfiguration.",
        ]);
        const logging = configuration({ cloudwatchConfig: { logGroupName: "models" } });
        expect(judgeStack(bedrockInvocationLogging, [logging], { stacks: ["test"] })).to.deep.equal([]);
    });
    it("names a place for the logs", () => {
        expect(violations(judgeStack(bedrockInvocationLogging, [configuration({})]))).to.deep.equal([
            "loggingConfig names neither cloudwatchConfig nor s3Config: nothing is kept.",
        ]);
    });
    it("names the places that the setting asks for", () => {
        const toGroup = [configuration({ cloudwatchConfig: { logGroupName: "models" } })];
        const refusedFor = (destinations: string) =>
            violations(judgeStack(bedrockInvocationLogging, toGroup, { destinations }));
        expect(refusedFor("cloudwatch")).to.deep.equal([]);
        expect(refusedFor("s3")).to.deep.equal(["loggingConfig names no s3Config."]);
        expect(refusedFor("both")).to.deep.equal(["loggingConfig names not both cloudwatchConfig and s3Config."]);
    });
    it("writes to a log group with a key, by name or by dependency", () => {
        const group = (props: Props) => resource("aws:cloudwatch/logGroup:LogGroup", "models", props);
        const open = group({ name: "models" });
        const refused = ['Log group "models" holds what models are asked and answer, and has no kmsKeyId.'];
        const byName = configuration({ cloudwatchConfig: { logGroupName: "models" } });
        expect(violations(judgeStack(bedrockInvocationLogging, [open, byName]))).to.deep.equal(refused);
        const byDependency = resource(
            type,
            "logging",
            { loggingConfig: { cloudwatchConfig: { logGroupName: UNKNOWN } } },
            { loggingConfig: [open] },
        );
        expect(violations(judgeStack(bedrockInvocationLogging, [open, byDependency]))).to.deep.equal(refused);
        const keyed = group({ name: "models", kmsKeyId: UNKNOWN });
        expect(judgeStack(bedrockInvocationLogging, [keyed, byName])).to.deep.equal([]);
        expect(judgeStack(bedrockInvocationLogging, [group({ name: "other" }), byName])).to.deep.equal([]);
    });
    it("writes to a bucket that encrypts with AWS KMS", () => {
        const logs = resource("aws:s3/bucket:Bucket", "logs", { bucket: "model-logs" });
        const toBucket = configuration({ s3Config: { bucketName: "model-logs" } });
        const encryption = (sseAlgorithm: string) =>
            resource("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "logs", {
                bucket: "model-logs",
                rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
            });
        const refused = ['Bucket "logs" holds what models are asked and answer, and does not encrypt with AWS KMS.'];
        expect(violations(judgeStack(bedrockInvocationLogging, [logs, toBucket]))).to.deep.equal(refused);
        const plain = [logs, toBucket, encryption("AES256")];
        expect(violations(judgeStack(bedrockInvocationLogging, plain))).to.deep.equal(refused);
        expect(judgeStack(bedrockInvocationLogging, [logs, toBucket, encryption("aws:kms")])).to.deep.equal([]);
        expect(judgeStack(bedrockInvocationLogging, [bucket, toBucket])).to.deep.equal([]);
    });
});

describe("bedrock-kb-store-private", () => {
    const arn = "arn:aws:aoss:eu-west-1:1:collection/1";
    const store = resource("aws:opensearch/serverlessCollection:ServerlessCollection", "store", { name: "shop", arn });
    const base = (collectionArn: string = UNKNOWN, of = [store]) =>
        resource(
            "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase",
            "base",
            { storageConfiguration: { opensearchServerlessConfiguration: { collectionArn } } },
            { storageConfiguration: of },
        );
    const network = (policy: unknown, type = "network") =>
        resource("aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy", "network", {
            type,
            policy: typeof policy === "string" ? policy : JSON.stringify(policy),
        });
    const access = (AllowFromPublic: boolean, Resource: readonly string[], ResourceType = "collection") => [
        { Rules: [{ ResourceType, Resource }], AllowFromPublic },
    ];
    const opened = ['Collection "store" holds a knowledge base, and a network policy opens it to the internet.'];

    for (const pattern of ["collection/shop", "collection/sh*", "collection/*"]) {
        it(`refuses a store that ${pattern} opens to the internet`, () => {
            const stack = [store, base(), network(access(true, [pattern]))];
            expect(violations(judgeStack(bedrockKbStorePrivate, stack))).to.deep.equal(opened);
        });
    }
    it("sees the store by its ARN as well", () => {
        const stack = [store, base(arn, []), network(access(true, ["collection/shop"]))];
        expect(violations(judgeStack(bedrockKbStorePrivate, stack))).to.deep.equal(opened);
    });
    it("accepts private access, other collections, dashboards, and stores without a knowledge base", () => {
        for (const policy of [
            access(false, ["collection/shop"]),
            access(true, ["collection/web"]),
            access(true, ["collection/shop"], "dashboard"),
        ]) {
            expect(judgeStack(bedrockKbStorePrivate, [store, base(), network(policy)])).to.deep.equal([]);
        }
        expect(judgeStack(bedrockKbStorePrivate, [store, network(access(true, ["collection/*"]))])).to.deep.equal([]);
        const encryption = network(access(true, ["collection/*"]), "encryption");
        expect(judgeStack(bedrockKbStorePrivate, [store, base(), encryption])).to.deep.equal([]);
    });
    it("waits while the policy is unknown", () => {
        const verdicts = judgeStack(bedrockKbStorePrivate, [store, base(), network(UNKNOWN)]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["policy"]);
    });
});
