import { expect } from "chai";
import type { Catalog, CatalogTable } from "../../../local/query/catalog";
import { QueryClient } from "../../../local/query/client";
import { QueryError } from "../../../local/query/query-error";
import { startQueryServer } from "../../../local/query/server";
import type { TokenServer } from "../../../local/token-server";
import { ATTEMPTS, type Attempt } from "./attempts";
import { ANALYST, governed, onTable, permissions, reads, readsRows } from "./grants";
import { column, Lake, table, view } from "./support";

const text = (name: string) => column(name, "string");
const number = (name: string) => column(name, "bigint");
const instance = { partitionKeys: [text("instance_id")] };

/** As it is: with columns, rows, cells and tables that the analyst may not see. */
const contacts = table("contacts", [text("contact_id"), text("phone"), number("n"), text("team")], instance);
const masked = table("masked", [number("n"), text("word")]);
const secrets = table("secrets", [text("word"), text("phone")]);
/** As the analyst sees it. */
const openContacts = table("contacts", [text("contact_id"), number("n")], instance);
const orders = table("orders", [text("contact_id"), number("n")]);
const described = table("described", [number("n")]);

const views = [
    view("plain", "SELECT contact_id, n FROM contacts", [text("contact_id"), number("n")]),
    view("above_plain", "SELECT n FROM plain WHERE n > 0", [number("n")]),
    view("phones", "SELECT phone FROM contacts", [text("phone")]),
    view("above_phones", "SELECT count(*) AS n FROM phones", [number("n")]),
    view("words", "SELECT word FROM secrets", [text("word")]),
    view("whole", "SELECT * FROM contacts", [
        text("contact_id"),
        text("phone"),
        number("n"),
        text("team"),
        text("instance_id"),
    ]),
    view("team_sizes", "SELECT team, count(*) AS n FROM contacts GROUP BY team", [text("team"), number("n")]),
    view("over_described", "SELECT n FROM described", [number("n")]),
];

const database = (name: string, ...tables: readonly CatalogTable[]) => ({ name, description: "", tables });
const whole: Catalog = {
    databases: [
        database("lake", contacts, masked, secrets, orders, described, ...views),
        database("vault", table("secrets", [text("word")], { location: "s3://lake/vault/" })),
    ],
};
const open: Catalog = { databases: [database("lake", openContacts, masked, orders, described, ...views)] };

const grants = [
    reads(ANALYST, "orders"),
    permissions(ANALYST, ["DESCRIBE"], onTable("described")),
    ...views.map(({ name }) => reads(ANALYST, name)),
];
/** Over two columns, so that DuckDB would try a question's own conditions first, on hidden rows as well, if nothing kept it from that. */
const RED = "team = 'red' OR phone LIKE '%never%'";

const NEVER = /FORBIDDEN|SECRET|987654321|XYZZY|blue|\.parquet|lakefront-query-/;

describe("reading around the grants", () => {
    /** The lake, and one in which what the analyst may not see doesn't exist. */
    let lake: Lake;
    let without: Lake;

    before(async () => {
        lake = await Lake.of(
            whole,
            governed(
                whole,
                ...grants,
                readsRows(ANALYST, "contacts", RED, ["contact_id", "n", "instance_id"]),
                readsRows(ANALYST, "masked", "true", ["n"]),
                readsRows(ANALYST, "masked", "n = 1", ["word"]),
            ),
        );
        without = await Lake.of(open, governed(open, ...grants, reads(ANALYST, "contacts"), reads(ANALYST, "masked")));
        const key = (instanceId: string) => `contacts/instance_id=${instanceId}/a.parquet`;
        const hidden = (id: string) => `('FORBIDDEN-${id}', 'SECRETPHONE', 987654321, 'blue')`;
        await lake.put(
            key("i-1"),
            contacts.columns,
            `${hidden("1")}, ('c1', 'SECRETPHONE', 1, 'red'), ${hidden("2")}, ('c2', NULL, 2, 'red'), ('FORBIDDEN-3', 'SECRETPHONE', 987654321, NULL)`,
        );
        await lake.put(key("i-2"), contacts.columns, hidden("4"));
        await lake.put("masked/a.parquet", masked.columns, "(1, 'open'), (2, 'SECRETWORD')");
        await lake.put("secrets/a.parquet", secrets.columns, "('XYZZY', 'SECRETPHONE')");
        await lake.put("vault/a.parquet", [text("word")], "('XYZZY')");
        await without.put(key("i-1"), openContacts.columns, "('c1', 1), ('c2', 2)");
        await without.put("masked/a.parquet", masked.columns, "(1, 'open'), (2, NULL)");
        for (const each of [lake, without]) {
            await each.put("orders/a.parquet", orders.columns, "('c1', 1), ('c2', 987654321)");
            await each.put("described/a.parquet", described.columns, "(1)");
        }
    });
    after(() => Promise.all([lake.close(), without.close()]));

    for (const attempt of ATTEMPTS) {
        it(`${attempt.what}: ${attempt.sql.slice(0, 110).replaceAll("\n", String.raw`\n`)}`, async () => {
            const outcome = await outcomeOf(lake, attempt);
            expect(outcome, "something is told that doesn't exist for who asks").to.deep.equal(
                await outcomeOf(without, attempt),
            );
            expect(tellings(outcome, attempt)).to.not.match(NEVER);
            if (attempt.rows === undefined) {
                expect(outcome, "was answered").to.have.property("error");
            } else if (attempt.rows !== "any") {
                expect(outcome).to.have.property("rows").that.deep.equals(attempt.rows);
            }
        });
    }

    describe("over HTTP", () => {
        let server: TokenServer;

        before(async () => {
            server = await startQueryServer(lake.engine);
        });
        after(() => server.close());

        const ask = async (sql: string, principal: string, address = server.address) => {
            try {
                return (await new QueryClient(address).query(sql, { principal })).rows;
            } catch (error) {
                return String(error);
            }
        };

        it("sees no more", async () => {
            expect(await ask("SELECT count(*), max(n) FROM contacts", "analyst")).to.deep.equal([[2, 2]]);
            expect(await ask("SELECT phone FROM contacts", ANALYST)).to.match(/^QueryError: COLUMN_NOT_FOUND/);
            expect(await ask("SELECT * FROM secrets", ANALYST)).to.match(/^QueryError: TABLE_NOT_FOUND/);
        });

        it("is nobody by a name that isn't one", async () => {
            for (const principal of [
                "",
                " ",
                "*",
                "admin",
                "ANALYST",
                "analyst\n",
                "x".repeat(100_000),
                "IAM_ALLOWED_PRINCIPALS",
            ]) {
                expect(await ask("SELECT 1", principal), principal).to.match(/^QueryError: PRINCIPAL_NOT_FOUND/);
            }
            for (const principal of [
                "111122223333",
                "arn:aws:iam::111122223333:root",
                `${ANALYST}/analyst`,
                `${ANALYST}*`,
            ]) {
                expect(await ask("SELECT n FROM contacts", principal), principal).to.match(
                    /^QueryError: TABLE_NOT_FOUND/,
                );
            }
        });

        it("isn't answered without the token, whoever is said to ask", async () => {
            for (const token of ["", "undefined", server.address.token.slice(1), server.address.token.toLowerCase()]) {
                expect(await ask("SELECT 1", ANALYST, { ...server.address, token })).to.match(/\(401\)/);
            }
        });
    });
});

type Outcome =
    | { readonly columns: unknown; readonly rows: unknown }
    | { readonly error: string; readonly hint: string };

/** All that who asks learns, but for the time it takes and the bytes that are read, which Athena's own tell as well. */
async function outcomeOf(lake: Lake, { sql }: Attempt): Promise<Outcome> {
    try {
        const { columns, rows } = await lake.engine.query(sql, { principal: ANALYST });
        return { columns, rows };
    } catch (error) {
        if (error instanceof QueryError) {
            return { error: error.message, hint: error.hint ?? "" };
        }
        throw error;
    }
}

/** What the outcome says that the question didn't. */
function tellings(outcome: Outcome, { sql }: Attempt): string {
    const said = new Set(sql.toLowerCase().match(/\w+/g));
    return JSON.stringify(outcome).replace(/\w+/g, (word) => (said.has(word.toLowerCase()) ? "" : word));
}
