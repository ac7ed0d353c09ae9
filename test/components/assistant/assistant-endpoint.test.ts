import { expect } from "chai";
import { AssistantEndpoint } from "../../../components/assistant/assistant-endpoint";
import { AssistantRuntime } from "../../../components/assistant/assistant-endpoint-args";
import { turnLogLine } from "../../../functions/assistant/log";
import type { TurnLog } from "../../../functions/shop/assistant";
import type { TestEvaluation } from "../../support/evaluate";
import { document, statement } from "../contact/policy";
import { refusalOf } from "../refusal";
import { assistantEndpoint, GUARDRAIL, goodEndpoint, key } from "./assistant-fixture";

const ALIAS = "arn:aws:bedrock:eu-west-1:111122223333:agent-alias/AGENT00001/ALIAS00001";
const agent = { id: "AGENT00001", aliasId: "ALIAS00001", aliasArn: ALIAS, keyArn: key("agent") };
const asAgent = { runtime: AssistantRuntime.BedrockAgents, guardrail: undefined, agent };

function variables({ named }: TestEvaluation): Record<string, string> {
    return (named("shop-assistant-function").inputs.environment as { variables: Record<string, string> }).variables;
}

function sids({ named }: TestEvaluation): (string | undefined)[] {
    return document(named("shop-assistant-function-role-policy").inputs.policy).Statement.map(({ Sid }) => Sid);
}

describe("AssistantEndpoint", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await assistantEndpoint();
    });

    it("has an address that takes signed requests alone and answers in a stream", () => {
        const { inputs } = standard.one("aws:lambda/functionUrl:FunctionUrl");
        expect(inputs).to.deep.equal({
            functionName: "shop-assistant",
            authorizationType: "AWS_IAM",
            invokeMode: "RESPONSE_STREAM",
        });
    });

    it("has time for a turn, and alarms", () => {
        expect(standard.named("shop-assistant-function").inputs).to.include({ timeout: 120, memorySize: 512 });
        expect(standard.byType("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name }) => name)).to.deep.equal([
            "shop-assistant-assistant-errors",
            "shop-assistant-assistant-throttles",
            "shop-assistant-failed-turns",
            "shop-assistant-events-not-kept",
        ]);
    });

    it("hears of turns that fail, and of events that aren't kept, by the metrics that the function writes", () => {
        const line: TurnLog = {
            conversation_id: "c",
            turn_id: "t",
            runtime: AssistantRuntime.Converse,
            model_id: "model",
            stop_reason: "error",
            error_code: "model_failed",
            duration_ms: 12,
            model_calls: 1,
            tool_calls: 0,
            failed_tool_calls: 0,
            input_tokens: 3,
            output_tokens: 4,
            corrected_sentences: 0,
            not_kept: ["lake"],
        };
        const written = JSON.parse(turnLogLine(line, variables(standard)));
        const [{ Namespace, Dimensions }] = written._aws.CloudWatchMetrics;
        for (const name of ["failed-turns", "events-not-kept"]) {
            const { namespace, metricName, dimensions, threshold } = standard.named(`shop-assistant-${name}`).inputs;
            expect(namespace).to.equal(Namespace);
            expect([Object.keys(Object(dimensions))]).to.deep.equal(Dimensions);
            expect(written).to.deep.include(dimensions);
            expect(written[String(metricName)]).to.equal(threshold);
        }
    });

    it("keeps as many copies back as it is told", async () => {
        const { named } = await assistantEndpoint({ assistantFunction: { reservedConcurrency: 20 } });
        expect(named("shop-assistant-function").inputs.reservedConcurrentExecutions).to.equal(20);
    });

    describe("with the Converse runtime", () => {
        it("reads what it needs for the loop", () => {
            expect(variables(standard)).to.include({
                ASSISTANT_RUNTIME: "converse",
                MODEL_ID: "eu.anthropic.claude-sonnet-4-6",
                GUARDRAIL_ID: "abcdefghijkl",
                GUARDRAIL_VERSION: "3",
                EVENT_STREAM: "shop-events",
                TOKEN_ISSUER: "https://issuer.example.com/pool",
                TOKEN_AUDIENCE: "client",
                CONVERSATIONS_TABLE: "conversations",
            });
            expect(variables(standard)).not.to.have.any.keys("AGENT_ID", "SHOP_NAME", "PROMPT_CACHE", "TOKEN_JWKS_URI");
        });

        it("may call the model, the guardrail and what the tools need, and no agent", () => {
            expect(sids(standard)).to.include.members([
                "InvokeProfile",
                "ApplyGuardrail",
                "SearchKnowledge",
                "WriteEvents",
            ]);
            expect(sids(standard)).not.to.include("TalkToAgent");
            expect(new Set(sids(standard)).size).to.equal(sids(standard).length);
        });

        it("says what it was told of shop, price and cache", async () => {
            const evaluation = await assistantEndpoint({
                shopName: "Octank",
                promptCache: true,
                modelPrice: { inputMicrosPer1k: 3000, outputMicrosPer1k: 15000 },
            });
            expect(variables(evaluation)).to.include({
                SHOP_NAME: "Octank",
                PROMPT_CACHE: "true",
                MODEL_PRICE_MICROS: '{"input_per_1k":3000,"output_per_1k":15000}',
            });
        });
    });

    describe("with an agent", () => {
        let evaluation: TestEvaluation;
        before(async () => {
            evaluation = await assistantEndpoint(asAgent);
        });

        it("reads which agent it talks to", () => {
            expect(variables(evaluation)).to.include({ AGENT_ID: "AGENT00001", AGENT_ALIAS_ID: "ALIAS00001" });
            expect(variables(evaluation)).not.to.have.any.keys("GUARDRAIL_ID");
        });

        it("may talk to that alias and read what the tools left, and neither call a model nor see products and orders", () => {
            const policy = evaluation.named("shop-assistant-function-role-policy");
            expect(statement(policy, "TalkToAgent")).to.deep.include({
                Action: "bedrock:InvokeAgent",
                Resource: ALIAS,
            });
            expect(sids(evaluation)).not.to.include.oneOf(["InvokeModel", "InvokeProfile", "SearchKnowledge"]);
            const { Statement } = document(policy.inputs.policy);
            const tables = Statement.filter(({ Action }) => JSON.stringify(Action).includes("dynamodb:"));
            expect(new Set(tables.map(({ Resource }) => Resource))).to.deep.equal(
                new Set(["arn:aws:dynamodb:eu-west-1:111122223333:table/conversations"]),
            );
            expect(statement(policy, "UseTableKeys").Resource).to.equal(key("orders"));
        });

        it("is told of no table but that of the conversations", () => {
            expect(variables(evaluation)).to.have.any.keys("CONVERSATIONS_TABLE");
            expect(variables(evaluation)).not.to.have.any.keys("PRODUCTS_TABLE", "ORDERS_TABLE", "KNOWLEDGE_BASE_ID");
        });
    });

    it("can be previewed before anything exists", async () => {
        const preview = await assistantEndpoint({}, { preview: true });
        expect(preview.registrations.length).to.equal(standard.registrations.length);
    });

    it("refuses all wrong values at once", async () => {
        const refused = (changes: Partial<typeof goodEndpoint>) =>
            refusalOf(() => void new AssistantEndpoint("shop-assistant", { ...goodEndpoint, ...changes }));
        expect(await refused({ guardrail: undefined })).to.include("guardrail is missing");
        expect(await refused({ ...asAgent, agent: undefined })).to.include("agent is missing");
        const message = await refused({
            physicalName: "Shop",
            model: "anthropic.claude-3-5-haiku-20241022-v1:0",
            guardrail: { ...GUARDRAIL, version: "DRAFT" },
            tokens: { issuer: "issuer.example.com", audience: "client" },
            modelPrice: { inputMicrosPer1k: -1, outputMicrosPer1k: 0 },
        });
        for (const part of ['physicalName is "Shop"', "since 2026-06-19", '"DRAFT"', "https address", "is -1"]) {
            expect(message).to.include(part);
        }
    });
});
