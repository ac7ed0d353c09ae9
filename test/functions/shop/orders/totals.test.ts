import { expect } from "chai";
import fc from "fast-check";
import {
    cheapestShipping,
    lineTotal,
    shippingPrice,
    subtotalOf,
    taxOn,
    taxRate,
    totalsOf,
} from "../../../../functions/shop/orders/totals";
import { codeOf, line, policy } from "./support";

const amounts = fc.integer({ min: 0, max: 100_000_000 });
const lines = fc.array(
    fc.tuple(amounts, fc.integer({ min: 1, max: 20 })).map(([unit, quantity]) => line("p", quantity, unit)),
    { minLength: 1, maxLength: 20 },
);
const places = fc.constantFrom(
    { country: "US", state: "WA" },
    { country: "US", state: "OR" },
    { country: "CA", state: null },
);

describe("totals of an order", () => {
    it("add up exactly, in whole minor units", () => {
        fc.assert(
            fc.property(lines, places, fc.constantFrom("standard", "expedited"), (all, place, method) => {
                const totals = totalsOf(policy, all, method, place);
                const parts = [totals?.subtotal, totals?.shipping, totals?.tax].map(
                    (money) => money?.amount_minor ?? -1,
                );
                expect(parts.reduce((sum, part) => sum + part, 0)).to.equal(totals?.total.amount_minor);
                for (const part of parts) {
                    expect(Number.isSafeInteger(part) && part >= 0).to.equal(true);
                }
            }),
        );
    });

    it("don't depend on the order of the lines", () => {
        fc.assert(
            fc.property(lines, places, (all, place) => {
                expect(totalsOf(policy, all.toReversed(), "standard", place)).to.deep.equal(
                    totalsOf(policy, all, "standard", place),
                );
            }),
        );
    });

    it("take shipping at its price below the threshold, and nothing from it on", () => {
        expect(shippingPrice(policy, "standard", 7_499)).to.equal(599);
        expect(shippingPrice(policy, "standard", 7_500)).to.equal(0);
        expect(shippingPrice(policy, "expedited", 1_000_000)).to.equal(1_299);
    });

    it("know no way of shipping that the policy doesn't name, nor what every object has", () => {
        expect(shippingPrice(policy, "drone", 1)).to.equal(undefined);
        expect(shippingPrice(policy, "constructor", 1)).to.equal(undefined);
        expect(totalsOf(policy, [line("p", 1, 1)], "toString", { country: "US", state: null })).to.equal(undefined);
    });

    it("take the cheapest way of shipping, the first named of equals", () => {
        expect(cheapestShipping(policy, 100)).to.equal("standard");
        const equals = {
            ...policy,
            shipping: { b: { price_minor: 5, delivery: "" }, a: { price_minor: 5, delivery: "" } },
        };
        expect(cheapestShipping(equals, 100)).to.equal("b");
    });

    it("take the tax of the state, else of the country, else of everywhere", () => {
        expect(taxRate(policy, { country: "US", state: "WA" })).to.equal(1_010);
        expect(taxRate(policy, { country: "US", state: "OR" })).to.equal(500);
        expect(taxRate(policy, { country: "US", state: null })).to.equal(500);
        expect(taxRate(policy, { country: "CA", state: "BC" })).to.equal(0);
    });

    it("take the tax of the state however its code is written", () => {
        for (const state of ["wa", "Wa", "US-WA", "us-wa"]) {
            expect(taxRate(policy, { country: "US", state }), state).to.equal(1_010);
        }
        expect(taxRate(policy, { country: "CA", state: "US-WA" })).to.equal(0);
    });

    it("round half a minor unit of tax up, once for the whole order", () => {
        expect(taxOn(10, 500)).to.equal(1);
        expect(taxOn(9, 500)).to.equal(0);
        expect(taxOn(1_999, 825)).to.equal(165);
        const both = [line("a", 1, 10), line("b", 1, 10)];
        const free = { ...policy, shipping: { standard: { price_minor: 0, delivery: "" } } };
        expect(totalsOf(free, both, "standard", { country: "US", state: null })?.tax.amount_minor).to.equal(1);
    });

    it("are never more than half a minor unit away from the exact tax", () => {
        fc.assert(
            fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), fc.nat(10_000), (amount, rate) => {
                const off = BigInt(taxOn(amount, rate)) * 10_000n - BigInt(amount) * BigInt(rate);
                expect(off > -5_000n && off <= 5_000n).to.equal(true);
            }),
        );
    });

    it("refuse sums beyond what can be counted exactly, as too many pieces", async () => {
        const most = line("a", 1, Number.MAX_SAFE_INTEGER);
        const taxed = { ...policy, tax_basis_points: { default: 1 } };
        for (const count of [
            () => lineTotal(Number.MAX_SAFE_INTEGER, 2),
            () => lineTotal(1_000_000_000_000, 1_000_000),
            () => subtotalOf([most, most]),
            () => totalsOf(taxed, [most], "standard", { country: "US", state: null }),
        ]) {
            expect(await codeOf(count)).to.equal("invalid_quantity");
        }
    });

    it("take parts of a minor unit, and less than nothing, for a fault of the program", () => {
        expect(() => lineTotal(0.5, 1)).to.throw(RangeError);
        expect(() => lineTotal(-1, 1)).to.throw(RangeError);
        expect(() => lineTotal(Number.NaN, 1)).to.throw(RangeError);
    });
});
