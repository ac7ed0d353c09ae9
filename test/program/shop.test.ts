import { expect } from "chai";
import { SHOP_POLICY } from "../../local/shop/policy";
import type { TestEvaluation } from "../support/evaluate";
import { stackWithShop } from "./stack";

const tokens = ({ registrations }: TestEvaluation) => new Set(registrations.map(({ type }) => type));
const environmentOf = (evaluation: TestEvaluation, name: string): Record<string, unknown> =>
    Object(Object(evaluation.named(name).inputs.environment).variables);

describe("the shop in the program", () => {
    it("is left out where the stack has none, with everything of the lake in place", async () => {
        const without = await stackWithShop("dev", null);
        expect(
            [...tokens(without)].filter((type) => /dynamodb|bedrock|cognito|apigateway|sesv2/.test(type)),
        ).to.deep.equal([]);
        const tables = without.byType("aws:glue/catalogTable:CatalogTable").map(({ inputs }) => inputs.name);
        expect(tables).to.include.members(["contact_records", "agent_events"]).and.not.include("orders");
        const shopUrns = (evaluation: TestEvaluation) => evaluation.registrations.map(({ urn }) => urn);
        const withShop = new Set(shopUrns(await stackWithShop("dev")));
        const lake = shopUrns(without).filter((urn) => !urn.includes("LakeGrants"));
        expect(lake.filter((urn) => !withShop.has(urn))).to.deep.equal([]);
    });

    it("answers over the Converse API unless the setting says otherwise", async () => {
        const evaluation = await stackWithShop("dev");
        expect(environmentOf(evaluation, "assistant-function")).to.include({ ASSISTANT_RUNTIME: "converse" });
        expect(evaluation.byType("aws:bedrock/agentAgent:AgentAgent")).to.deep.equal([]);
    });

    it("runs behind a Bedrock agent by one setting", async () => {
        const evaluation = await stackWithShop("dev", { runtime: "bedrockAgents" });
        expect(environmentOf(evaluation, "assistant-function")).to.include({ ASSISTANT_RUNTIME: "bedrockAgents" });
        expect(evaluation.byType("aws:bedrock/agentAgent:AgentAgent")).to.have.length(1);
    });

    it("bears as many bad rows and removals in a catalogue file as the settings say in percent", async () => {
        const told = await stackWithShop("dev", { rejectPercent: 2, removalPercent: 29 });
        expect(environmentOf(told, "catalog-sync-function")).to.include({
            REJECT_THRESHOLD: "0.02",
            REMOVAL_THRESHOLD: "0.29",
        });
        expect(environmentOf(await stackWithShop("dev"), "catalog-sync-function")).to.include({
            REMOVAL_THRESHOLD: "0.2",
        });
    });

    it("keeps vectors where the setting says, and the knowledge base the same otherwise", async () => {
        const s3 = await stackWithShop("dev");
        const collection = await stackWithShop("dev", { vectorStore: "openSearchServerless", standbyReplicas: false });
        expect([...tokens(s3)].some((type) => type.includes("serverlessCollection"))).to.equal(false);
        expect([...tokens(collection)].some((type) => type.includes("ectorsIndex"))).to.equal(false);
        const sources = (evaluation: TestEvaluation) =>
            evaluation.byType("aws:bedrock/agentDataSource:AgentDataSource").map(({ name }) => name);
        expect(sources(collection)).to.deep.equal(sources(s3));
    });

    it("charges on one machine what the sample shop's policies say in words", async () => {
        const policy = environmentOf(await stackWithShop("local"), "shop-api-function").SHOP_POLICY;
        expect(JSON.parse(String(policy))).to.deep.equal(SHOP_POLICY);
    });

    it("loads the catalogue once the lake listens, which hears nothing of what was before", async () => {
        const { one, byType } = await stackWithShop("dev");
        const [delivery] = byType("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream").filter(({ name }) =>
            name.includes("catalog_syncs"),
        );
        expect(one("lakefront:index:CatalogSync").dependencies).to.include(delivery?.urn);
    });

    it("keeps each of the shop's logs for as long as the stack's setting says", async () => {
        const { byType } = await stackWithShop("dev");
        const others = byType("aws:cloudwatch/logGroup:LogGroup").filter(({ inputs }) => inputs.retentionInDays !== 30);
        // What the trail tells is evidence, and not the shop's.
        expect(others.map(({ name }) => name)).to.deep.equal(["audit-log-group"]);
    });

    it("refuses a model that Bedrock has retired", async () => {
        const failure = await stackWithShop("dev", { model: "anthropic.claude-3-sonnet-20240229-v1:0" }).then(
            () => "",
            (error: unknown) => String(error),
        );
        expect(failure).to.contain("anthropic.claude-3-sonnet-20240229-v1:0");
    });
});
