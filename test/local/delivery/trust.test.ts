import { expect } from "chai";
import { mayAssume, withoutConditions } from "../../../local/delivery/trust";

const caller = {
    service: "firehose.amazonaws.com",
    accountId: "111122223333",
    sourceArn: "arn:aws:firehose:us-east-1:111122223333:deliverystream/feed",
};

function policy(change: Record<string, unknown>): string {
    const statement = { Effect: "Allow", Principal: { Service: caller.service }, Action: "sts:AssumeRole", ...change };
    return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

describe("a trust policy", () => {
    const letting: Record<string, Record<string, unknown>> = {
        "that names the service": {},
        "with the account as external id": { Condition: { StringEquals: { "sts:ExternalId": "111122223333" } } },
        "with account and stream as source": {
            Condition: {
                StringEquals: { "aws:SourceAccount": ["111122223333"] },
                ArnLike: { "aws:SourceArn": "arn:aws:firehose:*:111122223333:deliverystream/*" },
            },
        },
        "that names several services": { Principal: { Service: ["lambda.amazonaws.com", caller.service] } },
    };
    for (const [what, change] of Object.entries(letting)) {
        it(`${what} lets Firehose assume the role`, () => {
            expect(mayAssume(policy(change), caller)).to.equal(true);
        });
    }

    const refusing: Record<string, Record<string, unknown>> = {
        "that names another service": { Principal: { Service: "lambda.amazonaws.com" } },
        "that names an account": { Principal: { AWS: "arn:aws:iam::111122223333:root" } },
        "for another action": { Action: "sts:TagSession" },
        "that denies": { Effect: "Deny" },
        "with another account": { Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } },
        "with another stream": { Condition: { ArnLike: { "aws:SourceArn": `${caller.sourceArn}-2` } } },
        "with a pattern where text is compared": { Condition: { StringEquals: { "aws:SourceArn": "arn:*" } } },
        "with a condition on something that isn't sent": {
            Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
        },
    };
    for (const [what, change] of Object.entries(refusing)) {
        it(`${what} does not let Firehose assume the role`, () => {
            expect(mayAssume(policy(change), caller)).to.equal(false);
        });
    }

    it("loses its conditions and nothing else", () => {
        const conditioned = policy({ Condition: { StringEquals: { "sts:ExternalId": "1" } } });
        expect(JSON.parse(withoutConditions(conditioned))).to.deep.equal(JSON.parse(policy({})));
    });
});
