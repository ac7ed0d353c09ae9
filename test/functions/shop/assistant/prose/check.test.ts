import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import type { CheckedProse } from "../../../../../functions/shop/assistant/prose/check";
import { disguised, harmless } from "./disguises";
import { judge, sampleProse } from "./sample";
import { sound, unsound } from "./table";

const ROOT = resolve(__dirname, "../../../../..");

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

    for (const [claim, sentences] of Object.entries(disguised))
        it(`isn't led astray about ${claim}`, () => {
            expect(sentences.filter((sentence) => judge(sentence) === null)).to.deep.equal([]);
        });

    it("lets through what is only near to a claim", () => {
        const stopped = harmless.flatMap((sentence) => {
            const verdict = judge(sentence);
            return verdict === null ? [] : [`${verdict.fault}: ${sentence}`];
        });
        expect(stopped).to.deep.equal([]);
    });

    it("needs no more than a moment for what is made to keep it busy", async () => {
        // In a process of its own, as a function has: where much code was compiled, such as here, V8 no longer optimises patterns.
        const command = ["-r", resolve(ROOT, "bin/register.cjs"), resolve(__dirname, "busy.ts")];
        const { stdout } = await promisify(execFile)(process.execPath, command);
        expect(Number(stdout)).to.be.greaterThan(0).and.below(3_000);
    });

    it("comes to the same however the text arrives, and shows nothing of a sentence before its end", () => {
        const sentences = [...sound, ...Object.values(unsound).flat()];
        const joined = (pieces: readonly CheckedProse[]) => pieces.map(({ text }) => text).join("");
        fc.assert(
            fc.property(
                fc.array(fc.constantFrom(...sentences), { maxLength: 8 }),
                fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }),
                (some, lengths) => {
                    const text = some.join(" ");
                    const whole = sampleProse();
                    const expected = [...whole.push(text), ...whole.flush()];
                    const piecewise = sampleProse();
                    const pieces: CheckedProse[] = [];
                    let at = 0;
                    for (const length of [...lengths, text.length]) {
                        pieces.push(...piecewise.push(text.slice(at, at + length)));
                        at += length;
                    }
                    pieces.push(...piecewise.flush());
                    expect(joined(pieces)).to.equal(joined(expected));
                    expect(pieces.map(({ fault }) => fault)).to.deep.equal(expected.map(({ fault }) => fault));
                },
            ),
            { numRuns: 60 },
        );
    });

    it("says each neutral sentence once a turn", () => {
        const prose = sampleProse();
        const shown = [...prose.push("It costs $77. It costs $78. It costs $79. "), ...prose.flush()];
        expect(shown.filter(({ fault }) => fault !== null)).to.have.length(3);
        expect(
            shown
                .map(({ text }) => text)
                .join("")
                .match(/please go by the price/g),
        ).to.have.length(1);
    });
});
