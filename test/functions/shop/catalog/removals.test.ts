import { expect } from "chai";
import * as fc from "fast-check";
import { RemovalProblem, removalProblem, WITHDRAWALS_ALWAYS_BORNE } from "../../../../functions/shop/catalog/removals";

const ids = (count: number) => Array.from({ length: count }, (_, index) => `p-${index}`);

/** The problem of a file that has only the first `kept` of the products on sale, and perhaps new ones. */
function problemOf(before: number, kept: number, threshold: number, added = 0) {
    return removalProblem({ before, after: kept + added, withdrawn: ids(before).slice(kept) }, threshold);
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const positiveShare = fc.double({ min: 0.001, max: 1, noNaN: true });
/** Any shop, and any part of it that a file still has. */
const anyCut = fc.nat({ max: 2_000 }).chain((before) => fc.tuple(fc.constant(before), fc.nat({ max: before })));

describe("the removals that a file brings", () => {
    it("are too many beyond the share that is borne, and not with it", () => {
        expect(problemOf(1_000, 800, 0.2)).to.equal(undefined);
        expect(problemOf(1_000, 799, 0.2)).to.equal(RemovalProblem.TooMany);
    });

    it("are counted exactly, whole percent for whole percent", () => {
        for (let percent = 1; percent < 100; percent += 1) {
            expect(problemOf(700, 700 - 7 * percent, percent / 100), `${percent} %`).to.equal(undefined);
            expect(problemOf(700, 699 - 7 * percent, percent / 100), `above ${percent} %`).to.not.equal(undefined);
        }
    });

    it("are borne in a small shop, of which each is a large share", () => {
        expect(problemOf(3, 2, 0.2)).to.equal(undefined);
        expect(problemOf(10, 5, 0.2)).to.equal(undefined);
        expect(problemOf(10, 4, 0.2)).to.equal(RemovalProblem.TooMany);
    });

    it("never leave a shop empty, however small it is and whatever is borne", () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 2_000 }), share, (before, threshold) => {
                expect(problemOf(before, 0, threshold)).to.equal(RemovalProblem.NoneLeft);
            }),
        );
    });

    it("may replace all of a small shop by something else", () => {
        expect(problemOf(3, 0, 0.2, 2)).to.equal(undefined);
        expect(problemOf(60, 0, 0.2, 60)).to.equal(RemovalProblem.TooMany);
    });

    it("are none that need a word when nothing goes, also from a shop that has nothing", () => {
        fc.assert(
            fc.property(fc.nat({ max: 2_000 }), fc.nat({ max: 2_000 }), share, (before, added, threshold) => {
                expect(problemOf(before, before, threshold, added)).to.equal(undefined);
            }),
        );
    });

    it("are refused to the last one where none is borne", () => {
        expect(problemOf(1_000, 999, 0)).to.equal(RemovalProblem.TooMany);
    });

    it("are borne by a handful wherever any are and something is left", () => {
        fc.assert(
            fc.property(
                fc.integer({ min: 1, max: WITHDRAWALS_ALWAYS_BORNE }),
                fc.integer({ min: 1, max: 2_000 }),
                positiveShare,
                (gone, kept, threshold) => {
                    expect(problemOf(kept + gone, kept, threshold)).to.equal(undefined);
                },
            ),
        );
    });

    it("are never borne by a file that was cut further, nor refused where more is borne", () => {
        fc.assert(
            fc.property(anyCut, share, share, ([before, kept], one, other) => {
                const [less, more] = one < other ? [one, other] : [other, one];
                if (problemOf(before, kept, less) === undefined)
                    expect(problemOf(before, kept, more)).to.equal(undefined);
                if (problemOf(before, kept, less) !== undefined && kept > 0)
                    expect(problemOf(before, kept - 1, less)).to.not.equal(undefined);
            }),
        );
    });
});
