import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { catalogOf } from "../../../local/query/catalog";
import { LocalQueryEngine } from "../../../local/query/engine";
import { governanceOf } from "../../../runner/access";
import { evaluateProgram } from "../../support/evaluate";
import { expectedOfView, readingOf } from "./grants-meaning";
import { declareLake, EVERYONE, READERS, TABLES, VIEW } from "./grants-program";
import { anyGrants, type Drawn } from "./grants-random";
import { answered, expected, type Seen } from "./grants-reference";
import { fill } from "./grants-rows";
import { catalog, Lake } from "./support";

/** Of the grants that are drawn, how many may at most be refused: each of these is one tried less. */
const MOST_REFUSED = 0.3;
const RUNS = 6;

describe("answers under random grants of LakeGrants", function () {
    // Hundreds of questions, each planned and answered in a DuckDB of its own, take what the machine takes: 11 s on two processors.
    this.timeout(240_000);
    let lake: Lake;
    const drawn = { taken: 0, refused: 0 };

    before(async () => {
        lake = await Lake.of(catalog());
        await fill(lake);
    });
    after(() => lake.close());

    it("equal what the grants say, for every principal, table, view, column and row", async () => {
        await fc.assert(
            fc.asyncProperty(anyGrants, async (some) => {
                drawn.taken += Object.keys(some.grants).length;
                drawn.refused += some.refused;
                await expectAnswers(lake, some);
            }),
            // The message names the few grants that matter, and shrinking would evaluate and ask for minutes.
            { numRuns: RUNS, endOnFailure: true },
        );
        expect(drawn.refused / (drawn.taken + drawn.refused)).to.be.lessThan(MOST_REFUSED);
    });
});

async function expectAnswers(lake: Lake, { grants }: Drawn): Promise<void> {
    const { registrations } = await evaluateProgram(() => declareLake(grants));
    const engine = await LocalQueryEngine.over(
        catalogOf(registrations),
        lake.store,
        join(lake.directory, "cache"),
        governanceOf(registrations),
    );
    try {
        for (const { name, arn } of READERS) {
            const its = Object.values(grants).filter(({ principal }) => principal === name || principal === EVERYONE);
            const readings = its.map(readingOf);
            const expectSeen = async (table: string, wanted: Seen | undefined) => {
                const answer = await answered(engine.query(`SELECT * FROM ${table}`, { principal: arn }));
                expect(answer, `${name} asks ${table}, granted ${JSON.stringify(its)}`).to.deep.equal(wanted);
                return answer?.columns ?? [];
            };
            for (const { table, database = "lake", personal } of TABLES) {
                const seen = await expectSeen(`${database}.${table.name}`, expected(readings, table.name));
                for (const column of personal.filter((each) => seen.includes(each))) {
                    const asked = its.some((grant) => grant.includePersonalColumns || grant.columns?.includes(column));
                    expect(asked, `${name} sees ${column} by ${JSON.stringify(its)}`).to.equal(true);
                }
            }
            await expectSeen(`lake.${VIEW.name}`, expectedOfView(readings));
        }
    } finally {
        await engine.close();
    }
}
