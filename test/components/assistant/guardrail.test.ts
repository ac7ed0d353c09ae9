import { expect } from "chai";
import { Guardrail } from "../../../components/assistant/guardrail";
import { FilterStrength, type GuardrailArgs, PersonalDataAction } from "../../../components/assistant/guardrail-args";
import { evaluateProgram, type TestEvaluation, type TestOptions } from "../../support/evaluate";
import { refusalOf } from "../refusal";

const GUARDRAIL = "aws:bedrock/guardrail:Guardrail";
const VERSION = "aws:bedrock/guardrailVersion:GuardrailVersion";
const good: GuardrailArgs = { accountId: "111122223333", region: "us-east-1", partition: "aws" };

function guardrail(changes: GuardrailArgs = {}, options?: TestOptions): Promise<TestEvaluation> {
    return evaluateProgram(() => void new Guardrail("safety", { ...good, ...changes }), options);
}

/** What is said of an action, so that no default of the service decides where it holds. */
const inBothDirections = (action: string) => ({
    action,
    inputAction: action,
    inputEnabled: true,
    outputAction: action,
    outputEnabled: true,
});

describe("Guardrail", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await guardrail();
    });

    it("filters five kinds of harm in both directions, and attacks on the prompt in what people write", () => {
        expect(standard.one(GUARDRAIL).inputs.contentPolicyConfig).to.deep.include({
            filtersConfigs: [
                { type: "HATE", inputStrength: "HIGH", outputStrength: "HIGH" },
                { type: "INSULTS", inputStrength: "MEDIUM", outputStrength: "HIGH" },
                { type: "SEXUAL", inputStrength: "HIGH", outputStrength: "HIGH" },
                { type: "VIOLENCE", inputStrength: "MEDIUM", outputStrength: "MEDIUM" },
                { type: "MISCONDUCT", inputStrength: "MEDIUM", outputStrength: "HIGH" },
                { type: "PROMPT_ATTACK", inputStrength: "HIGH", outputStrength: "NONE" },
            ],
        });
    });

    it("says the tier that the service would choose, which it gives back after an update", () => {
        const { contentPolicyConfig, topicPolicyConfig } = standard.one(GUARDRAIL).inputs;
        for (const policy of [contentPolicyConfig, topicPolicyConfig])
            expect(policy).to.deep.include({ tierConfigs: [{ tierName: "CLASSIC" }] });
    });

    it("blocks what nobody should send, masks addresses, denies advice and profanity, and asks for grounding", () => {
        const { inputs } = standard.one(GUARDRAIL);
        const personal = JSON.stringify(inputs.sensitiveInformationPolicyConfig);
        expect(personal).to.include("CREDIT_DEBIT_CARD_NUMBER").and.to.include("EMAIL");
        expect(inputs.topicPolicyConfig).to.have.nested.property("topicsConfigs[0].type", "DENY");
        expect(inputs.wordPolicyConfig).to.deep.equal({ managedWordListsConfigs: [{ type: "PROFANITY" }] });
        expect(inputs.contextualGroundingPolicyConfig).to.deep.equal({
            filtersConfigs: [
                { type: "GROUNDING", threshold: 0.7 },
                { type: "RELEVANCE", threshold: 0.5 },
            ],
        });
        expect(inputs.kmsKeyArn).to.equal(standard.one("aws:kms/key:Key").outputs.arn);
    });

    it("acts on personal data in what people write and in answers, and leaves neither to a default", () => {
        const { piiEntitiesConfigs } = Object(standard.one(GUARDRAIL).inputs.sensitiveInformationPolicyConfig);
        expect(piiEntitiesConfigs).to.deep.include({ type: "PASSWORD", ...inBothDirections("BLOCK") });
        expect(piiEntitiesConfigs).to.deep.include({ type: "PHONE", ...inBothDirections("ANONYMIZE") });
    });

    it("lets answers name what it masks in what people write, where told so", async () => {
        const entitiesOf = async (args: GuardrailArgs) => {
            const { one } = await evaluateProgram(() => void new Guardrail("guard", args));
            const { piiEntitiesConfigs } = Object(one(GUARDRAIL).inputs.sensitiveInformationPolicyConfig);
            return new Map<string, unknown>(
                piiEntitiesConfigs.map((entity: { type: string }) => [entity.type, entity]),
            );
        };
        const asked = await entitiesOf({ answersMayName: ["EMAIL"] });
        expect(asked.get("EMAIL")).to.deep.equal({
            type: "EMAIL",
            ...inBothDirections("ANONYMIZE"),
            outputEnabled: false,
        });
        expect(asked.get("PHONE")).to.deep.equal({ type: "PHONE", ...inBothDirections("ANONYMIZE") });
        expect(await refusalOf(() => void new Guardrail("guard", { answersMayName: ["MAIL"] }))).to.contain('"MAIL"');
    });

    it("is as the caller says", async () => {
        const { one } = await guardrail({
            contentFilters: { violence: { input: FilterStrength.High, output: FilterStrength.High } },
            personalData: { NAME: PersonalDataAction.Anonymize },
            regexes: { member: { pattern: "M-[0-9]{8}", action: PersonalDataAction.Block } },
            deniedTopics: {},
            words: ["competitor"],
            blockProfanity: false,
            grounding: { relevance: 0.9 },
            blockedInputMessage: "No.",
        });
        const { inputs } = one(GUARDRAIL);
        expect(inputs.sensitiveInformationPolicyConfig).to.deep.equal({
            piiEntitiesConfigs: [{ type: "NAME", ...inBothDirections("ANONYMIZE") }],
            regexesConfigs: [{ name: "member", pattern: "M-[0-9]{8}", ...inBothDirections("BLOCK") }],
        });
        expect(inputs).not.to.have.property("topicPolicyConfig");
        expect(inputs.wordPolicyConfig).to.deep.equal({ wordsConfigs: [{ text: "competitor" }] });
        expect(inputs.blockedInputMessaging).to.equal("No.");
    });

    describe("its version", () => {
        it("follows the content, and only the content", async () => {
            const description = async (changes?: GuardrailArgs) =>
                (await guardrail(changes)).one(VERSION).inputs.description;
            const before = standard.one(VERSION).inputs.description;
            expect(before).to.match(/^Content [0-9a-f]{12}$/);
            expect(await description({ tags: { Team: "shop" } })).to.equal(before);
            expect(await description({ words: ["new"] })).not.to.equal(before);
        });

        it("is made new after the guardrail has its content, before the old one goes", () => {
            const version = standard.one(VERSION);
            expect(version.replaceOnChanges).to.deep.equal(["description"]);
            expect(version.deleteBeforeReplace).not.to.equal(true);
            expect(version.dependencies).to.include(standard.one(GUARDRAIL).urn);
        });

        it("goes with the content before, of which a guardrail takes 20, unless told to stay", async () => {
            expect(standard.one(VERSION).inputs.skipDestroy).to.equal(false);
            const { one } = await guardrail({ keepOldVersions: true });
            expect(one(VERSION).inputs.skipDestroy).to.equal(true);
        });
    });

    it("can be previewed before anything exists", async () => {
        const preview = await guardrail({}, { preview: true });
        expect(preview.registrations.length).to.equal(standard.registrations.length);
    });

    it("refuses all wrong values at once", async () => {
        const message = await refusalOf(
            () =>
                void new Guardrail("safety", {
                    ...good,
                    guardrailName: "a b",
                    personalData: { email: PersonalDataAction.Block },
                    regexes: { ahead: { pattern: "(?=x)", action: PersonalDataAction.Block } },
                    deniedTopics: { Law: { definition: "" } },
                    grounding: { grounding: 1 },
                    words: [""],
                }),
        );
        for (const part of [
            "guardrailName",
            '"email"',
            "looks around",
            "deniedTopics.Law.definition",
            "grounding is 1",
            "words[0]",
        ]) {
            expect(message).to.include(part);
        }
    });
});
