import { expect } from "chai";
import { ShopperPool } from "../../../components/shop/shopper-pool";
import { SecondFactor, type ShopperPoolArgs } from "../../../components/shop/shopper-pool-args";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { refusalOf } from "../refusal";
import { arn, KEY, LOG_GROUP, strays, TAGS, untagged, waitsFor } from "./fixture";

const COMPONENT = "lakefront:index:ShopperPool";
const POOL = "aws:cognito/userPool:UserPool";
const DOMAIN = "aws:cognito/userPoolDomain:UserPoolDomain";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
const good: ShopperPoolArgs = {
    poolName: "Acme shoppers",
    callbackUrls: ["https://shop.example.com/signed-in"],
    tags: TAGS,
};

function pool(change: Partial<ShopperPoolArgs> = {}): Promise<TestEvaluation> {
    return evaluateProgram(() => void new ShopperPool("shoppers", { ...good, ...change }));
}

describe("ShopperPool", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await pool();
    });

    it("puts every child under itself and tags what takes tags", () => {
        expect(strays(standard, COMPONENT)).to.deep.equal([]);
        expect(untagged(standard)).to.deep.equal([]);
    });

    describe("pool", () => {
        it("signs in by a verified e-mail address, which a new one replaces only once verified", () => {
            expect(standard.one(POOL).inputs).to.deep.include({
                usernameAttributes: ["email"],
                autoVerifiedAttributes: ["email"],
                userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
                accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
            });
        });

        it("states the bounds of every attribute, as Cognito gives them back", () => {
            const schemas = standard.one(POOL).inputs.schemas as Record<string, unknown>[];
            expect(schemas.map(({ name }) => name)).to.deep.equal(["email", "price_list", "address_book"]);
            for (const schema of schemas) {
                expect(schema).to.include({ mutable: true, developerOnlyAttribute: false });
                expect(schema).to.have.nested.property("stringAttributeConstraints.minLength", "0");
                expect(schema).to.have.nested.property("stringAttributeConstraints.maxLength");
            }
            expect(schemas[0]).to.deep.include({
                required: true,
                stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
            });
        });

        it("asks for strong passwords, offers a second factor and notices stolen passwords", () => {
            const { inputs } = standard.one(POOL);
            expect(inputs).to.deep.include({
                mfaConfiguration: "OPTIONAL",
                softwareTokenMfaConfiguration: { enabled: true },
                userPoolTier: "PLUS",
                userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
            });
            expect(inputs.passwordPolicy).to.include({
                minimumLength: 12,
                requireSymbols: true,
                requireUppercase: true,
            });
        });

        it("can ask everyone for the second factor, and do without threat protection", async () => {
            const { one } = await pool({ secondFactor: SecondFactor.Required, threatProtection: false });
            expect(one(POOL).inputs).to.include({ mfaConfiguration: "ON", userPoolTier: "ESSENTIALS" });
            expect(one(POOL).inputs).not.to.have.property("userPoolAddOns");
        });

        it("lets people sign up by themselves unless told otherwise", async () => {
            expect(standard.one(POOL).inputs.adminCreateUserConfig).to.deep.equal({ allowAdminCreateUserOnly: false });
            const { one } = await pool({ allowSelfSignUp: false });
            expect(one(POOL).inputs.adminCreateUserConfig).to.deep.equal({ allowAdminCreateUserOnly: true });
        });

        it("is protected until the argument and the stack both let it go", async () => {
            expect(standard.one(POOL)).to.deep.include({ protect: true });
            expect(standard.one(POOL).inputs.deletionProtection).to.equal("ACTIVE");
            const program = () => void new ShopperPool("shoppers", { ...good, allowDeletion: true });
            const both = await evaluateProgram(program, { config: { "lakefront:allowDeletion": "true" } });
            expect(both.one(POOL).protect).to.equal(false);
            expect(both.one(POOL).inputs.deletionProtection).to.equal("INACTIVE");
        });

        it("mails from the shop's own identity when given one", async () => {
            const mailIdentityArn = arn("ses", "identity/shop.example.com");
            const { one } = await pool({ mailIdentityArn, mailFrom: "accounts@shop.example.com" });
            expect(one(POOL).inputs.emailConfiguration).to.deep.equal({
                emailSendingAccount: "DEVELOPER",
                sourceArn: mailIdentityArn,
                fromEmailAddress: "accounts@shop.example.com",
            });
        });
    });

    describe("client", () => {
        it("has no secret, signs in by code alone, and no password passes through it", () => {
            expect(standard.one(CLIENT).inputs).to.deep.include({
                generateSecret: false,
                allowedOauthFlows: ["code"],
                allowedOauthScopes: ["openid", "email", "profile"],
                explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
                enableTokenRevocation: true,
                preventUserExistenceErrors: "ENABLED",
            });
        });

        it("lets shoppers change neither their prices nor whether their address is verified", () => {
            const { readAttributes, writeAttributes } = standard.one(CLIENT).inputs;
            expect(writeAttributes).to.deep.equal(["email", "given_name", "family_name", "custom:address_book"]);
            expect(readAttributes).to.include.members(["email_verified", "custom:price_list"]);
        });

        it("lets an administrator sign in for a shopper only where a demonstration asks for it", async () => {
            const { one } = await pool({ allowAdminSignIn: true });
            expect(one(CLIENT).inputs.explicitAuthFlows).to.include("ALLOW_ADMIN_USER_PASSWORD_AUTH");
        });

        it("sends people back to the same addresses after signing out unless told otherwise", async () => {
            expect(standard.one(CLIENT).inputs.logoutUrls).to.deep.equal(good.callbackUrls);
            const { one } = await pool({ logoutUrls: ["https://shop.example.com/bye"] });
            expect(one(CLIENT).inputs.logoutUrls).to.deep.equal(["https://shop.example.com/bye"]);
        });
    });

    it("tells the issuer by the pool's id", () => {
        const { id } = standard.one(POOL);
        expect(standard.one(COMPONENT).outputs.issuer).to.equal(`https://cognito-idp.us-east-1.amazonaws.com/${id}`);
    });

    it("has sign-in pages when asked, at one address at a time", async () => {
        const { one } = await pool({ domainPrefix: "acme-shop" });
        expect(one(COMPONENT).outputs.signInUrl).to.equal("https://acme-shop.auth.us-east-1.amazoncognito.com");
        expect(one(DOMAIN).deleteBeforeReplace).to.equal(true);
    });

    describe("web ACL", () => {
        it("is taken off before another is put on, since a pool has one", () => {
            expect(standard.one(ASSOCIATION).deleteBeforeReplace).to.equal(true);
        });

        it("stands before the pool and blocks floods, known bad requests and addresses of ill repute", () => {
            const { inputs, outputs } = standard.one(WEB_ACL);
            expect(standard.one(ASSOCIATION).inputs).to.deep.equal({
                webAclArn: outputs.arn,
                resourceArn: standard.one(POOL).outputs.arn,
            });
            expect(inputs).to.deep.include({ name: "Acme-shoppers", scope: "REGIONAL", defaultAction: { allow: {} } });
            const rules = inputs.rules as { action?: object; overrideAction?: object; statement: object }[];
            expect(rules.map(({ statement }) => statement)).to.deep.equal([
                { rateBasedStatement: { limit: 1000, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
                { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" } },
                { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesAmazonIpReputationList" } },
            ]);
            expect(rules.map(({ action, overrideAction }) => action ?? overrideAction)).to.deep.equal([
                { block: {} },
                { none: {} },
                { none: {} },
            ]);
        });

        it("logs what it decides without tokens, cookies and codes, under a key, and keeps no samples", () => {
            const logging = standard.one("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration");
            expect(logging.inputs).to.deep.include({
                logDestinationConfigs: [arn("logs", "log-group:aws-waf-logs-Acme-shoppers")],
                redactedFields: [
                    { singleHeader: { name: "authorization" } },
                    { singleHeader: { name: "cookie" } },
                    { queryString: {} },
                ],
            });
            expect(waitsFor(standard, logging)).to.include("shoppers-web-acl-logs");
            expect(standard.one(LOG_GROUP).inputs).to.deep.include({
                name: "aws-waf-logs-Acme-shoppers",
                kmsKeyId: standard.one(KEY).outputs.arn,
                retentionInDays: 365,
            });
            expect(JSON.stringify(standard.one(WEB_ACL).inputs)).not.to.contain('"sampledRequestsEnabled":true');
        });

        it("lets as many requests of an address pass as the program says", async () => {
            const { one } = await pool({ requestsPerAddress: 200 });
            expect(one(WEB_ACL).inputs.rules).to.have.nested.property("[0].statement.rateBasedStatement.limit", 200);
        });

        it("is the program's own when it has one", async () => {
            const webAclArn = arn("wafv2", "regional/webacl/shop/1");
            const { one, byType } = await pool({ webAclArn });
            expect(byType(WEB_ACL)).to.deep.equal([]);
            expect(byType(KEY)).to.deep.equal([]);
            expect(one(ASSOCIATION).inputs.webAclArn).to.equal(webAclArn);
        });

        it("can be left out", async () => {
            const { byType } = await pool({ enableWebAcl: false });
            expect([...byType(WEB_ACL), ...byType(ASSOCIATION), ...byType(LOG_GROUP)]).to.deep.equal([]);
        });
    });

    it("is refused with all problems at once", async () => {
        const refusal = await refusalOf(
            () =>
                void new ShopperPool("shoppers", {
                    callbackUrls: ["http://shop.example.com", "https://*.example.com"],
                    domainPrefix: "my-cognito",
                    minimumPasswordLength: 8,
                    mailFrom: "accounts@shop.example.com",
                    requestsPerAddress: 5,
                    webAclArn: arn("wafv2", "regional/webacl/shop/1"),
                    enableWebAcl: true,
                }),
        );
        expect(refusal).to.contain("7 settings").and.contain('callbackUrls has "http://shop.example.com"');
        expect(refusal)
            .to.contain('callbackUrls has "https://*.example.com"')
            .and.contain('domainPrefix is "my-cognito"');
        expect(refusal)
            .to.contain("minimumPasswordLength is 8")
            .and.contain("mailIdentityArn and mailFrom go together");
        expect(refusal)
            .to.contain("requestsPerAddress is 5")
            .and.contain("enableWebAcl is true although webAclArn is given");
    });

    it("takes the machine's own address for demonstrations", async () => {
        const { one } = await pool({ callbackUrls: ["http://localhost:8080/signed-in"] });
        expect(one(CLIENT).inputs.callbackUrls).to.deep.equal(["http://localhost:8080/signed-in"]);
    });
});
