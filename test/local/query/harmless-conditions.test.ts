import { expect } from "chai";
import { harmlessConditions } from "../../../local/query/harmless-conditions";
import { quoteIdentifier } from "../../../local/query/sql-text";
import { column, table } from "./support";

const contacts = table("contacts", [column("n", "int"), column("word", "string"), column("day", "date")]);
const masked = {
    ...contacts,
    governed: { stored: contacts, cells: new Map([["word", { kind: "constant", value: false } as const]]) },
};

describe("conditions that are tried on every row", () => {
    const harmless = (...conditions: string[]) => harmlessConditions(contacts, conditions, quoteIdentifier);

    it("are comparisons of a column with a constant of its type", () => {
        expect(harmless("n=1", "n>=-5", "word='a b'", "word!=''")).to.deep.equal([
            '"n" = 1',
            '"n" >= -5',
            "\"word\" = 'a b'",
            "\"word\" != ''",
        ]);
    });

    it("are nothing that could fail, or that can't be read for certain", () => {
        expect(
            harmless(
                "n>1 AND (chr(n) = 'a')",
                "(chr(n) = 'a')",
                "n='1'",
                "word=1",
                "word='it's'",
                "word='it''s'",
                "word='a' OR true",
                "day>'2026-01-01'::DATE",
                "n=99999999999999999999",
                "other=1",
                "optional: n=1",
                "n IN (1, 2)",
            ),
        ).to.deep.equal([]);
    });

    it("leave out columns of which only some cells are shown", () => {
        expect(harmlessConditions(masked, ["n=1", "word='a'"], quoteIdentifier)).to.deep.equal(['"n" = 1']);
    });
});
