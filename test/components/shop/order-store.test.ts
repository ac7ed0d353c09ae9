import { expect } from "chai";
import { OrderStore } from "../../../components/shop/order-store";
import type { OrderStoreArgs } from "../../../components/shop/order-store-args";
import { shopPolicyJson } from "../../../components/shop/shop-policy";
import { parseShopPolicy } from "../../../functions/shop/orders";
import { SHOP_POLICY } from "../../../local/shop/policy";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { document, statement } from "../contact/policy";
import { refusalOf } from "../refusal";
import {
    arn,
    FUNCTION,
    grants,
    KEY,
    LOG_GROUP,
    MAPPING,
    mail,
    orders,
    policy,
    QUEUE,
    QUEUE_POLICY,
    ROLE_POLICY,
    strays,
    TABLE,
    untagged,
    waitsFor,
} from "./fixture";

const COMPONENT = "lakefront:index:OrderStore";
const IDENTITY = "aws:sesv2/emailIdentity:EmailIdentity";
const EVENT_DESTINATION = "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";
const CONFIGURATION_SET = "aws:sesv2/configurationSet:ConfigurationSet";
const ORDERS_ARN = arn("dynamodb", "table/acme-orders");

function store(change: Partial<OrderStoreArgs> = {}, preview = false): Promise<TestEvaluation> {
    return evaluateProgram(() => void new OrderStore("store", { ...orders, ...change }), { preview });
}

describe("OrderStore", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await store();
    });

    it("puts every child under itself and tags what takes tags", () => {
        expect(strays(standard, COMPONENT)).to.deep.equal([]);
        expect(untagged(standard)).to.deep.equal([]);
    });

    describe("tables", () => {
        it("lists orders by shopper, forgets carts, and streams each change with what was", () => {
            const { inputs } = standard.one(TABLE, "store-orders");
            expect(inputs).to.deep.include({
                name: "acme-orders",
                hashKey: "pk",
                rangeKey: "sk",
                ttl: { attributeName: "expires_at", enabled: true },
                streamEnabled: true,
                streamViewType: "NEW_AND_OLD_IMAGES",
            });
            expect(inputs.globalSecondaryIndexes).to.deep.equal([
                { name: "by_shopper", hashKey: "shopper_id", rangeKey: "placed_at", projectionType: "ALL" },
            ]);
        });

        it("keeps conversations apart, without a stream", () => {
            const { inputs } = standard.one(TABLE, "store-conversations");
            expect(inputs).to.deep.include({ hashKey: "conversation_id", rangeKey: "sk" });
            expect(inputs.ttl).to.deep.equal({ attributeName: "expires_at", enabled: true });
            expect(inputs).not.to.have.property("streamEnabled");
        });

        it("are encrypted with the store's key, restorable and protected", () => {
            for (const { inputs, protect, retainOnDelete } of standard.byType(TABLE)) {
                expect(inputs.serverSideEncryption).to.deep.equal({
                    enabled: true,
                    kmsKeyArn: standard.one(KEY).outputs.arn,
                });
                expect(inputs.pointInTimeRecovery).to.deep.equal({ enabled: true });
                expect([inputs.deletionProtectionEnabled, protect, retainOnDelete]).to.deep.equal([true, true, true]);
            }
        });
    });

    describe("readers of changes", () => {
        it("sees only orders on the way to the lake, and only new ones for mail", () => {
            const filter = (name: string) => standard.one(MAPPING, name).inputs.filterCriteria;
            const order = { dynamodb: { NewImage: { kind: { S: ["order"] } } } };
            expect(filter("store-events-mapping")).to.deep.equal({ filters: [{ pattern: JSON.stringify(order) }] });
            expect(filter("store-mail-mapping")).to.deep.equal({
                filters: [{ pattern: JSON.stringify({ eventName: ["INSERT"], ...order }) }],
            });
        });

        it("lose nothing: from the start, tried until too old, bisected, and then set aside", () => {
            for (const mapping of standard.byType(MAPPING)) {
                expect(mapping.inputs).to.deep.include({
                    startingPosition: "TRIM_HORIZON",
                    bisectBatchOnFunctionError: true,
                    maximumRetryAttempts: -1,
                    maximumRecordAgeInSeconds: 43_200,
                    functionResponseTypes: ["ReportBatchItemFailures"],
                });
                const failed = arn("sqs", `acme-order-${mapping.name.split("-")[1]}-failed`);
                expect(mapping.inputs.destinationConfig).to.deep.equal({ onFailure: { destinationArn: failed } });
                expect(waitsFor(standard, mapping)).to.include("store-orders");
            }
        });

        it("wait for the policies of their roles", () => {
            for (const kind of ["events", "mail"]) {
                expect(waitsFor(standard, standard.one(MAPPING, `store-${kind}-mapping`))).to.include(
                    `store-${kind}-function-role-policy`,
                );
            }
        });

        it("may write to the lake's stream and nothing in the tables", () => {
            const may = grants(standard.one(ROLE_POLICY, "store-events-function-role-policy"));
            expect(may["kinesis:PutRecords"]).to.deep.equal([arn("kinesis", "stream/acme-events")]);
            expect(may["dynamodb:GetRecords"]).to.deep.equal([`${ORDERS_ARN}/stream/*`]);
            expect(Object.keys(may).filter((action) => /^(ses|dynamodb:(Put|Update|Delete|GetItem))/.test(action))).to
                .be.empty;
        });

        it("mail from one address by one set of rules, and mark what was mailed", () => {
            const rolePolicy = standard.one(ROLE_POLICY, "store-mail-function-role-policy");
            expect(statement(rolePolicy, "SendConfirmations")).to.deep.include({
                Action: "ses:SendEmail",
                Resource: [arn("ses", "identity/shop.example.com"), arn("ses", "configuration-set/acme")],
                Condition: { StringEquals: { "ses:FromAddress": "orders@shop.example.com" } },
            });
            expect(grants(rolePolicy)["dynamodb:UpdateItem"]).to.deep.equal([ORDERS_ARN]);
            expect(Object.keys(grants(rolePolicy))).not.to.include("kinesis:PutRecords");
        });

        it("know what they have to know", () => {
            const variables = (name: string) => standard.one(FUNCTION, name).inputs.environment;
            expect(variables("store-events-function")).to.deep.equal({ variables: { EVENT_STREAM: "acme-events" } });
            expect(variables("store-mail-function")).to.deep.equal({
                variables: {
                    ORDERS_TABLE: "acme-orders",
                    MAIL_FROM: "orders@shop.example.com",
                    MAIL_CONFIGURATION_SET: "acme",
                    SHOP_NAME: "Acme",
                    METRIC_NAMESPACE: "Lakefront/acme-order-mail",
                },
            });
        });

        it("have a queue each, encrypted and over TLS only", () => {
            expect(standard.byType(QUEUE)).to.have.length(2);
            for (const { inputs } of standard.byType(QUEUE_POLICY)) {
                expect(document(inputs.policy).Statement.map(({ Sid, Effect }) => [Sid, Effect])).to.deep.equal([
                    ["TlsOnly", "Deny"],
                ]);
            }
        });

        it("are not made where there is neither a stream nor mail", async () => {
            const { byType } = await store({ events: undefined, mail: undefined });
            for (const type of [FUNCTION, MAPPING, QUEUE, LOG_GROUP, IDENTITY, EVENT_DESTINATION]) {
                expect(byType(type), type).to.deep.equal([]);
            }
        });
    });

    describe("mail", () => {
        it("goes by TLS or not at all, and never again to who bounced or complained", () => {
            expect(standard.one(CONFIGURATION_SET).inputs).to.deep.include({
                deliveryOptions: { tlsPolicy: "REQUIRE" },
                suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
            });
        });

        it("comes from the address's domain, signed with a long key, and protected", () => {
            const { inputs, protect } = standard.one(IDENTITY);
            expect(inputs).to.deep.include({
                emailIdentity: "shop.example.com",
                dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
                configurationSetName: "acme",
            });
            expect(protect).to.equal(true);
        });

        it("can come from the address alone", async () => {
            const { one } = await store({ mail: { ...mail, verifyAddressOnly: true } });
            expect(one(IDENTITY).inputs.emailIdentity).to.equal("orders@shop.example.com");
            expect(one(IDENTITY).inputs).not.to.have.property("dkimSigningAttributes");
            expect(one(COMPONENT).outputs.mailIdentityArn).to.equal(arn("ses", "identity/orders@shop.example.com"));
        });

        it("can come from an identity that there is already", async () => {
            const identityArn = arn("ses", "identity/example.com");
            const evaluation = await store({ mail: { ...mail, identityArn } });
            expect(evaluation.byType(IDENTITY)).to.deep.equal([]);
            const rolePolicy = evaluation.one(ROLE_POLICY, "store-mail-function-role-policy");
            expect(statement(rolePolicy, "SendConfirmations").Resource).to.include(identityArn);
        });
    });

    describe("policy", () => {
        it("is what the shop's functions read", () => {
            expect(parseShopPolicy(String(standard.one(COMPONENT).outputs.shopPolicyJson))).to.deep.include({
                currency: "USD",
                tax_basis_points: { default: 0, "US-CA": 725 },
                return_days: 30,
                max_quantity: 20,
                cart_ttl_s: 604_800,
                quote_ttl_s: 900,
            });
        });

        it("can say all that the sample shop's says", () => {
            const {
                shipping,
                tax_basis_points: taxBasisPoints,
                ships_to: shipsTo,
                final_sale: finalSale,
            } = SHOP_POLICY;
            const asArgs = {
                currency: SHOP_POLICY.currency,
                shipping: Object.fromEntries(
                    Object.entries(shipping).map(([name, method]) => [
                        name,
                        {
                            priceMinor: method.price_minor,
                            delivery: method.delivery,
                            ...(method.free_from_minor !== undefined && { freeFromMinor: method.free_from_minor }),
                        },
                    ]),
                ),
                taxBasisPoints: { ...taxBasisPoints },
                shipsTo: [...shipsTo],
                finalSale: [...finalSale],
            };
            expect(parseShopPolicy(shopPolicyJson(asArgs))).to.deep.equal(SHOP_POLICY);
        });
    });

    it("may be deleted only when the argument and the stack both say so", async () => {
        const program = () => void new OrderStore("store", { ...orders, allowDeletion: true });
        expect((await evaluateProgram(program)).one(TABLE, "store-orders").protect).to.equal(true);
        const both = await evaluateProgram(program, { config: { "lakefront:allowDeletion": "true" } });
        expect(both.one(TABLE, "store-orders").protect).to.equal(false);
    });

    it("registers the same in a preview", async () => {
        const names = ({ registrations }: TestEvaluation) => registrations.map(({ name }) => name).sort();
        expect(names(await store({}, true))).to.deep.equal(names(standard));
    });

    it("is refused with all problems at once", async () => {
        const refusal = await refusalOf(
            () =>
                void new OrderStore("store", {
                    ...orders,
                    policy: {
                        ...policy,
                        currency: "dollars",
                        shipping: {},
                        taxBasisPoints: { California: 725, "US-NY": 20_000 },
                        shipsTo: ["USA"],
                        quoteMinutes: 0,
                    },
                    mail: { fromAddress: "Acme <orders@shop.example.com>", shopName: " ", undeliveredMails: 0 },
                }),
        );
        for (const part of [
            "9 settings",
            'policy.currency is "dollars"',
            "policy.shipping is empty",
            'policy.taxBasisPoints has "California"',
            "policy.taxBasisPoints.US-NY is 20000",
            'policy.shipsTo has "USA"',
            "policy.quoteMinutes is 0",
            'mail.fromAddress is "Acme <orders@shop.example.com>"',
            "mail.shopName is empty",
            "mail.undeliveredMails is 0",
        ]) {
            expect(refusal).to.contain(part);
        }
    });

    it("refuses a way of shipping with a price that is none", async () => {
        const shipping = { "Next day!": { priceMinor: 5.99, freeFromMinor: -1, delivery: "" } };
        const refusal = await refusalOf(
            () => void new OrderStore("store", { ...orders, policy: { ...policy, shipping } }),
        );
        expect(refusal).to.contain('policy.shipping has "Next day!"').and.contain("priceMinor is 5.99");
        expect(refusal).to.contain("freeFromMinor is -1").and.contain("delivery is empty");
    });
});
