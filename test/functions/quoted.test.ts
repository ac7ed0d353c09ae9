import { expect } from "chai";
import fc from "fast-check";
import { quotedBytes, quotedJson } from "../../functions/shared/quoted";

const quoted = (text: string) => quotedBytes.toString("utf8", 0, quotedJson(text));

describe("a document as a JSON string", () => {
    it("is what JSON.stringify writes, for any document without line ends", () => {
        fc.assert(
            fc.property(fc.jsonValue({ maxDepth: 3, stringUnit: "grapheme" }), (value) => {
                const text = JSON.stringify(value);
                expect(quoted(text)).to.equal(JSON.stringify(text));
            }),
        );
    });

    for (const text of ['{"a":""}', '{"ab":""}', '{"a":"\\\\\\""}', '""', "1"]) {
        it(`is right to the last byte for ${text}`, () => {
            expect(quoted(text)).to.equal(JSON.stringify(text));
        });
    }

    it("is left to JSON.stringify where the text holds control characters, at an even place or an odd one", () => {
        for (const text of ['{\n"a":1}', '{"a":1}\n', '{\t"ab":1}', '{"ab":1}\r']) {
            expect(quotedJson(text)).to.equal(0);
        }
    });

    it("is left to JSON.stringify where the text is long, and right up to there", () => {
        const longest = JSON.stringify({ note: '"'.repeat(10_000) });
        expect(quoted(longest)).to.equal(JSON.stringify(longest));
        expect(quotedJson(JSON.stringify({ note: "x".repeat(30_000) }))).to.equal(0);
    });
});
