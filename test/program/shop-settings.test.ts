import { expect } from "chai";
import fc from "fast-check";
import { readShop } from "../../config/shop";

const policy = {
    currency: "USD",
    shipping: { standard: { priceMinor: 599, freeFromMinor: 7500, delivery: "5 to 7 business days" } },
    taxBasisPoints: { default: 0, "US-WA": 650 },
    shipsTo: ["US"],
};
const required = {
    model: "us.anthropic.claude-sonnet-4-6",
    mailFrom: "orders@example.com",
    signInUrls: ["https://shop.example.com/signed-in"],
    policy,
};

const read = (shop: unknown) => readShop(JSON.stringify(shop));
const problemsOf = (change: object) => read({ ...required, ...change }).problems.join("\n");

describe("the settings of a shop", () => {
    it("have defaults for all that a shop need not say", () => {
        const { shop, problems } = read(required);
        expect(problems).to.deep.equal([]);
        expect(shop).to.deep.equal({
            ...required,
            name: "the shop",
            runtime: "converse",
            vectorStore: "s3Vectors",
            origins: [],
            rejectPercent: 0,
            bounded: false,
            demonstration: false,
        });
    });

    it("name all that is missing at once", () => {
        expect(read({}).problems.join("\n")).to.contain(".model").and.contain(".mailFrom").and.contain(".policy");
        const { problems } = read({ ...required, policy: {} });
        expect(problems.join("\n")).to.contain(".policy.currency").and.contain(".policy.shipping");
        expect(problems.join("\n")).to.contain(".policy.taxBasisPoints").and.contain(".policy.shipsTo");
    });

    for (const [what, change, said] of [
        ["a part that there isn't", { colour: "red" }, 'has "colour"'],
        ["an address that is none", { mailFrom: "orders" }, "an e-mail address"],
        ["a name with markup", { name: "<b>Shop</b>" }, ".name"],
        ["another runtime", { runtime: "langchain" }, "converse, bedrockAgents"],
        ["a collection without saying whether it has standbys", { vectorStore: "openSearchServerless" }, "350 USD"],
        ["standbys of S3 Vectors", { standbyReplicas: true }, "leave it out"],
        ["an origin without encryption", { origins: ["http://shop.example.com"] }, "https origins"],
        ["an instance that is no UUID", { handOver: { instanceId: "x", contactFlowId: "y" } }, ".handOver.instanceId"],
        ["a hand-over without a flow", { handOver: {} }, ".handOver.contactFlowId"],
        ["a share above all", { rejectPercent: 101 }, "from 0 to 100"],
        ["removals in parts of a percent", { removalPercent: 0.2 }, ".removalPercent"],
        ["a price that is no number", { modelPrice: { inputPer1k: "3", outputPer1k: 15 } }, ".modelPrice.inputPer1k"],
    ] as const) {
        it(`refuse ${what}`, () => expect(problemsOf(change)).to.contain(said));
    }

    for (const [what, change, said] of [
        ["a currency in small letters", { currency: "usd" }, ".policy.currency"],
        ["no way of shipping", { shipping: {} }, "one at least"],
        ["a price in fractions", { shipping: { standard: { priceMinor: 5.99, delivery: "soon" } } }, ".priceMinor"],
        ["a way of shipping that says nothing", { shipping: { standard: null } }, ".policy.shipping.standard is null"],
        ["a name that no model could repeat", { shipping: { "Next Day!": {} } }, '"Next Day!"'],
        ["no tax for other places", { taxBasisPoints: { "US-WA": 650 } }, "named default"],
        ["a tax above all", { taxBasisPoints: { default: 10_001 } }, ".policy.taxBasisPoints"],
        ["a country by its name", { shipsTo: ["Sweden"] }, "two capital letters"],
        ["no pieces", { maxQuantity: 0 }, ".policy.maxQuantity"],
    ] as const) {
        it(`refuse a policy with ${what}`, () =>
            expect(problemsOf({ policy: { ...policy, ...change } })).to.contain(said));
    }

    it("answer whatever is written with a shop or with problems, and never both or neither", () => {
        fc.assert(
            fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
                const { shop, problems } = readShop(text);
                expect(shop === undefined).to.equal(problems.length > 0);
            }),
        );
    });
});
