import { expect } from "chai";
import { judge } from "./sample";
import { sound, unsound } from "./table";

describe("the check of prose", () => {
    it("lets through what the turn's tools support, and what claims nothing", () => {
        const stopped = sound.flatMap((sentence) => {
            const verdict = judge(sentence);
            return verdict === null ? [] : [`${verdict.fault}: ${sentence}`];
        });
        expect(stopped).to.deep.equal([]);
    });

    for (const [fault, sentences] of Object.entries(unsound))
        it(`stops ${fault}`, () => {
            const missed = sentences.filter((sentence) => judge(sentence)?.fault !== fault);
            expect(missed.map((sentence) => `${judge(sentence)?.fault ?? "shown"}: ${sentence}`)).to.deep.equal([]);
        });
});
