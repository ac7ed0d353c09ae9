import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { catalogOf } from "../../../local/query/catalog";
import { LocalQueryEngine } from "../../../local/query/engine";
import { evaluate } from "../../../runner";
import { accessOf, type Governance, governanceOf, principalsOf } from "../../../runner/access";
import { modelledAws } from "../../../runner/aws";
import { DirectoryStore } from "./support";

describe("the grants of the local stack", () => {
    let directory: string;
    let governance: Governance;
    let engine: LocalQueryEngine;

    before(async () => {
        directory = await mkdtemp(join(tmpdir(), "lakefront-grants-"));
        const { registrations } = await evaluate({
            program: resolve(__dirname, "../../.."),
            stack: "local",
            handler: modelledAws,
        });
        governance = governanceOf(registrations);
        engine = await LocalQueryEngine.over(
            catalogOf(registrations),
            new DirectoryStore(join(directory, "s3")),
            join(directory, "cache"),
            governance,
        );
    });
    after(async () => {
        await engine.close();
        await rm(directory, { recursive: true, force: true });
    });

    it("let each principal read every table and view on which it has SELECT, with the columns that it was granted", async () => {
        let readable = 0;
        for (const principal of principalsOf(governance)) {
            for (const { table, verbs, columns } of accessOf(governance, principal).tables) {
                if (!verbs.includes("SELECT")) continue;
                const answer = await engine.query(`SELECT * FROM ${table}`, { principal });
                expect(
                    answer.columns.map(({ name }) => name),
                    `${principal}: ${table}`,
                ).to.deep.equal(columns.map(({ name }) => name));
                readable++;
            }
        }
        expect(readable).to.be.greaterThan(0);
    });

    it("show personal columns to data engineers alone, but for the words of searches", async () => {
        const seen = principalsOf(governance).flatMap((principal) =>
            accessOf(governance, principal).tables.flatMap(({ table, columns }) =>
                columns
                    .filter(({ personal }) => personal)
                    .map((column) => `${principal.replace(/.*\//, "")} ${table}.${column.name}`),
            ),
        );
        const others = seen.filter((one) => !one.startsWith("data-engineer "));
        expect(others).to.deep.equal(["quality-manager assistant_tool_calls.query_text"]);
        expect(seen.length).to.be.greaterThan(others.length);
    });
});
