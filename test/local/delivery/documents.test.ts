import { expect } from "chai";
import fc from "fast-check";
import { parseDocuments, splitObjects } from "../../../local/delivery/documents";

describe("documents in a record", () => {
    const document = fc.dictionary(fc.string(), fc.jsonValue());
    const separator = fc.constantFrom("", "\n", " ", "\r\n", "\t\n ");

    it("are found with any white space or nothing between them", () => {
        fc.assert(
            fc.property(fc.array(fc.tuple(document, separator)), (parts) => {
                const text = parts.map(([value, space]) => JSON.stringify(value) + space).join("");
                const expected = parts.map(([value]) => JSON.parse(JSON.stringify(value)));
                expect(parseDocuments(text)).to.deep.equal(expected);
            }),
        );
    });

    it("may span lines and hold braces in strings", () => {
        expect(parseDocuments('{\n"a": "}{\\"" }{"b":\n1}')).to.deep.equal([{ a: '}{"' }, { b: 1 }]);
    });

    for (const text of ["[1]", "1", "null", '{"a":1}x', '{"a":', '[{"a":1}]', '{"a":1},{"b":2}', "{'a':1}"]) {
        it(`are not to be had from ${text}`, () => {
            expect(() => parseDocuments(text)).to.throw(SyntaxError);
        });
    }

    it("are cut apart without being parsed", () => {
        expect(splitObjects('{"a":1}{"b":2}')).to.deep.equal(['{"a":1}', '{"b":2}']);
    });
});
