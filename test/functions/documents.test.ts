import { expect } from "chai";
import fc from "fast-check";
import { documentsIn } from "../../functions/shared/documents";

const read = (text: string) =>
    documentsIn(text).map((part) => ("value" in part ? part.value : `${part.refusal.reason}: ${part.text}`));

describe("documents in a payload", () => {
    const a = { id: 1, text: 'quote " brace } bracket ]' };
    const b = { id: 2, list: [1, [2]] };
    const framings: Record<string, string> = {
        "one after another": JSON.stringify(a) + JSON.stringify(b),
        "one a line": `${JSON.stringify(a)}\n${JSON.stringify(b)}\n`,
        "one a line, with Windows line ends": `${JSON.stringify(a)}\r\n${JSON.stringify(b)}\r\n`,
        "with commas between them": `${JSON.stringify(a)}, ${JSON.stringify(b)}`,
        "in a list": JSON.stringify([a, b]),
        "in an indented list": JSON.stringify([a, b], null, 4),
        "in lists in a row": `${JSON.stringify([a])}${JSON.stringify([b])}`,
        "under a key": JSON.stringify({ Records: [a, b] }),
        "indented, one after another": `${JSON.stringify(a, null, 2)}\n${JSON.stringify(b, null, 2)}`,
        "as a JSON string": JSON.stringify(JSON.stringify([a, b])),
    };
    for (const [how, text] of Object.entries(framings)) {
        it(`are found ${how}`, () => {
            expect(read(text)).to.deep.equal([a, b]);
        });
    }

    it("keep their own text, to the character", () => {
        const first = '{"n": 1.0,  "big": 12345678901234567890}';
        const second = '{ "m":2 }';
        for (const text of [
            `[${first} ,${second}]`,
            `${first}\n${second}`,
            `${first}${second}`,
            `{"Records":[${first},${second}]}`,
        ]) {
            expect(documentsIn(text).map((document) => document.text)).to.deep.equal([first, second]);
        }
    });

    it("are found in a wrapper around one object, whose text stays whole", () => {
        const text = '{"detail": {"id": 1, "b": 2}}';
        expect(documentsIn(text)).to.deep.equal([{ text, value: { id: 1, b: 2 } }]);
    });

    it("survive a damaged neighbour", () => {
        expect(read('{"id":1}\n{"id":2,\n{"id":3}')).to.deep.equal([{ id: 1 }, 'not_json: {"id":2,', { id: 3 }]);
        expect(read('{"id":1}{id:2}{"id":3}')).to.deep.equal([{ id: 1 }, "not_json: {id:2}", { id: 3 }]);
        expect(read('// a comment\n{"id":1}')).to.deep.equal(["not_json: // a comment", { id: 1 }]);
        expect(read('{"id":1}\ngarbage "{" here\n{"id":3}')).to.deep.equal([
            { id: 1 },
            'not_json: garbage "{" here',
            { id: 3 },
        ]);
        expect(read('{"id":1},}\n{"id":3}')).to.deep.equal([{ id: 1 }, "not_json: }", { id: 3 }]);
    });

    it("that span lines and are damaged become one refused part", () => {
        expect(read('{\n  "id": 1,\n  "b": ,\n  "c": 3\n}\n')).to.deep.equal([
            'not_json: {\n  "id": 1,\n  "b": ,\n  "c": 3\n}',
        ]);
    });

    it("are refused where they are no objects", () => {
        expect(read("42")).to.deep.equal(["not_an_object: 42"]);
        expect(read("null")).to.deep.equal(["not_an_object: null"]);
        expect(read('"text"')).to.deep.equal(['not_an_object: "text"']);
        expect(read('[{"id":1}, 42]')).to.deep.equal([{ id: 1 }, "not_an_object: 42"]);
    });

    it("are missed openly where there are none", () => {
        expect(read("")).to.deep.equal(["empty: "]);
        expect(read(" \n ")).to.deep.equal(["empty:  \n "]);
        expect(read("[]")).to.deep.equal(["empty: []"]);
    });

    const record = fc.record({
        id: fc.nat(),
        text: fc.string({ unit: "grapheme" }),
        inner: fc.jsonValue({ maxDepth: 2 }),
    });

    it("come back whole, however many stand in a row and whatever separates them", () => {
        const separator = fc.constantFrom("", "\n", " ", ",", "\r\n", " ,\n ");
        fc.assert(
            fc.property(fc.array(record, { minLength: 1, maxLength: 6 }), separator, (records, between) => {
                const texts = records.map((value) => JSON.stringify(value));
                expect(documentsIn(texts.join(between)).map(({ text }) => text)).to.deep.equal(texts);
            }),
        );
    });

    it("never take a sound line along, wherever a line of garbage stands", () => {
        const garbage = fc
            .string({ minLength: 1 })
            .filter((text) => text.trim() !== "" && !/["\n\r\\{}[\],]/.test(text));
        fc.assert(
            fc.property(fc.array(record, { minLength: 1, maxLength: 4 }), garbage, fc.nat(), (records, bad, place) => {
                const lines = records.map((value) => JSON.stringify(value));
                lines.splice(place % (lines.length + 1), 0, `{${bad}`);
                const found = documentsIn(lines.join("\n")).flatMap((part) => ("value" in part ? [part.text] : []));
                expect(found).to.deep.equal(records.map((value) => JSON.stringify(value)));
            }),
        );
    });

    it("account for every character of any text", () => {
        const visible = (text: string) => text.replace(/[\s,\ufeff[\]]/g, "");
        // Of a JSON string that holds an object the object alone is kept, without the string's quotes.
        const holdsObject = /"\s*\{(?:[^"\\]|\\.)*\}\s*"/;
        fc.assert(
            fc.property(fc.string({ unit: fc.constantFrom("{", "}", '"', "a", ":", "1", " ", "\n", "\\") }), (text) => {
                fc.pre(!holdsObject.test(text));
                const kept = documentsIn(text)
                    .map((part) => part.text)
                    .join("");
                expect(visible(kept)).to.equal(visible(text));
            }),
            { numRuns: 2_000 },
        );
    });
});
