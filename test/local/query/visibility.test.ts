import { expect } from "chai";
import { QueryError } from "../../../local/query/query-error";
import { governanceOf } from "../../../runner/access";
import {
    ADMIN,
    ANALYST,
    catalogResources,
    governed,
    permissions,
    ROLE,
    reads,
    readsColumns,
    readsRows,
} from "./grants";
import { catalog, column, Lake, table, view } from "./support";

const contacts = table("contacts", [column("contact_id", "string"), column("n", "int"), column("phone", "string")], {
    partitionKeys: [column("instance_id", "string")],
});
const orders = table("orders", [column("contact_id", "string"), column("cents", "bigint")]);
const secrets = table("secrets", [column("word", "string")]);
const plain = view("plain", "SELECT contact_id, n FROM contacts", [column("contact_id", "string"), column("n", "int")]);
const phones = view("phones", "SELECT phone FROM contacts", [column("phone", "string")]);
const whole = view("whole", "SELECT * FROM contacts", [...contacts.columns, ...contacts.partitionKeys]);
const lost = view("lost", "SELECT word FROM secrets", [column("word", "string")]);
const all = catalog(contacts, orders, secrets, plain, phones, whole, lost);

const QUALITY = `${ROLE}teams/quality`;
const ROWS = `${ROLE}own-rows`;
const MASKED = `${ROLE}masked`;
const BROKEN = `${ROLE}broken`;
const MIXED = `${ROLE}mixed`;
const NARROW = `${ROLE}narrow`;

const governance = governed(
    all,
    readsColumns(ANALYST, "contacts", { wildcard: true, excludedColumnNames: ["phone"] }),
    ...["plain", "phones", "whole", "lost"].map((name) => reads(ANALYST, name)),
    permissions(ANALYST, ["DESCRIBE"], { table: { databaseName: "lake", name: "orders" } }),
    permissions(QUALITY, ["DESCRIBE"], { database: { name: "lake" } }),
    permissions(QUALITY, ["SELECT"], { table: { databaseName: "lake", wildcard: true } }),
    readsRows(ROWS, "contacts", "instance_id = 'i-1'"),
    readsRows(MIXED, "contacts", "instance_id = 'i-1' AND n > 1"),
    readsRows(MASKED, "contacts", "n > 1", ["contact_id", "n"]),
    readsRows(MASKED, "contacts", "n > 2", ["phone"]),
    readsRows(BROKEN, "contacts", "n >> 1"),
    readsRows(BROKEN, "orders", "price > 1"),
    readsRows(BROKEN, "plain", "n > 1"),
    reads(NARROW, "contacts"),
    readsColumns(NARROW, "plain", { columnNames: ["n"] }),
);

describe("asking as somebody", () => {
    let lake: Lake;

    before(async () => {
        lake = await Lake.of(all, governance);
        await lake.put("contacts/instance_id=i-1/a.parquet", contacts.columns, "('c1', 1, '+1'), ('c2', 2, '+2')");
        await lake.put("contacts/instance_id=i-2/b.parquet", contacts.columns, "('c3', 3, '+3')");
        await lake.put("orders/a.parquet", orders.columns, "('c1', 100)");
        await lake.put("secrets/a.parquet", secrets.columns, "('xyzzy')");
    });
    after(() => lake.close());

    const refusal = async (sql: string, principal: string): Promise<QueryError> => {
        const error: unknown = await lake.rows(sql, principal).then(
            (rows) => new Error(`was answered: ${JSON.stringify(rows)}`),
            (reason: unknown) => reason,
        );
        if (error instanceof QueryError) {
            return error;
        }
        throw error;
    };

    describe("who", () => {
        it("is the lake's administrator without a principal, who sees everything", async () => {
            expect(await lake.rows("SELECT word FROM secrets")).to.deep.equal([["xyzzy"]]);
        });

        it("is found by the last part of a role's ARN", async () => {
            expect(await lake.rows("SELECT max(n) FROM contacts", "quality")).to.deep.equal([[3]]);
            expect(await lake.rows("SELECT max(n) FROM contacts", "analyst")).to.deep.equal([[3]]);
        });

        it("is a session's role, and whole identifiers as they stand", async () => {
            const session = "arn:aws:sts::111122223333:assumed-role/quality/somebody";
            expect(await lake.rows("SELECT max(n) FROM contacts", session)).to.deep.equal([[3]]);
            expect(await lake.rows("SELECT max(n) FROM contacts", QUALITY)).to.deep.equal([[3]]);
            for (const stranger of [session.replace("1111", "2222"), "111122223333", `${ROLE}quality`]) {
                expect(await lake.rows("SHOW TABLES", stranger), stranger).to.deep.equal([]);
            }
        });

        it("is refused by a name that nobody has, with those that there are", async () => {
            const error = await refusal("SELECT 1", "analist");
            expect(error.message).to.equal("PRINCIPAL_NOT_FOUND: Principal 'analist' is not known");
            expect(error.hint).to.match(
                /^Did you mean 'analyst'\? The program grants something to: arn:.*role\/teams\/quality\.$/,
            );
        });

        it("sees nothing if the program grants it nothing", async () => {
            const stranger = `${ROLE}stranger`;
            expect(await lake.rows("SHOW DATABASES", stranger)).to.deep.equal([]);
            expect((await refusal("SELECT n FROM contacts", stranger)).message).to.equal(
                "TABLE_NOT_FOUND: line 1:15: Table 'contacts' does not exist",
            );
            expect((await refusal("SELECT n FROM contacts", stranger)).hint).to.equal(undefined);
            expect(await lake.rows("SELECT 1", stranger)).to.deep.equal([[1]]);
        });

        it("describes everything as a data lake administrator, and reads nothing without a grant", async () => {
            expect(await lake.rows("SHOW TABLES LIKE 'o*|s*'", ADMIN)).to.deep.equal([["orders"], ["secrets"]]);
            expect((await refusal("SELECT * FROM secrets", ADMIN)).message).to.equal(
                "COLUMN_NOT_FOUND: line 1:15: Relation contains no accessible columns",
            );
        });
    });

    describe("columns", () => {
        it("are those that are granted, in every list of them", async () => {
            const names = ["contact_id", "n", "instance_id"];
            expect(
                (await lake.engine.query("SELECT * FROM contacts", { principal: ANALYST })).columns.map(
                    ({ name }) => name,
                ),
            ).to.deep.equal(names);
            expect((await lake.rows("SHOW COLUMNS IN contacts", ANALYST)).flat()).to.deep.equal(names);
            const listed =
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'contacts' ORDER BY ordinal_position";
            expect((await lake.rows(listed, ANALYST)).flat()).to.deep.equal(names);
        });

        it("can't be named in any clause otherwise, in Athena's words", async () => {
            for (const sql of [
                "SELECT phone FROM contacts",
                "SELECT n FROM contacts WHERE phone = '+1'",
                "SELECT n FROM contacts ORDER BY phone",
                "SELECT count(*) FROM contacts GROUP BY phone",
                "SELECT c.phone FROM contacts AS c",
            ]) {
                const { message } = await refusal(sql, ANALYST);
                expect(message, sql).to.match(
                    /^COLUMN_NOT_FOUND: line 1:\d+: Column '(c\.)?phone' cannot be resolved or requester is not authorized to access requested resources$/,
                );
            }
        });

        it("of a table that is only described are listed, and not read", async () => {
            expect((await lake.rows("DESCRIBE orders", ANALYST)).map(([name]) => name)).to.deep.equal([
                "contact_id",
                "cents",
            ]);
            expect((await refusal("SELECT count(*) FROM orders", ANALYST)).code).to.equal("COLUMN_NOT_FOUND");
        });
    });

    describe("views", () => {
        it("answer where what they read can be read", async () => {
            expect(await lake.rows("SELECT sum(n) FROM plain", ANALYST)).to.deep.equal([[6]]);
        });

        it("are refused where they touch a column that can't be read", async () => {
            expect((await refusal("SELECT * FROM phones", ANALYST)).message).to.equal(
                "INVALID_VIEW: Failed analyzing stored view 'awsdatacatalog.lake.phones': Column 'phone' cannot be resolved or requester is not authorized to access requested resources",
            );
            expect((await refusal("SELECT n FROM whole", ANALYST)).message).to.equal(
                "INVALID_VIEW: Failed analyzing stored view 'awsdatacatalog.lake.whole': View is stale or in invalid state: its query gives fewer columns than it declares",
            );
        });

        it("show the columns that are granted on them", async () => {
            expect(await lake.rows("SELECT * FROM plain ORDER BY n", NARROW)).to.deep.equal([[1], [2], [3]]);
            expect((await refusal("SELECT contact_id FROM plain", NARROW)).code).to.equal("COLUMN_NOT_FOUND");
        });

        it("take no row filters", async () => {
            expect((await refusal("SELECT n FROM plain", BROKEN)).message).to.match(/views take no row filters$/);
        });

        it("are refused where they touch a table that can't be seen", async () => {
            expect((await refusal("SELECT * FROM lost", ANALYST)).message).to.match(
                /^INVALID_VIEW: Failed analyzing stored view 'awsdatacatalog.lake.lost': line 1:18: Table '.*secrets' does not exist$/,
            );
        });
    });

    describe("rows", () => {
        it("are those that the filter admits, counted and shown", async () => {
            expect(await lake.rows("SELECT count(*) FROM contacts", ROWS)).to.deep.equal([[2]]);
            expect(await lake.rows("SELECT count(*) FROM contacts", MIXED)).to.deep.equal([[1]]);
            expect(await lake.rows("SELECT contact_id FROM contacts WHERE n < 5", MIXED)).to.deep.equal([["c2"]]);
        });

        it("of partitions that a filter leaves out are not even fetched", async () => {
            const fresh = await Lake.of(all, governance);
            await fresh.put("contacts/instance_id=i-1/a.parquet", contacts.columns, "('c1', 1, '+1')");
            await fresh.put("contacts/instance_id=i-2/b.parquet", contacts.columns, "('c3', 3, '+3')");
            await fresh.rows("SELECT * FROM contacts WHERE n = 3 OR instance_id = 'i-2'", ROWS);
            expect(fresh.store.reads).to.deep.equal(["contacts/instance_id=i-1/a.parquet"]);
            await fresh.close();
        });

        it("show NULL in cells that no grant with their column admits", async () => {
            expect(await lake.rows("SELECT contact_id, n, phone FROM contacts ORDER BY 1", MASKED)).to.deep.equal([
                ["c2", 2, null],
                ["c3", 3, "+3"],
            ]);
        });

        it("are all kept back by a filter that can't be read, or that names no column of the table", async () => {
            for (const name of ["contacts", "orders"]) {
                const error = await refusal(`SELECT count(*) FROM ${name}`, BROKEN);
                expect(error.code).to.equal("PERMISSION_DENIED");
                expect(error.message).to.not.match(/>>|price/);
            }
        });
    });

    describe("files that can't be read by the table's types", () => {
        const columns = [column("team", "string"), column("n", "int")];
        const json = table("json_rows", columns, { format: "json" });
        const parquet = table("parquet_rows", columns);
        const both = catalog(json, parquet);
        let bad: Lake;

        before(async () => {
            bad = await Lake.of(
                both,
                governed(both, ...["json_rows", "parquet_rows"].map((name) => readsRows(ROWS, name, "team = 'red'"))),
            );
            await bad.putText("json_rows/a.jsonl", '{"team":"red","n":1}\n{"team":"blue","n":"hidden"}\n');
            await bad.put(
                "parquet_rows/a.parquet",
                [column("team", "string"), column("n", "string")],
                "('red', '1'), ('blue', 'hidden')",
            );
        });
        after(() => bad.close());

        it("tell nothing of the values in hidden rows", async () => {
            const error: unknown = await bad.rows("SELECT * FROM json_rows", ROWS).catch((reason: unknown) => reason);
            expect(String(error)).to.equal(
                "QueryError: HIVE_BAD_DATA: A file can't be read as the table's columns say",
            );
        });

        it("don't fail for what is wrong in hidden rows alone, where the format keeps values apart", async () => {
            expect(await bad.rows("SELECT * FROM parquet_rows", ROWS)).to.deep.equal([["red", 1]]);
        });

        it("are shown as they are to the lake's administrator, but for the place of the copy", async () => {
            const error: unknown = await bad.rows("SELECT * FROM json_rows").catch((reason: unknown) => reason);
            expect(String(error)).to.match(/HIVE_BAD_DATA: JSON transform error in file "….*"hidden"/);
        });
    });

    describe("where IAM decides", () => {
        it("refuses, and says why", async () => {
            const unregistered = governanceOf([...catalogResources(all), reads(ANALYST, "contacts")]);
            const engine = await Lake.of(all, unregistered);
            const error: unknown = await engine
                .rows("SELECT n FROM contacts", ANALYST)
                .catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(QueryError);
            expect(error).to.include({ code: "PERMISSION_DENIED" });
            expect((error as QueryError).message).to.match(/Lake Formation doesn't decide who reads 'lake.contacts'/);
            expect(await engine.rows("SHOW TABLES", ANALYST)).to.deep.equal([]);
            await engine.close();
        });
    });
});
