import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { tables, views } from "../../schemas";
import { tablesPage } from "../../schemas/markdown";

describe("the reference page of tables", () => {
    const page = tablesPage(Object.values(tables), views);

    it("is committed as the schemas have it (else run: node -r ./bin/register.cjs scripts/generate-docs.cjs)", () => {
        expect(readFileSync(join(__dirname, "../../docs/reference/tables.md"), "utf8")).to.equal(page);
    });

    it("has a section for each table and view, and a line for each column of a table", () => {
        for (const { name } of [...Object.values(tables), ...views]) {
            expect(page).to.contain(`\n## ${name}\n`);
        }
        for (const [name, { description }] of Object.values(tables).flatMap(({ columns }) => Object.entries(columns))) {
            expect(page).to.match(new RegExp(`\\| \`${name}\` \\|.*\\| ${escaped(description)} \\|`));
        }
    });

    it("tells a long view's columns by its table's", () => {
        expect(page).to.contain("Same columns as `agent_events`.\n");
        expect(page).to.contain(
            "Same columns as `agent_events` but for `username`, `first_name`, `last_name`, `proficiencies`, `raw_json`.\n",
        );
    });

    it("marks personal columns", () => {
        expect(page).to.match(/`customer_endpoint_address` \| `string` \| {2}\| \*\*personal\*\* \|/);
        expect(page).to.match(/`contact_id` \| `string` \| {2}\| {2}\|/);
    });
});

function escaped(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
