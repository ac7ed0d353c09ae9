import { expect } from "chai";
import fc from "fast-check";
import { shopPolicyProblems } from "../../components/shop/shop-policy";
import { readShopPolicy } from "../../config/shop-policy";
import { shopPolicyBounds as bounds } from "../../schemas/shop/policy";

/** Numbers on both sides of both ends. */
const near = ([least, most]: readonly [number, number]) =>
    fc.constantFrom(least - 1, least, least + 1, most - 1, most, most + 1, least + 0.5);

const policies = fc.record(
    {
        currency: fc.constantFrom("USD", "usd", "US", "EURO"),
        shipping: fc.dictionary(
            fc.constantFrom("standard", "next-day", "next_day", "Next", "2nd", "s".repeat(30), "s".repeat(31)),
            fc.record({ priceMinor: near(bounds.priceMinor), freeFromMinor: near(bounds.priceMinor) }).map((price) => ({
                ...price,
                delivery: "soon",
            })),
            { maxKeys: 2 },
        ),
        taxBasisPoints: fc
            .dictionary(fc.constantFrom("US", "US-WA", "us", "USA", "elsewhere"), near(bounds.taxBasisPoints), {
                maxKeys: 2,
            })
            .map((rates) => ({ default: 0, ...rates })),
        shipsTo: fc.array(fc.constantFrom("US", "CA", "Sweden"), { maxLength: 2 }),
        returnDays: near(bounds.returnDays),
        maxQuantity: near(bounds.maxQuantity),
        cartHours: near(bounds.cartHours),
        quoteMinutes: near(bounds.quoteMinutes),
    },
    { requiredKeys: ["currency", "shipping", "taxBasisPoints", "shipsTo"] },
);

const good = {
    currency: "USD",
    shipping: { standard: { priceMinor: 599, delivery: "5 to 7 business days" } },
    taxBasisPoints: { default: 0 },
    shipsTo: ["US"],
};
const parts = { returnDays: 30, maxQuantity: 20, cartHours: 168, quoteMinutes: 15 };

describe("the policy of a shop", () => {
    it("is taken or refused by a stack's settings just as by the OrderStore", () => {
        // One part at a time: a policy that is wrong in every part is refused whatever becomes of a single bound.
        const oneChange = policies.chain((policy) =>
            fc.constantFrom(...Object.entries({ ...good, ...parts, ...policy })).map(([part, value]) => ({
                ...good,
                ...parts,
                [part]: value,
            })),
        );
        fc.assert(
            fc.property(oneChange, (policy) => {
                const { problems } = readShopPolicy(policy);
                expect(problems.length > 0, problems.join("\n")).to.equal(shopPolicyProblems(policy).length > 0);
            }),
            { numRuns: 500 },
        );
    });

    for (const part of ["returnDays", "maxQuantity", "cartHours", "quoteMinutes"] as const) {
        const [least, most] = bounds[part];
        it(`takes ${part} from ${least} to ${most}`, () => {
            for (const value of [least, most]) expect(readShopPolicy({ ...good, [part]: value }).problems).to.be.empty;
            for (const value of [least - 1, most + 1])
                expect(readShopPolicy({ ...good, [part]: value }).problems.join()).to.contain(`.${part} is ${value}`);
        });
    }
});
