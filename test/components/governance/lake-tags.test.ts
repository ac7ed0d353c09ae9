import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { LakeTags } from "../../../components/governance/lake-tags";
import type { LakeTagsArgs } from "../../../components/governance/lake-tags-args";
import { planTags } from "../../../components/governance/lake-tags-plan";
import { contactRecords, personalColumns, tables, views } from "../../../schemas";
import { evaluateProgram } from "../../support/evaluate";
import { refusalOf } from "../refusal";
import { expectGolden, requestsOf } from "./golden";

const TAG = "aws:lakeformation/lfTag:LfTag";
const ATTACHED = "aws:lakeformation/resourceLfTag:ResourceLfTag";
const evaluateTags = (args: Partial<LakeTagsArgs>) =>
    evaluateProgram(() => void new LakeTags("lake", { databaseName: "acme", ...args }));

/** What is attached by a plan, as `object key=value`. */
function attached(args: Partial<LakeTagsArgs>): string[] {
    const { steps, problems } = planTags({ databaseName: "acme", ...args });
    expect(problems).to.deep.equal([]);
    return steps.map(({ table = "database", column, key, value }) => {
        const object = column === undefined ? table : `${table}.${column}`;
        return `${object} ${key}=${value}`;
    });
}

describe("LakeTags", () => {
    it("requests what its golden file says", async () => {
        const { registrations } = await evaluateTags({
            lfTags: { "cost-center": ["retail", "care"] },
            schemas: ["quarantined_records", "agent_status_intervals"],
            database: { "cost-center": "care" },
            tables: {
                orders: { lfTags: { "cost-center": "retail" }, columns: { email: { sensitivity: "personal" } } },
            },
        });
        expectGolden("lf-tags", requestsOf(registrations));
    });

    it("tags every personal column of the lake's tables as such, and the table as internal", () => {
        const personal = personalColumns(contactRecords).map(
            (column) => `contact_records.${column} sensitivity=personal`,
        );
        expect(attached({ schemas: ["contact_records"] })).to.have.members([
            ...personal,
            "contact_records sensitivity=internal",
            "contact_records domain=contacts",
        ]);
    });

    it("tags a view as personal when it shows a personal column, for its columns can't be tagged", () => {
        for (const { name, columns } of views) {
            const personal = columns.some((column) => column.personal);
            expect(attached({ schemas: [name] })).to.include(
                `${name} sensitivity=${personal ? "personal" : "internal"}`,
            );
        }
    });

    it("tags each table and view of the lake with the domain of what it reads", () => {
        const names = [...Object.keys(tables), ...views.map(({ name }) => name)];
        const domains = attached({ schemas: names }).filter((line) => line.includes(" domain="));
        expect(domains).to.have.length(names.length);
        expect(domains).to.include.members([
            "contact_records_latest domain=contacts",
            "agent_status_intervals domain=agents",
            "quarantined_records domain=ingestion",
        ]);
    });

    it("tags columns before their table and tables before their database, so that none is milder for a moment", () => {
        const order = attached({ schemas: ["contact_records"], database: { sensitivity: "internal" } });
        const places = order.map((line) => (line.includes(".") ? 0 : line.startsWith("database") ? 2 : 1));
        expect(places).to.deep.equal([...places].sort());
    });

    it("attaches the same in whichever order tables and tags are written", () => {
        const own = { lfTags: { domain: "agents", sensitivity: "internal" } };
        const swapped = { lfTags: { sensitivity: "internal", domain: "agents" } };
        expect(attached({ tables: { a: own, b: own } })).to.deep.equal(
            attached({ tables: { b: swapped, a: swapped } }),
        );
    });

    it("makes one change after the other, after what it depends on", async () => {
        const { byType, one } = await evaluateProgram(() => {
            const settings = new aws.lakeformation.DataLakeSettings("settings", {});
            new LakeTags("lake", { databaseName: "acme", schemas: ["contact_records"] }, { dependsOn: [settings] });
        });
        const children = [...byType(TAG), ...byType(ATTACHED)];
        const [first, ...others] = children;
        expect(first?.dependencies).to.deep.equal([one("aws:lakeformation/dataLakeSettings:DataLakeSettings").urn]);
        expect(others.every(({ dependencies }, index) => dependencies.includes(children[index]?.urn ?? ""))).to.equal(
            true,
        );
        expect(children.every(({ deleteBeforeReplace }) => deleteBeforeReplace)).to.equal(true);
    });

    it("leaves the tags themselves to another stack when told so", async () => {
        const { byType } = await evaluateTags({ createTags: false, database: { domain: "agents" } });
        expect(byType(TAG)).to.deep.equal([]);
        expect(byType(ATTACHED)).to.have.length(1);
    });

    it("adds values to the lake's own tags", async () => {
        const { outputs } = await evaluateProgram(() => {
            const tags = new LakeTags("lake", { databaseName: "acme", lfTags: { domain: ["stores"], team: ["care"] } });
            return { values: tags.values };
        });
        expect(outputs.values).to.deep.equal({
            domain: ["agents", "assistant", "catalog", "contacts", "ingestion", "orders", "stores"],
            sensitivity: ["internal", "personal"],
            team: ["care"],
        });
    });

    const refused: [string, Partial<LakeTagsArgs>, string][] = [
        [
            "an unknown schema",
            { schemas: ["contact_record"] },
            'schemas holds "contact_record" (did you mean "contact_records"?): it takes contact_records, agent_events, quarantined_records, assistant_turns, assistant_tool_calls, orders, order_lines, catalog_syncs, contact_records_latest, contact_records_latest_deidentified, agent_events_distinct, agent_events_distinct_deidentified, agent_status_intervals, orders_latest, assistant_daily, handover_contacts, search_misses.',
        ],
        [
            "a table said twice",
            { schemas: ["agent_events"], tables: { agent_events: {} } },
            "tables.agent_events is in schemas as well: what one says, the other can't.",
        ],
        [
            "an undeclared tag of the database",
            { database: { team: "care" } },
            'database names "team", which is not declared: declared are domain, sensitivity.',
        ],
        [
            "an undeclared value of a table",
            { tables: { orders: { lfTags: { domain: "order" } } } },
            'tables.orders.lfTags.domain holds "order" (did you mean "orders"?), which is not declared: declared are agents, assistant, catalog, contacts, ingestion, orders.',
        ],
        [
            "an undeclared value of a column",
            { tables: { orders: { columns: { email: { sensitivity: "person" } } } } },
            'tables.orders.columns.email.sensitivity holds "person" (did you mean "personal"?), which is not declared: declared are internal, personal.',
        ],
        [
            "a key in upper case",
            { lfTags: { Team: ["care"] } },
            'lfTags has the key "Team": it takes lower-case words joined by "-" or "_", for example "cost-center".',
        ],
        ["a tag without values", { lfTags: { team: [] } }, "lfTags.team is empty: a tag has at least one value."],
        [
            "a value in upper case",
            { lfTags: { team: ["Care!"] } },
            'lfTags.team holds "Care!": a value has up to 256 lower-case letters, digits, spaces and _.:/=+@%-, for example "care".',
        ],
        [
            "more values than there can be",
            { lfTags: { team: Array.from({ length: 1001 }, (_, index) => `t${index}`) } },
            "lfTags.team has 1001 values: Lake Formation takes 1000 at most.",
        ],
    ];
    for (const [what, args, problem] of refused) {
        it(`refuses ${what}`, async () => {
            expect(await refusalOf(() => void new LakeTags("lake", { databaseName: "acme", ...args }))).to.equal(
                `LakeTags "lake" was given 1 setting that it can't use:\n  - ${problem}`,
            );
        });
    }
});
