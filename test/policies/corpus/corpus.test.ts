import { expect } from "chai";
import { expectedViolations, Judge, programs } from "./corpus";

const GOOD = /^good-/;
/** Those that do what strict asks for beside the baseline. */
const STRICT = [
    "good-assistant",
    "good-order-events",
    "good-serverless-api",
    "good-shop-assistant",
    "good-stream-to-lake",
];

/** Programs of the size and shape of real ones, with mistakes that were made in public, or with none. */
describe("policies: whole programs", () => {
    const judge = new Judge();
    after(() => judge.stop());

    it("has programs of both kinds", () => {
        const good = programs.filter(({ name }) => GOOD.test(name));
        expect(good.length).to.be.at.least(5);
        expect(programs.length - good.length).to.be.at.least(8);
    });

    for (const program of programs) {
        const isGood = GOOD.test(program.name);
        it(`${isGood ? "finds nothing wrong with" : "finds every mistake, and nothing else, in"} ${program.name}`, async () => {
            const expected = expectedViolations(program);
            expect(expected.length === 0, "what is expected of a good program").to.equal(isGood);
            const { violations, undetermined, resources } = await judge.judge(program);
            expect(violations).to.deep.equal(expected);
            expect(undetermined).to.deep.equal([]);
            if (isGood) {
                expect(resources).to.be.at.least(15);
            }
        });
        if (isGood) {
            it(`accuses ${program.name} of nothing that a first preview can't know`, async () => {
                expect((await judge.judge(program, { preview: true })).violations).to.deep.equal([]);
            });
        }
        if (STRICT.includes(program.name)) {
            it(`finds nothing wrong with ${program.name} where strict asks for more`, async () => {
                expect((await judge.judge(program, { profile: "strict" })).violations).to.deep.equal([]);
            });
        }
    }
});
