import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { loadCases } from "../../../local/eval/cases";
import { unknownProducts } from "../../../local/eval/check/relevance";
import { CatalogTruth, fits } from "../../../local/eval/check/truth";
import { onOneLine } from "../../../local/eval/check/words";
import { EVAL_KINDS, EvalKind } from "../../../local/eval/kinds";
import { catalogue, INJECTED_IDS } from "../../../local/shop/catalogue";
import { PERSONAS } from "../../../local/shop/personas";
import { POLICIES } from "../../../local/shop/upload-policies";

const CASES = loadCases();
const TRUTH = CatalogTruth.of(catalogue(), new DynamoDBClient({ region: "us-east-1" }), "none");
const turns = CASES.flatMap((each) => each.turns.map((turn) => ({ ...turn, of: each })));

describe("the evaluation set", () => {
    it("has 130 conversations or more, of every kind, and 35 searches whose answer is known by facts", () => {
        expect(CASES.length).to.be.at.least(130);
        for (const kind of EVAL_KINDS)
            expect(
                CASES.filter((each) => each.kind === kind),
                kind,
            ).to.have.length.at.least(8);
        const searches = turns.filter(
            ({ of, expect: { finds } }) => of.kind === EvalKind.Search && finds !== undefined,
        );
        expect(searches.length).to.be.at.least(35);
        expect(CASES.filter((each) => each.turns.length > 1).length).to.be.at.least(30);
    });
    it("names only products that the generated catalogue has, and personas that there are", () => {
        expect(unknownProducts(CASES, TRUTH)).to.deep.equal([]);
        const named = turns.flatMap(({ say }) => [...say.matchAll(/\{name:([\w-]+)\}/g)].map(([, id = ""]) => id));
        expect(named.filter((id) => TRUTH.get(id) === undefined)).to.deep.equal([]);
        const keys: readonly string[] = PERSONAS.map(({ key }) => key);
        for (const { persona, other } of CASES)
            expect(keys).to.include.members([persona, ...(other ? [other.persona] : [])]);
    });
    it("asks for nothing that no product could answer", () => {
        for (const { expect: wanted, of } of turns)
            for (const where of [...(wanted.finds?.any ?? []), ...(wanted.finds_each ?? [])])
                expect(
                    TRUTH.all().some((product) => fits(product, where, "standard")),
                    of.id,
                ).to.equal(true);
    });
    it("cites policies as they stand in their files", () => {
        const cited = turns.flatMap(({ expect: { policy } }) => (policy === undefined ? [] : [policy]));
        expect(new Set(cited.map(({ file }) => file))).to.deep.equal(new Set(readdirSync(POLICIES)));
        for (const { file, quotes } of cited) {
            const text = onOneLine(readFileSync(join(POLICIES, file), "utf8")).toLowerCase();
            for (const quote of quotes) expect(text).to.contain(quote.toLowerCase());
        }
    });
    it("shows every product whose text talks to the assistant", () => {
        const shown = CASES.filter(({ kind }) => kind === EvalKind.Injection).flatMap((each) =>
            each.turns.flatMap((turn) => turn.expect.shows ?? []),
        );
        expect(shown).to.include.members([...INJECTED_IDS]);
    });
    it("is chosen from by kind and by id, and says which id it hasn't", () => {
        expect(loadCases({ kinds: [EvalKind.Scope] }).every(({ kind }) => kind === EvalKind.Scope)).to.equal(true);
        expect(loadCases({ ids: ["search-tents"] }).map(({ id }) => id)).to.deep.equal(["search-tents"]);
        expect(() => loadCases({ ids: ["search-dragons"] })).to.throw('no case "search-dragons"');
    });

    describe("a file of cases", () => {
        let directory: string;
        beforeEach(() => {
            directory = mkdtempSync(join(tmpdir(), "lakefront-cases-"));
        });
        afterEach(() => rmSync(directory, { recursive: true }));
        const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
        it("is refused with its name and what is wrong in it", () => {
            write(
                "bad.yaml",
                "kind: search\nabout: x\ncases: [{ id: a, turns: [{ say: x, expect: { finds_nothing: true } }] }]",
            );
            expect(() => loadCases({}, directory)).to.throw(/bad\.yaml is no set of cases[\s\S]*finds_nothing/);
        });
        it("may not use an id again", () => {
            const text = "kind: search\nabout: x\ncases: [{ id: a, turns: [{ say: x, expect: {} }] }]";
            write("one.yaml", text);
            write("two.yaml", text);
            expect(() => loadCases({}, directory)).to.throw('Two cases have the id "a"');
        });
    });
});
