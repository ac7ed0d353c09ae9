import { expect } from "chai";
import fc from "fast-check";
import { thereIs } from "../../runner/policies/nearest";
import { changedPaths } from "../../runner/policies/remediation";
import { schemaProblems } from "../../runner/policies/schema";

describe("the settings of a policy, against its schema", () => {
    const cases: readonly (readonly [string, unknown, object, string | undefined])[] = [
        ["a boolean in words", "true", { type: "boolean" }, 'rule.x has to be true or false, not "true"'],
        ["a boolean", false, { type: "boolean" }, undefined],
        ["a fraction for a whole number", 1.5, { type: "integer" }, "rule.x has to be a whole number, not 1.5"],
        ["a number that is too low", 0, { type: "integer", minimum: 1 }, "rule.x is 0: it has to be at least 1"],
        [
            "a number that is too high",
            9,
            { type: "number", minimum: 1, maximum: 5 },
            "rule.x is 9: it has to be at least 1 and at most 5",
        ],
        ["a word that is no choice", "no", { enum: ["warn", "fail"] }, 'rule.x is "no": there is "warn", "fail"'],
        ["a choice", "warn", { enum: ["warn", "fail"] }, undefined],
        ["one text for a list", "a", { type: "array" }, 'rule.x has to be a list, not "a"'],
        [
            "a list with a wrong item",
            ["a", 7],
            { type: "array", items: { type: "string" } },
            "rule.x[1] has to be a text, not 7",
        ],
        ["a list that is too short", [], { type: "array", minItems: 1 }, "rule.x is too short: at least 1"],
        ["a text that is too long", "abc", { maxLength: 2 }, "rule.x is too long: at most 2"],
        ["a text of another form", "a", { pattern: "^b" }, 'rule.x is "a": it has to match ^b'],
        ["either of two types", null, { type: ["string", "null"] }, undefined],
        ["neither of two types", 7, { type: ["string", "null"] }, "rule.x has to be a text or null, not 7"],
        [
            "an object with a wrong member",
            { y: 7 },
            { type: "object", properties: { y: { type: "string" } }, required: ["z"] },
            "rule.x.z is missing|rule.x.y has to be a text, not 7",
        ],
        ["anything, where the schema says nothing of it", 7, { oneOf: [] }, undefined],
    ];
    for (const [what, value, schema, problem] of cases) {
        it(`${problem === undefined ? "may be" : "can't be"} ${what}`, () => {
            expect(schemaProblems(value, schema, "rule.x").join("|") || undefined).to.equal(problem);
        });
    }
});

describe("a name that is not there", () => {
    it("is answered by all names where they are few", () => {
        expect(thereIs(["b", "a"], "c")).to.equal("a, b");
    });
    it("is answered by the names that look most like it where they are many", () => {
        const names = ["s3-versioning", "s3-lifecycle", "sqs-dlq", ...Array.from({ length: 9 }, (_, i) => `rule-${i}`)];
        expect(thereIs(names, "s3-versionning")).to.match(/^s3-versioning, .* and 9 others$/);
    });
});

describe("what a remediation changed", () => {
    it("is told by path, with no word of the values", () => {
        const before = { rules: [{ on: false, key: "secret" }], tags: { a: "1" } };
        const after = { rules: [{ on: true, key: "secret" }, { on: true }], tags: {}, name: "n" };
        expect(changedPaths(before, after)).to.deep.equal(["rules[0].on", "rules[1]", "tags.a", "name"]);
    });
    it("is nothing between equal values, and something between others", () => {
        fc.assert(
            fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
                expect(changedPaths(a, structuredClone(a))).to.deep.equal([]);
                const same = JSON.stringify(a) === JSON.stringify(b);
                expect(same || changedPaths(a, b).length > 0).to.equal(true);
            }),
        );
    });
});
