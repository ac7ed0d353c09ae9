import { expect } from "chai";
import * as fc from "fast-check";
import { sqlProblems, tablesRead } from "../../../components/query/sql-check";
import { tokens } from "../../../components/query/sql-tokens";
import { inOrderOfUse, viewProblems } from "../../../components/query/view-plan";
import { views } from "../../../schemas";

const known = {
    contacts: ["contact_id", "channel", "initiation_ts", "recordings", "attributes"],
    agents: ["agent_id", "contact_id", "name"],
};

describe("SQL of views", () => {
    describe("tables", () => {
        const read: [string, string[]][] = [
            ["SELECT 1", []],
            ["SELECT * FROM contacts", ["contacts"]],
            ["SELECT * FROM lake.contacts c, agents", ["agents", "contacts"]],
            ['SELECT * FROM "Contacts" LEFT JOIN agents USING (contact_id)', ["agents", "contacts"]],
            ["WITH a AS (SELECT * FROM contacts), b AS (SELECT * FROM a) SELECT * FROM b", ["contacts"]],
            ["SELECT * FROM (SELECT * FROM contacts) x CROSS JOIN UNNEST(x.recordings) AS t(r)", ["contacts"]],
            ["SELECT EXTRACT(HOUR FROM initiation_ts), TRIM(BOTH 'x' FROM channel) FROM contacts", ["contacts"]],
            ["SELECT * FROM contacts WHERE a IS DISTINCT FROM b", ["contacts"]],
            ["SELECT * FROM contacts -- FROM agents\n/* JOIN agents */ WHERE x = 'FROM agents'", ["contacts"]],
            ["SELECT * FROM contacts WHERE EXISTS (SELECT 1 FROM agents)", ["agents", "contacts"]],
        ];
        for (const [sql, expected] of read) {
            it(`finds ${expected.join(" and ") || "none"} in ${sql.replaceAll("\n", " ")}`, () => {
                expect(tablesRead(sql)).to.deep.equal(expected);
            });
        }
    });

    describe("good queries", () => {
        const good = [
            "SELECT c.contact_id, upper(channel) AS ch FROM contacts c WHERE channel = 'VOICE' ORDER BY ch",
            "SELECT *, row_number() OVER (PARTITION BY channel ORDER BY initiation_ts DESC NULLS LAST) AS place FROM contacts",
            "SELECT date_diff('second', initiation_ts, current_timestamp) FROM contacts",
            "SELECT filter(recordings, r -> r.location IS NOT NULL) FROM contacts",
            "SELECT reduce(recordings, 0, (s, r) -> s + 1, s -> s) FROM contacts",
            "SELECT r.location FROM contacts CROSS JOIN UNNEST(recordings) AS u (r)",
            "SELECT attributes['a'] AS a, recordings[1].location FROM contacts",
            "WITH per_channel (channel, n) AS (SELECT channel, count(*) FROM contacts GROUP BY 1) SELECT channel, n FROM per_channel p WHERE p.n > 1",
            'SELECT "contact_id" AS "Contact Id" FROM contacts',
            "SELECT CAST(initiation_ts AS date) AS d, TRY_CAST(contact_id AS bigint) FROM contacts",
            "SELECT sum(1) OVER w FROM contacts WINDOW w AS (PARTITION BY channel)",
            "SELECT a.name FROM contacts c JOIN agents a ON a.contact_id = c.contact_id",
            "SELECT channel ch, count(*) n, recordings[1].location place, CASE WHEN true THEN 1 END one FROM contacts ORDER BY ch, n",
            "SELECT CAST(recordings AS array(row(location varchar, score integer))) AS r FROM contacts",
            "SELECT c.*, DATE '2026-01-01' AS d FROM contacts AS c",
            "SELECT CASE WHEN channel IN ('A', 'B') THEN INTERVAL '1' DAY END FROM contacts",
        ];
        for (const sql of good) {
            it(`lets pass: ${sql}`, () => {
                expect(sqlProblems(sql, known)).to.deep.equal([]);
            });
        }
    });

    describe("bad queries", () => {
        const bad: [string, RegExp][] = [
            ["SELECT chanel FROM contacts", /column "chanel" is unknown in contacts \(did you mean "channel"\?\)/],
            [
                "SELECT c.contact_idd FROM contacts c",
                /column "contact_idd" is unknown in table "contacts" \(did you mean "contact_id"/,
            ],
            [
                "SELECT c.name FROM contacts c JOIN agents a USING (contact_id)",
                /column "name" is unknown in table "contacts"/,
            ],
            [
                "SELECT * FROM contact",
                /table "contact" is unknown \(did you mean "contacts"\?\): known are agents, contacts/,
            ],
            ["SELECT * FROM contacts WHERE cannel = 'VOICE'", /"cannel"/],
            ["SELECT * FROM contacts ORDER BY initiaton_ts", /"initiaton_ts".*"initiation_ts"/],
            ['SELECT "Contact Id" FROM contacts', /column "Contact Id" is unknown/],
            ["SELECT x.contact_id FROM contacts c", /column "x" is unknown/],
        ];
        for (const [sql, message] of bad) {
            it(`refuses: ${sql}`, () => {
                expect(sqlProblems(sql, known).join("\n")).to.match(message);
            });
        }

        it("reports an unknown table once, and not each of its columns", () => {
            expect(sqlProblems("SELECT a, b, c FROM nowhere", known)).to.have.length(1);
        });

        it("reports a column that is used twice once", () => {
            expect(sqlProblems("SELECT foo FROM contacts WHERE foo = 1", known)).to.have.length(1);
        });
    });

    it("finds any slip in a column of the lake's own views", () => {
        const all = Object.fromEntries(views.map((view) => [view.name, view]));
        expect(viewProblems(all, {})).to.deep.equal([]);
        for (const view of views) {
            const [column = ""] = /\b(instance_id|conversation_id|order_id)\b/.exec(view.sql) ?? [];
            const slipped = view.sql.replace(column, `${column}s`);
            const problems = viewProblems({ ...all, [view.name]: { ...view, sql: slipped } }, {}).join("\n");
            expect(problems).to.include(`view "${view.name}": column "${column}s" is unknown`);
            expect(problems).to.include(`did you mean "${column}"?`);
        }
    });

    it("splits any text without failing, and loses nothing but comments and white space", () => {
        fc.assert(
            fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
                const kept = tokens(text.replace(/--|\/\*/g, "+"))
                    .map((token) => token.text)
                    .join("");
                const strip = (value: string) => value.replace(/[\s"]/gu, "");
                expect(strip(kept)).to.equal(strip(text.replace(/--|\/\*/g, "+")));
            }),
        );
    });

    it("orders views by what they read, whatever order they are given in", () => {
        const chain = { c: "SELECT * FROM b", b: "SELECT * FROM a", a: "SELECT * FROM contact_records" };
        fc.assert(
            fc.property(fc.shuffledSubarray(Object.entries(chain), { minLength: 3 }), (entries) => {
                const given = Object.fromEntries(entries.map(([name, sql]) => [name, { sql, columns: [] }]));
                expect(inOrderOfUse(given).map(({ name }) => name)).to.deep.equal(["a", "b", "c"]);
            }),
        );
    });
});
