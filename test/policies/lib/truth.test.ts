import { expect } from "chai";
import fc from "fast-check";
import {
    allHold,
    allOf,
    anyOf,
    isOneOf,
    isSet,
    isUnknown,
    not,
    type Truth,
    Unknown,
} from "../../../policies/lib/truth";

const truths: fc.Arbitrary<Truth> = fc.oneof(
    fc.boolean(),
    fc.constantFrom("a", "b", "c").map((path) => new Unknown([path])),
);

/** Every way in which the unknown ones may turn out. */
function outcomes(terms: readonly Truth[]): readonly boolean[][] {
    return terms.reduce<boolean[][]>(
        (sofar, term) => sofar.flatMap((each) => (isUnknown(term) ? [true, false] : [term]).map((t) => [...each, t])),
        [[]],
    );
}

describe("three-valued logic", () => {
    it("decides only what no unknown value could change", () => {
        fc.assert(
            fc.property(fc.array(truths, { maxLength: 5 }), (terms) => {
                const all = new Set(outcomes(terms).map((values) => values.every(Boolean)));
                const any = new Set(outcomes(terms).map((values) => values.some(Boolean)));
                const conjunction = allOf(...terms);
                const disjunction = anyOf(...terms);
                expect(isUnknown(conjunction)).to.equal(all.size === 2);
                expect(isUnknown(disjunction)).to.equal(any.size === 2);
                if (!isUnknown(conjunction)) {
                    expect([...all]).to.deep.equal([conjunction]);
                }
                if (!isUnknown(disjunction)) {
                    expect([...any]).to.deep.equal([disjunction]);
                }
            }),
        );
    });
    it("answers the same where it asks one question after the other, and asks none after a false one", () => {
        fc.assert(
            fc.property(fc.array(truths, { maxLength: 5 }), (terms) => {
                let asked = 0;
                const questions = terms.map((term) => () => {
                    asked++;
                    return term;
                });
                expect(allHold(...questions)).to.deep.equal(allOf(...terms));
                const firstFalse = terms.indexOf(false);
                expect(asked).to.equal(firstFalse === -1 ? terms.length : firstFalse + 1);
            }),
        );
    });
    it("keeps De Morgan's laws, with the same properties awaited", () => {
        fc.assert(
            fc.property(fc.array(truths, { maxLength: 5 }), (terms) => {
                expect(not(allOf(...terms))).to.deep.equal(anyOf(...terms.map(not)));
            }),
        );
    });
    it("names each awaited property once", () => {
        expect(allOf(new Unknown(["a"]), true, new Unknown(["b"]), new Unknown(["a"]))).to.deep.equal(
            new Unknown(["a", "b"]),
        );
    });
    it("takes an unknown value as present and an empty text as absent", () => {
        expect(isSet(new Unknown(["a"]))).to.equal(true);
        expect(isSet("")).to.equal(false);
        expect(isSet(undefined)).to.equal(false);
        expect(isSet(false)).to.equal(true);
    });
    it("answers for an absent value by the default that it is given", () => {
        expect(isOneOf(undefined, ["a"])).to.equal(false);
        expect(isOneOf(undefined, ["a"], true)).to.equal(true);
        expect(isOneOf<string>("b", ["a"], true)).to.equal(false);
    });
});
