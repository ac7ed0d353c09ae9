import { unknownCheckingProxy } from "@pulumi/policy";
import { expect } from "chai";
import { Properties } from "../../../policies/lib/properties";
import { judgePublicAccess, type Trust } from "../../../policies/lib/public-statements";
import { awaited, UNKNOWN, violations } from "../support/judge";

const nobody: Trust = { trustedAccounts: [], trustedOrgIds: [], scopingKeys: [] };
const allow = { Sid: "S", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };

function judge(statement: unknown, trust: Partial<Trust> = {}) {
    const props = new Properties<{ policy: unknown }>(unknownCheckingProxy({ policy: { Statement: statement } }));
    return judgePublicAccess(props.get("policy"), "policy", { ...nobody, ...trust });
}
const isPublic = (change: object, trust: Partial<Trust> = {}) => {
    const found = violations(judge({ ...allow, ...change }, trust));
    return found.some((message) => message.includes("allows everybody"));
};
const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });

describe("who a resource policy lets in", () => {
    it("finds every spelling of everybody", () => {
        for (const Principal of [
            "*",
            { AWS: "*" },
            { AWS: ["111122223333", "*"] },
            { Federated: "*" },
            { AWS: "arn:aws:iam::*:root" },
        ]) {
            expect(isPublic({ Principal }), JSON.stringify(Principal)).to.equal(true);
        }
    });
    it("lets named principals pass", () => {
        for (const Principal of [
            "111122223333",
            { AWS: "arn:aws:iam::111122223333:root" },
            { Service: "s3.amazonaws.com" },
            {},
        ]) {
            expect(isPublic({ Principal }), JSON.stringify(Principal)).to.equal(false);
        }
    });
    it("never takes a denial for public", () => {
        expect(judge({ ...allow, Effect: "Deny" })).to.deep.equal([]);
        expect(
            judge({ ...allow, Effect: "Deny", Principal: undefined, NotPrincipal: { AWS: "111122223333" } }),
        ).to.deep.equal([]);
    });
    it("takes an Allow for everybody but the ones named as public, whatever its conditions", () => {
        const statement = { Principal: undefined, NotPrincipal: { AWS: "111122223333" } };
        expect(isPublic({ ...statement, ...when("StringEquals", "aws:SourceAccount", "111122223333") })).to.equal(true);
    });
    it("accepts conditions on something fixed", () => {
        const fixed: [string, string, unknown][] = [
            ["StringEquals", "aws:SourceAccount", "111122223333"],
            ["StringEquals", "AWS:SourceOwner", "111122223333"],
            ["StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"]],
            ["ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/"],
            ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*"],
            ["StringLike", "aws:userid", "AROAEXAMPLE123456789:*"],
            ["ArnLike", "aws:SourceArn", "arn:aws:events:us-east-1:111122223333:rule/*"],
            ["ArnLike", "aws:SourceArn", "arn:aws:s3:::lake-*"],
            ["StringEquals", "aws:SourceVpce", "vpce-1"],
            ["StringEquals", "kms:CallerAccount", "111122223333"],
            ["IpAddress", "aws:SourceIp", ["198.51.100.0/24", "2001:db8::/32"]],
        ];
        for (const [operator, key, value] of fixed) {
            expect(isPublic(when(operator, key, value)), `${operator} ${key}`).to.equal(false);
        }
    });
    it("refuses conditions that leave it open", () => {
        const open: [string, string, unknown][] = [
            ["StringLike", "aws:PrincipalOrgID", "*"],
            ["StringLike", "aws:PrincipalOrgID", ["o-a1b2c3d4e5", "o-*"]],
            ["ArnLike", "aws:SourceArn", "arn:aws:events:us-east-1:*:rule/nightly"],
            ["ArnLike", "aws:SourceArn", "arn:aws:s3:::*"],
            ["StringEqualsIfExists", "aws:SourceAccount", "111122223333"],
            ["ForAllValues:StringEquals", "aws:SourceAccount", "111122223333"],
            ["StringNotEquals", "aws:SourceAccount", "111122223333"],
            ["StringEquals", "aws:SourceAccount", []],
            ["Bool", "aws:SecureTransport", "true"],
            ["StringLike", "aws:UserAgent", "Mozilla"],
            ["IpAddress", "aws:SourceIp", "0.0.0.0/0"],
            ["IpAddress", "aws:SourceIp", ["198.51.100.0/24", "0.0.0.0/1"]],
            ["IpAddress", "aws:SourceIp", "::/0"],
            ["NotIpAddress", "aws:SourceIp", "198.51.100.0/24"],
        ];
        for (const [operator, key, value] of open) {
            expect(isPublic(when(operator, key, value)), `${operator} ${key} ${value}`).to.equal(true);
        }
    });
    it("accepts a condition key that the settings add", () => {
        const condition = when("StringEquals", "sns:Endpoint", "https://ops.example.com");
        expect(isPublic(condition)).to.equal(true);
        expect(isPublic(condition, { scopingKeys: ["SNS:Endpoint"] })).to.equal(false);
    });
    it("refuses accounts and organisations that are not trusted, once some are", () => {
        const account = { ...allow, Principal: { AWS: "arn:aws:sts::999999999999:assumed-role/a/b" } };
        expect(judge(account)).to.deep.equal([]);
        expect(violations(judge(account, { trustedAccounts: ["111122223333"] }))).to.have.lengthOf(1);
        expect(judge(account, { trustedAccounts: ["999999999999"] })).to.deep.equal([]);
        const organisation = { ...allow, ...when("StringEquals", "aws:PrincipalOrgID", "o-other") };
        expect(judge(organisation)).to.deep.equal([]);
        expect(violations(judge(organisation, { trustedOrgIds: ["o-own"] }))).to.have.lengthOf(1);
        expect(judge({ ...account, Effect: "Deny" }, { trustedAccounts: ["111122223333"] })).to.deep.equal([]);
    });
    it("judges each statement by itself, so that one unknown hides no other", () => {
        const verdicts = judge([{ ...allow, Sid: "Known" }, { ...allow, Principal: { AWS: UNKNOWN } }, UNKNOWN]);
        expect(violations(verdicts)).to.have.lengthOf(1);
        expect(violations(verdicts)[0]).to.match(/^Statement "Known" of/);
        expect(awaited(verdicts)).to.include("policy.Statement[1].Principal.AWS");
    });
    it("waits for an unknown condition only where the principal is everybody", () => {
        const unknown = { Condition: { StringEquals: { "aws:SourceAccount": UNKNOWN } } };
        expect(awaited(judge({ ...allow, ...unknown }))).to.have.lengthOf(1);
        expect(judge({ ...allow, ...unknown, Principal: { AWS: "111122223333" } })).to.deep.equal([]);
    });
    it("numbers statements that have no Sid", () => {
        expect(violations(judge([{ ...allow, Sid: undefined }]))[0]).to.match(/^Statement number 1 of/);
    });
});
