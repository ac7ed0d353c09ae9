import { expect } from "chai";
import * as fc from "fast-check";
import * as z from "zod";
import { coerce } from "../../../../functions/shop/tools/coerce";
import { TOOLS } from "../../../../functions/shop/tools/table";
import { readToStringForm } from "../../../../functions/shop/tools/to-string-form";

const schema = z.strictObject({
    text: z.string().max(50).optional(),
    count: z.int().min(-1_000_000).max(1_000_000).optional(),
    flag: z.boolean().optional(),
    ids: z.array(z.string()).max(9).optional(),
});

describe("coercing arguments", () => {
    for (const [raw, expected] of [
        [{ count: "3" }, { count: 3 }],
        [{ count: " 3.0 " }, { count: 3 }],
        [{ count: "-7" }, { count: -7 }],
        [{ count: "3.5" }, { count: "3.5" }],
        [{ count: "1e3" }, { count: "1e3" }],
        [{ count: "0x10" }, { count: "0x10" }],
        [{ count: "" }, {}],
        [{ count: "null" }, {}],
        [{ flag: "True" }, { flag: true }],
        [{ flag: "false" }, { flag: false }],
        [{ flag: "yes" }, { flag: "yes" }],
        [{ text: 42 }, { text: "42" }],
        [{ text: "null" }, { text: "null" }],
        [{ text: "  " }, {}],
        [{ text: null }, {}],
        [{ ids: '["a","b"]' }, { ids: ["a", "b"] }],
        [{ ids: "[a, b]" }, { ids: ["a", "b"] }],
        [{ ids: "[{product_id=a}, {product_id=b}]" }, { ids: ["a", "b"] }],
        [{ ids: "{product_id=a}" }, { ids: ["a"] }],
        [{ ids: '[{"product_id":"a"}]' }, { ids: ["a"] }],
        [{ ids: "a, b" }, { ids: ["a", "b"] }],
        [{ ids: "a" }, { ids: ["a"] }],
        [{ ids: "[]" }, { ids: [] }],
        [{ ids: [1, "b"] }, { ids: ["1", "b"] }],
        [{ ids: "[a, b" }, { ids: ["[a", "b"] }],
        ['{"count":"2"}', { count: 2 }],
        ["{count=2, text=a b}", { count: 2, text: "a b" }],
        ["", {}],
        [null, {}],
        [undefined, {}],
        [{ other: "kept, to be refused" }, { other: "kept, to be refused" }],
        [[1], [1]],
    ] as const) {
        it(`reads ${JSON.stringify(raw)} as ${JSON.stringify(expected)}`, () => {
            expect(coerce(raw, schema)).to.deep.equal(expected);
        });
    }

    const right = fc.record(
        {
            text: fc.string({ minLength: 1, maxLength: 50 }).filter((text) => text.trim() !== ""),
            count: fc.integer({ min: -1_000_000, max: 1_000_000 }),
            flag: fc.boolean(),
            ids: fc.array(fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/), { minLength: 1, maxLength: 9 }),
        },
        { requiredKeys: [] },
    );

    it("leaves right arguments as they are", () => {
        fc.assert(
            fc.property(right, (input) => {
                expect(coerce(input, schema)).to.deep.equal(input);
            }),
        );
    });

    it("brings right arguments back from the text that the classic service makes of them", () => {
        fc.assert(
            fc.property(right, (input) => {
                const asText = Object.fromEntries(
                    Object.entries(input).map(([name, value]) => [
                        name,
                        Array.isArray(value) ? `[${value.join(", ")}]` : String(value),
                    ]),
                );
                expect(coerce(asText, schema)).to.deep.equal(input);
            }),
        );
    });

    it("never throws, whatever any tool is given", () => {
        fc.assert(
            fc.property(fc.constantFrom(...TOOLS), fc.anything(), fc.string(), ({ input }, raw, text) => {
                const named = Object.fromEntries(Object.keys(input.shape).map((name) => [name, raw]));
                const asText = Object.fromEntries(Object.keys(input.shape).map((name) => [name, text]));
                for (const each of [raw, text, named, asText]) input.safeParse(coerce(each, input));
            }),
            { numRuns: 500 },
        );
    });

    it("reads nested lists and objects, and refuses what isn't closed", () => {
        expect(readToStringForm("[{a=1, b=[x, y]}, {a=2}]")).to.deep.equal([{ a: "1", b: ["x", "y"] }, { a: "2" }]);
        for (const broken of ["[a", "{a}", "[a]]", "{=a}", "[a] b", "[a}", "plain", "[".repeat(20) + "]".repeat(20)]) {
            expect(readToStringForm(broken), broken).to.equal(undefined);
        }
    });
});
