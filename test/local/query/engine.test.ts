import { expect } from "chai";
import { LocalQueryEngine } from "../../../local/query/engine";
import { QueryError } from "../../../local/query/query-error";
import { catalog, column, Lake, table, view } from "./support";

const day = { partitionKeys: [column("instance_id", "string"), column("event_date", "date")] };
const columns = [column("contact_id", "string"), column("n", "int"), column("raw_json", "string")];
const contacts = table("contacts", columns, day);
const injected = table("injected", [column("contact_id", "string")], {
    partitionKeys: [column("instance_id", "string")],
    location: "s3://lake/injected/",
    parameters: {
        "projection.enabled": "true",
        "projection.instance_id.type": "injected",
        "storage.location.template": `s3://lake/injected/\${instance_id}/`,
    },
});
const refused = table(
    "refused",
    [column("reason", "string"), column("received_ts", "timestamp"), column("size_bytes", "int")],
    {
        format: "json",
        partitionKeys: [column("received_date", "date")],
    },
);
const latest = view(
    "latest",
    "SELECT contact_id, n, raw_json, instance_id, event_date FROM (SELECT *, row_number() OVER (PARTITION BY instance_id, event_date, contact_id ORDER BY n DESC) AS place FROM contacts) AS versions WHERE place = 1",
    [...columns, ...day.partitionKeys],
);
const busiest = view("busiest", "SELECT contact_id, n FROM latest ORDER BY n DESC LIMIT 1", columns.slice(0, 2));

const file = (instance: string, date: string, name: string) =>
    `contacts/instance_id=${instance}/event_date=${date}/${name}.parquet`;

describe("local query engine", () => {
    let lake: Lake;

    beforeEach(async () => {
        lake = await Lake.of(catalog(contacts, injected, refused, latest, busiest, table("empty", columns)));
        await lake.put(file("i-1", "2026-11-01", "a"), columns, "('c1', 1, 'x'), ('c1', 2, 'y'), ('c2', 5, 'z')");
        await lake.put(file("i-1", "2026-11-02", "b"), columns, "('c3', 3, 'x')");
        await lake.put(file("i-2", "2026-11-01", "c"), columns, "('c4', 4, 'x')");
    });
    afterEach(() => lake.close());

    const refusal = async (sql: string, engine = lake.engine): Promise<QueryError> => {
        try {
            await engine.query(sql);
        } catch (error) {
            expect(error).to.be.instanceOf(QueryError);
            if (error instanceof QueryError) {
                return error;
            }
        }
        throw new Error(`was answered: ${sql}`);
    };

    describe("reading the lake", () => {
        it("fetches an object once, an overwritten one again, and sees new and deleted ones", async () => {
            const sql = "SELECT contact_id FROM contacts WHERE event_date = DATE '2026-11-02' ORDER BY 1";
            expect(await lake.rows(sql)).to.deep.equal([["c3"]]);
            expect(await lake.rows(sql)).to.deep.equal([["c3"]]);
            expect(lake.store.reads).to.have.length(1);
            await lake.put(file("i-1", "2026-11-02", "b"), columns, "('c3', 3, 'x'), ('c9', 9, 'x')");
            await lake.put(file("i-1", "2026-11-02", "d"), columns, "('c7', 7, 'x')");
            expect(await lake.rows(sql)).to.deep.equal([["c3"], ["c7"], ["c9"]]);
            expect(lake.store.reads).to.have.length(3);
        });

        it("fetches only the partitions that the conditions leave over, through views too", async () => {
            await lake.rows("SELECT count(*) FROM latest WHERE instance_id = 'i-1' AND event_date = DATE '2026-11-02'");
            expect(lake.store.reads).to.deep.equal([file("i-1", "2026-11-02", "b")]);
            await lake.rows(
                "SELECT count(*) FROM contacts WHERE event_date > date_add('day', -1, DATE '2026-11-02') AND n > 0",
            );
            expect(lake.store.reads).to.have.length(1);
            await lake.rows("SELECT count(*) FROM contacts WHERE instance_id IN ('i-2', 'i-9')");
            expect(lake.store.reads).to.have.length(2);
        });

        it("reads every partition that some part of the question needs", async () => {
            const rows = await lake.rows(
                "SELECT a.contact_id, b.contact_id FROM contacts a JOIN contacts b ON a.event_date = b.event_date AND a.contact_id < b.contact_id WHERE a.instance_id = 'i-1' AND b.instance_id = 'i-2' ORDER BY 1",
            );
            expect(rows).to.deep.equal([
                ["c1", "c4"],
                ["c1", "c4"],
                ["c2", "c4"],
            ]);
        });

        it("fetches nothing for a question without tables, and for one that can't be true", async () => {
            expect(await lake.rows("SELECT 1")).to.deep.equal([[1]]);
            expect(await lake.rows("SELECT n FROM contacts WHERE event_date = DATE '1999-01-01'")).to.deep.equal([]);
            expect(lake.store.reads).to.deep.equal([]);
        });

        it("gives NULL for a column that older files lack, and ignores one that the catalogue lacks", async () => {
            await lake.put(
                file("i-1", "2026-11-03", "old"),
                [column("contact_id", "string"), column("gone", "string")],
                "('c8', 'x')",
            );
            expect(
                await lake.rows("SELECT * FROM contacts WHERE event_date >= DATE '2026-11-02' ORDER BY contact_id"),
            ).to.deep.equal([
                ["c3", 3, "x", "i-1", "2026-11-02"],
                ["c8", null, null, "i-1", "2026-11-03"],
            ]);
        });

        it("answers over a table that has no files", async () => {
            expect(await lake.rows("SELECT count(*), max(n) FROM empty")).to.deep.equal([[0, null]]);
        });

        it("reads JSON lines by the catalogue's types", async () => {
            await lake.putText(
                "refused/received_date=2026-11-01/a.jsonl",
                '{"reason":"not_json","received_ts":"2026-11-01 10:00:00.250","size_bytes":7,"more":1}\n{"reason":"over_size"}\n',
            );
            expect(
                await lake.rows("SELECT reason, received_ts, size_bytes, received_date FROM refused ORDER BY 1"),
            ).to.deep.equal([
                ["not_json", "2026-11-01 10:00:00.250", 7, "2026-11-01"],
                ["over_size", null, null, "2026-11-01"],
            ]);
        });

        it("needs a value for an injected partition key, as Athena does", async () => {
            await lake.put("injected/i-1/a.parquet", injected.columns, "('c1')");
            await lake.put("injected/i-2/a.parquet", injected.columns, "('c2')");
            expect(await lake.rows("SELECT contact_id FROM injected WHERE instance_id = 'i-2'")).to.deep.equal([
                ["c2"],
            ]);
            expect(await lake.rows("SELECT count(*) FROM injected WHERE instance_id IN ('i-1', 'i-2')")).to.deep.equal([
                [2],
            ]);
            const error = await refusal("SELECT count(*) FROM injected");
            expect(error.message).to.match(
                /^CONSTRAINT_VIOLATION: For the injected projected partition column instance_id/,
            );
        });

        it("passes over files and folders that readers of Hive's layout hide", async () => {
            await lake.putText("empty/_SUCCESS", "");
            await lake.putText("empty/.partial", "not parquet");
            expect(await lake.rows("SELECT count(*) FROM empty")).to.deep.equal([[0]]);
        });

        it("counts the compressed bytes of the columns and partitions that a question refers to", async () => {
            const bytes = async (sql: string) => (await lake.engine.query(sql)).scannedBytes;
            const oneColumn = await bytes("SELECT n FROM contacts");
            const twoColumns = await bytes("SELECT n, contact_id FROM contacts");
            const onePartition = await bytes("SELECT n FROM contacts WHERE event_date = DATE '2026-11-02'");
            expect(await bytes("SELECT instance_id, count(*) FROM contacts GROUP BY 1")).to.equal(0);
            expect(onePartition).to.be.greaterThan(0).and.lessThan(oneColumn);
            expect(twoColumns).to.be.greaterThan(oneColumn);
            expect(await bytes("SELECT n FROM latest WHERE contact_id = 'c1'")).to.equal(twoColumns);
        });
    });

    describe("the catalogue", () => {
        it("shows views over views", async () => {
            expect(await lake.rows("SELECT * FROM busiest")).to.deep.equal([["c2", 5]]);
        });

        it("shows itself as information_schema", async () => {
            const tables =
                "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'lake' AND table_name LIKE '%est' ORDER BY 1";
            expect(await lake.rows(tables)).to.deep.equal([
                ["busiest", "VIEW"],
                ["latest", "VIEW"],
            ]);
            const columns =
                "SELECT data_type, ordinal_position FROM information_schema.columns WHERE table_name = 'contacts' AND column_name = 'event_date'";
            expect(await lake.rows(columns)).to.deep.equal([["date", 5]]);
        });

        it("answers SHOW and DESCRIBE", async () => {
            expect(await lake.rows("SHOW DATABASES")).to.deep.equal([["lake"]]);
            expect(await lake.rows("SHOW TABLES IN lake '*t*s'")).to.deep.equal([["contacts"]]);
            expect(await lake.rows("show views")).to.deep.equal([["busiest"], ["latest"]]);
            expect(await lake.rows("SHOW COLUMNS IN lake.refused;")).to.deep.equal([
                ["reason"],
                ["received_ts"],
                ["size_bytes"],
                ["received_date"],
            ]);
            expect(await lake.rows("DESCRIBE refused")).to.deep.include(["received_date", "date", "(partition key)"]);
            expect((await refusal("DESCRIBE refusd")).hint).to.equal("Did you mean 'refused'?");
            expect((await refusal("SHOW PARTITIONS contacts")).code).to.equal("NOT_SUPPORTED");
        });

        it("explains a question instead of answering it", async () => {
            const [row] = await lake.rows("EXPLAIN SELECT count(*) FROM contacts");
            expect(String(row?.[1])).to.match(/UNGROUPED_AGGREGATE/);
        });

        it("finds the database of an unqualified name, and asks if there are several", async () => {
            const two = {
                databases: ["lake", "other"].map((name) => ({
                    name,
                    description: "",
                    tables: [contacts, ...(name === "lake" ? [latest] : [])],
                })),
            };
            const engine = await LocalQueryEngine.over(two, lake.store, `${lake.directory}/two`);
            expect((await engine.query("SELECT count(*) FROM latest")).rows).to.deep.equal([[4]]);
            expect((await engine.query("SELECT count(*) FROM contacts", { database: "lake" })).rows).to.deep.equal([
                [5],
            ]);
            const error = await refusal("SELECT count(*) FROM contacts", engine);
            expect(error.code).to.equal("AMBIGUOUS_NAME");
            expect(error.hint).to.equal("Write one of: lake.contacts, other.contacts.");
            await engine.close();
        });

        it("says which view is broken", async () => {
            const broken = catalog(contacts, view("broken", "SELECT nothing FROM contacs", []));
            const engine = await LocalQueryEngine.over(broken, lake.store, `${lake.directory}/broken`);
            expect((await refusal("SELECT * FROM broken", engine)).message).to.match(
                /^INVALID_VIEW: Failed analyzing stored view 'awsdatacatalog.lake.broken': line 1:21: Table 'awsdatacatalog.lake.contacs' does not exist$/,
            );
            await engine.close();
        });
    });

    describe("limits and lifetimes", () => {
        it("stops at the number of rows asked for, and says that there were more", async () => {
            const result = await lake.engine.query("SELECT contact_id FROM contacts ORDER BY 1", { maxRows: 2 });
            expect(result.rows).to.deep.equal([["c1"], ["c1"]]);
            expect(result).to.include({ rowCount: 2, truncated: true });
            expect(await lake.engine.query("SELECT 1", { maxRows: 1 })).to.include({ rowCount: 1, truncated: false });
        });

        it("streams rows, and can be left half-way", async () => {
            const running = await lake.engine.stream("SELECT x FROM UNNEST(sequence(1, 20000)) AS t(x)");
            let seen = 0;
            for await (const batch of running.batches) {
                seen += batch.length;
                break;
            }
            expect(seen).to.be.greaterThan(0).and.lessThan(20_000);
            expect(await lake.rows("SELECT 1")).to.deep.equal([[1]]);
        });

        it("stops a question on request", async () => {
            const stop = new AbortController();
            const asked = lake.engine.query(
                "SELECT sum(a * b * c) FROM UNNEST(sequence(1, 9000)) AS t(a) CROSS JOIN UNNEST(sequence(1, 9000)) AS u(b) CROSS JOIN UNNEST(sequence(1, 9000)) AS w(c)",
                {
                    signal: stop.signal,
                },
            );
            setTimeout(() => stop.abort(), 300);
            await asked.then(
                () => expect.fail("was answered"),
                (error: unknown) => expect(error).to.include({ code: "USER_CANCELED" }),
            );
        });

        it("answers several questions at a time", async () => {
            const all = await Promise.all(
                [1, 2, 3, 4].map((n) => lake.rows(`SELECT contact_id FROM contacts WHERE n = ${n}`)),
            );
            expect(all).to.deep.equal([[["c1"]], [["c1"]], [["c3"]], [["c4"]]]);
        });
    });
});
