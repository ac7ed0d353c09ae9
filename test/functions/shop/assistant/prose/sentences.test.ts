import { expect } from "chai";
import fc from "fast-check";
import { SentenceSplitter } from "../../../../../functions/shop/assistant/prose/sentences";

function split(...pieces: string[]): string[] {
    const splitter = new SentenceSplitter();
    return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.flush()];
}

/** Text made of what decides where sentences end. */
const prose = fc
    .array(
        fc.constantFrom(
            "Tent",
            " ",
            ".",
            "!",
            "?",
            "\n",
            "$19.99",
            "e.g.",
            '"',
            "**",
            ")",
            "…",
            "word",
            "3.",
            "  ",
            "é",
            "😀",
        ),
        { maxLength: 60 },
    )
    .map((parts) => parts.join(""));

describe("the splitter of sentences", () => {
    it("ends a sentence at its mark, its quote or its line", () => {
        expect(split('It is light. "Very light!" Is it? Yes…\n- one\n- two')).to.deep.equal([
            "It is light.",
            ' "Very light!"',
            " Is it?",
            " Yes…\n",
            "- one\n",
            "- two",
        ]);
    });

    it("doesn't end one within a price, after an abbreviation or after a list's number", () => {
        expect(split("It costs $19.99, approx. 20 dollars, e.g. in red. 1. Tent No. 5 is here.")).to.deep.equal([
            "It costs $19.99, approx. 20 dollars, e.g. in red.",
            " 1. Tent No. 5 is here.",
        ]);
    });

    it("holds a sentence back until what follows tells that it is over", () => {
        const splitter = new SentenceSplitter();
        expect(splitter.push("It costs $19.")).to.deep.equal([]);
        expect(splitter.push("99 today.")).to.deep.equal([]);
        expect(splitter.push(" It")).to.deep.equal(["It costs $19.99 today."]);
    });

    it("cuts a text without an end at a space, and without spaces at its bound", () => {
        const [first = ""] = split("word ".repeat(400));
        expect(first.length).to.be.within(900, 1_000);
        expect(first.endsWith("word")).to.equal(true);
        expect(split("x".repeat(2_500)).map(({ length }) => length)).to.deep.equal([1_000, 1_000, 500]);
    });

    it("loses and adds nothing", () => {
        fc.assert(fc.property(fc.oneof(prose, fc.string()), (text) => split(text).join("") === text));
    });

    it("cuts at the same places however the text arrives", () => {
        fc.assert(
            fc.property(prose, fc.array(fc.nat(20), { maxLength: 40 }), (text, lengths) => {
                const pieces: string[] = [];
                let rest = text;
                for (const length of lengths) {
                    pieces.push(rest.slice(0, length));
                    rest = rest.slice(length);
                }
                expect(split(...pieces, rest)).to.deep.equal(split(text));
            }),
            { numRuns: 500 },
        );
    });

    it("cuts no character in halves where a text has neither an end nor a space", () => {
        for (const start of ["", "x"]) {
            const splitter = new SentenceSplitter();
            const pieces = [...splitter.push(start + "🏕".repeat(2_000)), ...splitter.flush()];
            expect(pieces.length).to.be.above(2);
            expect(pieces.filter((piece) => /\p{Cs}/u.test(piece))).to.deep.equal([]);
        }
    });
});
