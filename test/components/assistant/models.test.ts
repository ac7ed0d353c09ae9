import { expect } from "chai";
import { arnsOfModel, invokeModelStatements, modelFormProblems } from "../../../components/assistant/model-arns";
import { endOfLife, modelProblems, modelWarning } from "../../../components/assistant/model-lifecycle";

const SONNET_45 = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const PLACE = { accountId: "111122223333", region: "eu-west-1", partition: "aws" };
const on = (day: string) => new Date(`${day}T12:00:00Z`);

describe("the end of a model", () => {
    it("is refused from its day on, with the day and a page of active models", () => {
        const [problem] = modelProblems("model", "us.anthropic.claude-3-7-sonnet-20250219-v1:0", on("2026-04-28"));
        expect(problem).to.include("since 2026-04-28").and.to.include("model-lifecycle.html");
        expect(modelProblems("model", SONNET_45, on("2026-11-29"))).to.deep.equal([]);
    });

    it("is warned of in the 90 days before, and not earlier", () => {
        expect(modelWarning(SONNET_45, on("2026-08-01"))).to.equal(undefined);
        expect(modelWarning(SONNET_45, on("2026-09-02"))).to.include("ends on 2026-11-30");
        expect(modelWarning(SONNET_45, on("2026-12-01"))).to.equal(undefined);
    });

    it("is the same for the model, its profile and their ARNs", () => {
        const forms = [
            SONNET_45,
            `eu.${SONNET_45}`,
            `global.${SONNET_45}`,
            `arn:aws:bedrock:eu-west-1::foundation-model/${SONNET_45}`,
            `arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.${SONNET_45}`,
        ];
        expect(forms.map((form) => endOfLife(form, on("2026-12-01"))?.isPast)).to.deep.equal(forms.map(() => true));
    });

    it("isn't guessed for a model that nobody announced one for", () => {
        expect(endOfLife("eu.anthropic.claude-sonnet-9", on("2099-01-01"))).to.equal(undefined);
        expect(modelProblems("model", "amazon.nova-pro-v1:0", on("2099-01-01"))).to.deep.equal([]);
    });
});

describe("the ARNs behind a model", () => {
    it("are one for a model of a region", () => {
        expect(arnsOfModel("amazon.nova-pro-v1:0", PLACE)).to.deep.equal({
            profileArn: undefined,
            modelArns: ["arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-pro-v1:0"],
        });
    });

    it("are the profile and the model in each region of its geography", () => {
        const { profileArn, modelArns } = arnsOfModel("eu.anthropic.claude-sonnet-4-6", PLACE);
        expect(profileArn).to.equal(
            "arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-6",
        );
        expect(modelArns).to.include("arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-sonnet-4-6");
        expect(modelArns.every((arn) => arn.includes(":eu-"))).to.equal(true);
    });

    it("refuses a profile of a continent that the Region isn't on", () => {
        const at = (region: string) => ({ ...PLACE, region });
        expect(() => arnsOfModel("us.anthropic.claude-sonnet-4-6", at("eu-west-1"))).to.throw(
            'its inference profile is not in eu-west-1. Use one of this Region\'s geography, or a "global." one, for example "eu.anthropic.claude-sonnet-4-6".',
        );
        for (const [model, region] of [
            ["us.anthropic.claude-sonnet-4-6", "us-west-2"],
            ["us.amazon.nova-pro-v1:0", "ca-central-1"],
            ["apac.anthropic.claude-sonnet-4-6", "ap-east-1"],
            ["jp.anthropic.claude-sonnet-4-6", "ap-northeast-1"],
            ["global.anthropic.claude-sonnet-4-6", "sa-east-1"],
        ] as const) {
            expect(() => arnsOfModel(model, at(region)), `${model} in ${region}`).not.to.throw();
        }
    });

    it("are the model in this region and in none for a global profile", () => {
        expect(arnsOfModel("global.anthropic.claude-sonnet-4-6", PLACE).modelArns).to.deep.equal([
            "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-6",
            "arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-6",
        ]);
    });

    it("follow the partition", () => {
        const gov = { ...PLACE, partition: "aws-us-gov", region: "us-gov-west-1" };
        expect(arnsOfModel("us-gov.anthropic.claude-sonnet-4-6", gov).modelArns).to.deep.equal([
            "arn:aws-us-gov:bedrock:us-gov-east-1::foundation-model/anthropic.claude-sonnet-4-6",
            "arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/anthropic.claude-sonnet-4-6",
        ]);
    });

    it("are taken as they are when given", () => {
        const arn = "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-pro-v1:0";
        expect(arnsOfModel(arn, PLACE).modelArns).to.deep.equal([arn]);
        const profile = "arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-6";
        expect(arnsOfModel(profile, PLACE).profileArn).to.equal(profile);
    });

    it("hold no wildcard, and the models behind a profile are called through it alone", () => {
        for (const model of ["amazon.nova-pro-v1:0", "eu.amazon.nova-pro-v1:0", "global.anthropic.claude-sonnet-4-6"]) {
            const statements = invokeModelStatements(arnsOfModel(model, PLACE));
            expect(JSON.stringify(statements.map(({ resources }) => resources))).not.to.include("*");
        }
        const [, behind] = invokeModelStatements(arnsOfModel("eu.amazon.nova-pro-v1:0", PLACE));
        expect(behind?.conditions).to.have.nested.property("StringEquals.bedrock:InferenceProfileArn");
    });

    it("can't be told for a profile that hides its model, nor for what is no model", () => {
        const hidden = "arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/abc";
        expect(modelFormProblems("model", hidden).join()).to.include("no exact policy");
        expect(modelFormProblems("model", "claude").join()).to.include("for example");
        expect(modelFormProblems("model", "eu.anthropic.claude-sonnet-4-6")).to.deep.equal([]);
    });
});
