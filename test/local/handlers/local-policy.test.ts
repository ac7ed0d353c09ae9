import { expect } from "chai";
import { localPolicy } from "../../../local/handlers/local-policy";

const REGION = "us-east-1";

function statementsOf(...statements: Record<string, unknown>[]): unknown {
    const document = localPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
    return JSON.parse(document).Statement;
}

describe("a role's policy in the emulator", () => {
    it("stays as it is where the emulator asks for what AWS asks for", () => {
        const document =
            '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}';
        expect(localPolicy(document)).to.equal(document);
    });

    it("lets a model be asked over the Converse API, under the name that the emulator gives to a profile", () => {
        const statement = {
            Effect: "Allow",
            Action: "bedrock:InvokeModel",
            Resource: [
                `arn:aws:bedrock:${REGION}:111122223333:inference-profile/us.amazon.nova-lite-v1:0`,
                "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
            ],
        };
        expect(statementsOf(statement)).to.deep.equal([
            statement,
            {
                Effect: "Allow",
                Action: ["bedrock:InvokeModel", "bedrock:Converse"],
                Resource: [
                    `arn:aws:bedrock:${REGION}::foundation-model/us.amazon.nova-lite-v1:0`,
                    "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
                ],
            },
        ]);
    });

    it("leaves out conditions that the emulator can't meet, and keeps the others", () => {
        const statement = {
            Effect: "Allow",
            Action: ["ses:SendEmail", "s3:GetObject"],
            Resource: `arn:aws:ses:${REGION}:111122223333:identity/shop@example.com`,
            Condition: {
                StringEquals: { "ses:FromAddress": "shop@example.com", "aws:RequestedRegion": REGION },
                "ForAllValues:StringLike": { "ses:Recipients": ["*@example.com"] },
            },
        };
        expect(statementsOf(statement)).to.deep.equal([
            statement,
            {
                Effect: "Allow",
                Action: ["ses:SendEmail"],
                Resource: ["*"],
                Condition: { StringEquals: { "aws:RequestedRegion": REGION } },
            },
        ]);
    });

    it("adds nothing to what a policy denies", () => {
        const statement = { Effect: "Deny", Action: "bedrock:InvokeModel", Resource: "*" };
        expect(statementsOf(statement)).to.deep.equal([statement]);
    });
});
