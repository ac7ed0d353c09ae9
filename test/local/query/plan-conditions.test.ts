import { expect } from "chai";
import fc from "fast-check";
import { planConditions } from "../../../local/query/plan-conditions";

const doubled = (text: string, quote: string) => quote + text.replaceAll(quote, quote + quote) + quote;

describe("planConditions", () => {
    it("takes each line for a condition", () => {
        expect(planConditions(["a='x'", "n>5", "optional: b='y' OR b='z'"])).to.deep.equal([
            "a='x'",
            "n>5",
            "optional: b='y' OR b='z'",
        ]);
    });

    it("puts a text with line breaks together again", () => {
        expect(planConditions(["a!='x''", "n>5", "''y'", "n>0"])).to.deep.equal(["a!='x''\nn>5\n''y'", "n>0"]);
    });

    it("puts a name with line breaks together again", () => {
        const lines = ["(CAST(a AS STRUCT(\"x'", "n>5", 'y" INTEGER)) IS NULL)'];
        expect(planConditions(lines)).to.deep.equal([lines.join("\n")]);
    });

    it("takes nothing from a text that never ends", () => {
        expect(planConditions(["n>0", "a='x", "n>5"])).to.deep.equal(["n>0"]);
    });

    it("gives back any conditions, whatever their texts and names hold", () => {
        const part = fc.string({ unit: fc.constantFrom("'", '"', "\n", "a", ">", " ") });
        const condition = fc.oneof(
            part.map((text) => `a!=${doubled(text, "'")}`),
            fc.tuple(part, part).map(([name, text]) => `f(a, ${doubled(name, '"')}, ${doubled(text, "'")})`),
        );
        fc.assert(
            fc.property(fc.array(condition), (conditions) => {
                const lines = conditions.length === 0 ? [] : conditions.join("\n").split("\n");
                expect(planConditions(lines)).to.deep.equal(conditions);
            }),
        );
    });
});
