import { expect } from "chai";
import { Guardrail } from "../../../components/assistant/guardrail";
import { ShoppingAgent } from "../../../components/assistant/shopping-agent";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { document, statement } from "../contact/policy";
import { refusalOf } from "../refusal";
import { GUARDRAIL, goodAgent, key, shoppingAgent } from "./assistant-fixture";

const AGENT = "aws:bedrock/agentAgent:AgentAgent";
const ACTION_GROUP = "aws:bedrock/agentAgentActionGroup:AgentAgentActionGroup";
const KNOWLEDGE = "aws:bedrock/agentAgentKnowledgeBaseAssociation:AgentAgentKnowledgeBaseAssociation";
const ALIAS = "aws:bedrock/agentAgentAlias:AgentAgentAlias";
const INVOCATION = "aws:lambda/invocation:Invocation";
const PERMISSION = "aws:lambda/permission:Permission";

describe("ShoppingAgent", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await shoppingAgent();
    });

    describe("its role", () => {
        it("is assumed by Bedrock for this account's agents alone", () => {
            const [trust, ...others] = document(standard.named("shop-role").inputs.assumeRolePolicy).Statement;
            expect(others).to.deep.equal([]);
            expect(trust?.Condition).to.deep.equal({
                StringEquals: { "aws:SourceAccount": "111122223333" },
                ArnLike: { "aws:SourceArn": "arn:aws:bedrock:eu-west-1:111122223333:agent/*" },
            });
        });

        it("calls one model through its profile, one guardrail, one knowledge base, and its key", () => {
            const policy = standard.named("shop-role-policy");
            expect(document(policy.inputs.policy).Statement.map(({ Sid }) => Sid)).to.deep.equal([
                "InvokeProfile",
                "InvokeModel",
                "ApplyGuardrail",
                "ReadGuardrail",
                "SearchKnowledge",
                "UseAgentKey",
            ]);
            expect(statement(policy, "InvokeProfile").Resource).to.equal(
                "arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-6",
            );
            expect(JSON.stringify(statement(policy, "InvokeModel").Resource)).not.to.include("*");
            expect(statement(policy, "ApplyGuardrail").Resource).to.equal(GUARDRAIL.arn);
        });
    });

    it("answers behind the guardrail's numbered version, under its own key", () => {
        expect(standard.one(AGENT).inputs).to.deep.include({
            guardrailConfigurations: [{ guardrailIdentifier: "abcdefghijkl", guardrailVersion: "3" }],
            customerEncryptionKeyArn: key(String(standard.one("aws:kms/key:Key").id)),
            prepareAgent: false,
            skipResourceInUseCheck: true,
            idleSessionTtlInSeconds: 1800,
        });
    });

    it("has the instruction and the tools that were built with it", async () => {
        const { one } = await shoppingAgent({ instruction: undefined });
        expect(String(one(AGENT).inputs.instruction)).to.have.length.within(40, 20_000);
        const schema = one(ACTION_GROUP, "shop-tools").inputs.apiSchema as { payload: string };
        expect(Object.keys(JSON.parse(schema.payload).paths)).to.have.length(11);
    });

    describe("its parts", () => {
        it("come one after the other, and none prepares the agent", () => {
            const chain = [
                standard.one(AGENT),
                standard.one(ACTION_GROUP, "shop-tools"),
                standard.one(ACTION_GROUP, "shop-user-input"),
                standard.one(KNOWLEDGE),
                standard.one(INVOCATION),
                standard.one(ALIAS),
            ];
            for (const [index, part] of chain.slice(1).entries()) {
                expect(part.dependencies, part.name).to.include(chain[index]?.urn);
            }
            for (const group of standard.byType(ACTION_GROUP)) expect(group.inputs.prepareAgent).to.equal(false);
        });

        it("have a group for questions back that is a name and a signature", () => {
            const { agentId, ...inputs } = standard.one(ACTION_GROUP, "shop-user-input").inputs;
            expect(agentId).to.equal(standard.one(AGENT).outputs.agentId);
            expect(inputs).to.deep.equal({
                agentVersion: "DRAFT",
                actionGroupName: "UserInputAction",
                parentActionGroupSignature: "AMAZON.UserInput",
                prepareAgent: false,
                skipResourceInUseCheck: true,
            });
        });

        it("let this one agent call the tools", () => {
            expect(standard.one(PERMISSION).inputs).to.deep.include({
                principal: "bedrock.amazonaws.com",
                sourceArn: standard.one(AGENT).outputs.agentArn,
                sourceAccount: "111122223333",
            });
            expect(standard.one(INVOCATION).dependencies).to.include(standard.one(PERMISSION).urn);
        });
    });

    describe("its preparation", () => {
        it("happens once for each content, after everything is there", () => {
            const { inputs, dependencies } = standard.one(INVOCATION);
            expect(JSON.parse(String(inputs.input))).to.deep.equal({
                agent_id: standard.one(AGENT).outputs.agentId,
                guardrail: { id: "abcdefghijkl", version: "3" },
                keep_versions: 5,
            });
            expect(inputs.triggers)
                .to.have.property("content")
                .that.matches(/^[0-9a-f]{12}$/);
            expect(dependencies).to.include(standard.named("shop-prepare-function-role-policy").urn);
        });

        it("may touch this agent alone, and pass on the agent's role to Bedrock alone", () => {
            const policy = standard.named("shop-prepare-function-role-policy");
            expect(statement(policy, "PrepareAgent").Resource).to.equal(standard.one(AGENT).outputs.agentArn);
            expect(statement(policy, "KeepAgentRole")).to.deep.include({
                Resource: standard.named("shop-role").outputs.arn,
                Condition: { StringEquals: { "iam:PassedToService": "bedrock.amazonaws.com" } },
            });
        });
    });

    describe("its alias", () => {
        it("keeps its name and follows the content", async () => {
            const others = [
                await shoppingAgent({ instruction: `${goodAgent.instruction} Be kind.` }),
                await shoppingAgent({ guardrail: { ...GUARDRAIL, version: "4" } }),
                await shoppingAgent({ model: "amazon.nova-pro-v1:0" }),
            ];
            const aliases = [standard, ...others].map(({ one }) => one(ALIAS).inputs);
            expect(new Set(aliases.map(({ description }) => description)).size).to.equal(4);
            expect(new Set(aliases.map(({ agentAliasName }) => agentAliasName))).to.deep.equal(new Set(["live"]));
        });

        it("stays where it is when nothing of the content changed", async () => {
            const again = await shoppingAgent({ tags: { Team: "other" }, toolFunction: { memoryMegabytes: 1024 } });
            expect(again.one(ALIAS).inputs.description).to.equal(standard.one(ALIAS).inputs.description);
        });
    });

    it("runs its tools with the least rights: no product and no order is written", () => {
        const policy = standard.named("shop-tools-function-role-policy");
        expect(statement(policy, "ReadProducts").Action).to.deep.equal(["dynamodb:BatchGetItem", "dynamodb:Scan"]);
        expect(statement(policy, "CartsAndQuotes").Action).to.deep.equal(["dynamodb:GetItem", "dynamodb:PutItem"]);
        expect(statement(policy, "UseTableKeys").Resource).to.deep.equal([key("catalogue"), key("orders")]);
        expect(document(policy.inputs.policy).Statement.map(({ Sid }) => Sid)).not.to.include("StartChat");
        expect(standard.named("shop-tools-function").inputs.environment).to.deep.equal({
            variables: {
                PRODUCTS_TABLE: "products",
                ORDERS_TABLE: "orders",
                CONVERSATIONS_TABLE: "conversations",
                KNOWLEDGE_BASE_ID: "KB00000001",
                PRODUCT_DATA_SOURCE_ID: "DS00000001",
                POLICY_DATA_SOURCE_ID: "DS00000002",
                SHOP_POLICY: "{}",
            },
        });
    });

    it("starts chats in the one instance and flow that were named", async () => {
        const { named } = await shoppingAgent({ handOver: { instanceId: "i-1", contactFlowId: "f-1" } });
        const instance = "arn:aws:connect:eu-west-1:111122223333:instance/i-1";
        expect(statement(named("shop-tools-function-role-policy"), "StartChat").Resource).to.deep.equal([
            instance,
            `${instance}/contact-flow/f-1`,
            `${instance}/contact/*`,
        ]);
    });

    it("can be previewed before agent and guardrail exist", async () => {
        const preview = await evaluateProgram(
            () => {
                const safety = new Guardrail("safety");
                const { guardrailId: id, guardrailArn: arn, version, keyArn } = safety;
                new ShoppingAgent("shop", { ...goodAgent, guardrail: { id, arn, version, keyArn } });
            },
            { preview: true },
        );
        expect(preview.byType(ALIAS)).to.have.length(1);
    });

    it("refuses a retired model and all other wrong values at once", async () => {
        const message = await refusalOf(
            () =>
                void new ShoppingAgent("shop", {
                    ...goodAgent,
                    model: "us.anthropic.claude-3-7-sonnet-20250219-v1:0",
                    instruction: "Sell.",
                    guardrail: { ...GUARDRAIL, version: "DRAFT" },
                    aliasName: "a--b",
                    keepVersions: 0,
                }),
        );
        for (const part of ["since 2026-04-28", "instruction has 5", '"DRAFT"', '"a--b"', "keepVersions is 0"]) {
            expect(message).to.include(part);
        }
    });
});
