import { expect } from "chai";
import { bedrockAgentRoleNotShared } from "../../../../policies/rules/generative-ai/bedrock-agent-role-not-shared";
import { bedrockInvocationLogging } from "../../../../policies/rules/generative-ai/bedrock-invocation-logging";
import { bedrockKbStorePrivate } from "../../../../policies/rules/generative-ai/bedrock-kb-store-private";
import { awaited, judgeStack, resource, UNKNOWN, violations } from "../../support/judge";

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
