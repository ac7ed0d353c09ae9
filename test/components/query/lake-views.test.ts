import { expect } from "chai";
import { LakeDatabase } from "../../../components/catalog/lake-database";
import { LakeViews, type LakeViewsArgs } from "../../../components/query/lake-views";
import { prestoType } from "../../../components/query/presto-types";
import { contactRecords, personalColumns, tables, views } from "../../../schemas";
import { evaluateProgram } from "../../support/evaluate";
import { personalAt } from "../catalog/read";
import { refusalOf } from "../refusal";

const TABLE = "aws:glue/catalogTable:CatalogTable";
const ALL = views.map((view) => view.name);

/** What Athena would read out of a view's catalogue entry. */
function documentOf(text: unknown): Record<string, unknown> {
    const match = /^\/\* Presto View: (.*) \*\/$/.exec(String(text));
    return JSON.parse(Buffer.from(match?.[1] ?? "", "base64").toString());
}

describe("LakeViews", () => {
    it("keeps a view as Athena keeps its own", async () => {
        const { one } = await evaluateProgram(
            () => void new LakeViews("views", { databaseName: "lake", schemas: ["contact_records_latest"] }),
        );
        const { inputs, parent, deleteBeforeReplace } = one(TABLE);
        expect(parent).to.equal(one("lakefront:index:LakeViews").urn);
        expect(deleteBeforeReplace).to.equal(true);
        expect(inputs).to.deep.include({
            name: "contact_records_latest",
            databaseName: "lake",
            tableType: "VIRTUAL_VIEW",
            parameters: { presto_view: "true", comment: "Presto View" },
            viewExpandedText: "/* Presto View */",
        });
        const document = documentOf(inputs.viewOriginalText);
        expect(document).to.include({ catalog: "awsdatacatalog", schema: "lake" });
        expect(document.originalSql).to.equal(views.find((view) => view.name === "contact_records_latest")?.sql);
        expect(document.columns).to.deep.include({ name: "initiation_ts", type: "timestamp(3)" });
    });

    it("makes a view wait for the views that it reads", async () => {
        const { named } = await evaluateProgram(
            () => void new LakeViews("views", { databaseName: "lake", schemas: ALL }),
        );
        expect(named("views-agent_status_intervals").dependencies).to.deep.equal([
            named("views-agent_events_distinct_deidentified").urn,
        ]);
        expect(named("views-contact_records_latest").dependencies).to.deep.equal([]);
    });

    it("makes the views wait for their database", async () => {
        const { one } = await evaluateProgram(() => {
            const { databaseName } = new LakeDatabase("lake");
            new LakeViews("views", { databaseName, schemas: ["contact_records_latest"] });
        });
        expect(one(TABLE).propertyDependencies.databaseName).to.deep.equal([
            one("aws:glue/catalogDatabase:CatalogDatabase").urn,
        ]);
    });

    it("takes views and tables of the caller's own beside the lake's", async () => {
        const { byType } = await evaluateProgram(
            () =>
                void new LakeViews("views", {
                    databaseName: "lake",
                    tables: { orders: [{ name: "order_id", type: "string" }] },
                    views: {
                        answered: {
                            sql: "SELECT c.contact_id, o.order_id FROM contact_records c CROSS JOIN orders o",
                            columns: [
                                { name: "contact_id", type: "string" },
                                { name: "order_id", type: "string" },
                            ],
                        },
                    },
                }),
        );
        expect(byType(TABLE).map(({ name }) => name)).to.deep.equal(["views-answered"]);
    });

    it("brings the views that a view reads", async () => {
        const { byType } = await evaluateProgram(
            () => void new LakeViews("views", { databaseName: "lake", schemas: ["agent_status_intervals"] }),
        );
        expect(byType(TABLE).map(({ inputs }) => inputs.name)).to.deep.equal([
            "agent_events_distinct_deidentified",
            "agent_status_intervals",
        ]);
    });

    it("marks a column personal that is so in what the view reads, through other views too, or that the caller marks", async () => {
        const { named } = await evaluateProgram(
            () =>
                void new LakeViews("views", {
                    databaseName: "lake",
                    schemas: ["contact_records_latest", "contact_records_latest_deidentified"],
                    tables: { people: [{ name: "mail", type: "string", personal: true }] },
                    views: {
                        callers: {
                            sql: "SELECT c.channel, c.customer_id, p.mail, p.mail AS address FROM contact_records_latest c CROSS JOIN people p",
                            columns: ["channel", "customer_id", "mail"].map((name) => ({ name, type: "string" })),
                        },
                        again: {
                            sql: "SELECT mail, customer_id AS who FROM callers",
                            columns: [
                                { name: "mail", type: "string" },
                                { name: "who", type: "string", personal: true },
                            ],
                        },
                    },
                }),
        );
        const marked = (view: string) => personalAt(named(`views-${view}`).inputs, "storageDescriptor", "columns");
        expect(marked("contact_records_latest")).to.deep.equal(personalColumns(contactRecords));
        expect(marked("contact_records_latest_deidentified")).to.deep.equal([]);
        expect(marked("callers")).to.deep.equal(["customer_id", "mail"]);
        expect(marked("again")).to.deep.equal(["mail", "who"]);
    });

    const column = [{ name: "a", type: "string" }];
    const refused: [string, Partial<LakeViewsArgs>, RegExp][] = [
        [
            "an unknown schema",
            { schemas: ["contact_records_newest"] },
            /schemas holds "contact_records_newest" \(did you mean "contact_records_latest"/,
        ],
        [
            "an unknown column, with the nearest",
            { views: { v: { sql: "SELECT chanel FROM contact_records", columns: column } } },
            /view "v": column "chanel" is unknown in contact_records \(did you mean "channel"\?\)/,
        ],
        [
            "an unknown table",
            { views: { v: { sql: "SELECT a FROM contacts_records", columns: column } } },
            /view "v": table "contacts_records" is unknown \(did you mean "contact_records"\?\)/,
        ],
        ["a view without columns", { views: { v: { sql: "SELECT 1", columns: [] } } }, /view "v" has no columns/],
        [
            "a column type that no view can have",
            { views: { v: { sql: "SELECT 1", columns: [{ name: "a", type: "array<text>" }] } } },
            /view "v", column "a": "text" is no Glue type/,
        ],
        ["a name that needs quotes", { views: { "my-view": { sql: "SELECT 1", columns: column } } }, /view "my-view"/],
        [
            "views that read each other",
            {
                views: {
                    v: { sql: "SELECT a FROM w", columns: column },
                    w: { sql: "SELECT a FROM v", columns: column },
                },
            },
            /views v, w read each other in a circle/,
        ],
    ];
    for (const [what, args, message] of refused) {
        it(`refuses ${what}`, async () => {
            expect(await refusalOf(() => void new LakeViews("views", { databaseName: "lake", ...args }))).to.match(
                message,
            );
        });
    }

    it("shows every mistake of every view at once", async () => {
        const bad = { sql: "SELECT x FROM contact_records", columns: column };
        const message = await refusalOf(
            () => void new LakeViews("views", { databaseName: "lake", views: { one: bad, two: bad } }),
        );
        expect(message).to.match(/view "one"[\s\S]*view "two"/);
    });
});

describe("Athena's type names", () => {
    const pairs: [string, string][] = [
        ["string", "varchar"],
        ["int", "integer"],
        ["float", "real"],
        ["timestamp", "timestamp(3)"],
        ["decimal(10, 2)", "decimal(10,2)"],
        ["varchar(16)", "varchar(16)"],
        ["map<string,array<int>>", "map(varchar, array(integer))"],
        ["array<struct<location:string,score:decimal(3,1)>>", 'array(row("location" varchar, "score" decimal(3,1)))'],
    ];
    for (const [glue, presto] of pairs) {
        it(`calls ${glue} ${presto}`, () => expect(prestoType(glue)).to.equal(presto));
    }

    it("knows every type of the lake's own tables and views", () => {
        const types = Object.values(tables).flatMap((table) =>
            Object.values(table.columns).map(({ type }) => type.glue),
        );
        expect(types.map(prestoType)).to.have.length(types.length);
    });

    for (const type of ["", "text", "array<>", "map<string>", "struct<string>", "array<int", "timestamp_ntz"]) {
        it(`refuses "${type}"`, () => expect(() => prestoType(type)).to.throw(/is no Glue type/));
    }
});
