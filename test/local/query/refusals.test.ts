import { expect } from "chai";
import { QueryError } from "../../../local/query/query-error";
import { catalog, column, Lake, table } from "./support";

const contacts = table("contact_records", [
    column("contact_id", "string"),
    column("channel", "string"),
    column("agent_interaction_s", "int"),
    column("initiation_ts", "timestamp"),
    column("recordings", "array<struct<location:string,status:string>>"),
]);

type Case = readonly [mistake: string, sql: string, message: string, hint?: string];

const MISTAKES: readonly Case[] = [
    [
        "a misspelt column",
        "SELECT chanel FROM contact_records",
        "COLUMN_NOT_FOUND: line 1:8: Column 'chanel' cannot be resolved",
        "Did you mean 'channel'?",
    ],
    [
        "a misspelt column of an alias, on a later line",
        "SELECT c.contact_id,\n  c.chanel\nFROM contact_records c",
        "COLUMN_NOT_FOUND: line 2:5: Column 'chanel' cannot be resolved",
        "Did you mean 'channel'?",
    ],
    [
        "a misspelt table",
        "SELECT * FROM contact_record",
        "TABLE_NOT_FOUND: line 1:15: Table 'contact_record' does not exist",
        "Did you mean 'contact_records'?",
    ],
    [
        "a misspelt table of a database",
        "SELECT * FROM lake.contact_record",
        "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lake.contact_record' does not exist",
        "Did you mean 'contact_records'?",
    ],
    [
        "a database that isn't there",
        "SELECT * FROM laek.contact_records",
        "SCHEMA_NOT_FOUND: line 1:15: Schema 'laek' does not exist",
        "Did you mean 'lake'?",
    ],
    [
        "a misspelt keyword",
        "SELEC 1",
        "SYNTAX_ERROR: line 1:1: mismatched input 'SELEC'. Only questions can be asked here: SELECT, WITH, VALUES, SHOW, DESCRIBE and EXPLAIN",
    ],
    [
        "a clause cut off",
        "SELECT contact_id FROM contact_records WHERE",
        "SYNTAX_ERROR: line 1:40: mismatched input 'WHERE'",
    ],
    [
        "a quote not closed",
        "SELECT 'a FROM contact_records",
        "SYNTAX_ERROR: The text is cut off: a quote or a comment is not closed",
    ],
    ["nothing at all", " ", "SYNTAX_ERROR: The question is empty"],
    [
        "two statements",
        "SELECT 1; SELECT 2",
        "SYNTAX_ERROR: Only one sql statement is allowed",
        "Ask one question at a time.",
    ],
    [
        "a function that Athena lacks",
        "SELECT strftime(initiation_ts, '%Y') FROM contact_records",
        "FUNCTION_NOT_FOUND: line 1:8: Function 'strftime' not registered",
    ],
    [
        "a function that only Athena has",
        "SELECT bing_tile(1, 2, 3)",
        "FUNCTION_IMPLEMENTATION_MISSING: line 1:8: Athena has the function 'bing_tile', the local engine doesn't",
    ],
    [
        "a column neither grouped nor aggregated",
        "SELECT channel, contact_id, count(*) FROM contact_records GROUP BY channel",
        "EXPRESSION_NOT_AGGREGATE: line 1:17: 'contact_id' must be an aggregate expression or appear in GROUP BY clause",
        "Add it to GROUP BY, or take arbitrary(…) of it.",
    ],
    [
        "a name that two tables have",
        "SELECT contact_id FROM contact_records a, contact_records b",
        "AMBIGUOUS_NAME: line 1:8: Column 'contact_id' is ambiguous",
        "Write the table's name or alias in front of it.",
    ],
    [
        "an alias used in WHERE",
        "SELECT channel AS c FROM contact_records WHERE c = 'VOICE'",
        "COLUMN_NOT_FOUND: line 1:48: Column 'c' cannot be resolved",
        "Only ORDER BY can use a name that the select list gives: repeat the expression, or wrap the query in another.",
    ],
    [
        "an alias used in GROUP BY",
        "SELECT upper(channel) AS c, count(*) FROM contact_records GROUP BY c",
        "COLUMN_NOT_FOUND: line 1:68: Column 'c' cannot be resolved",
        "Only ORDER BY can use a name that the select list gives: repeat the expression, or wrap the query in another.",
    ],
    [
        "too few names for an array of rows",
        "SELECT r FROM contact_records CROSS JOIN UNNEST(recordings) AS u(r)",
        "MISMATCHED_COLUMN_ALIASES: line 1:49: Column alias list has 1 entries but 2 columns are available",
    ],
    [
        "an impossible cast",
        "SELECT CAST('x' AS INTEGER)",
        "INVALID_CAST_ARGUMENT: Could not convert string 'x' to INT32",
        "try_cast(…) gives NULL instead.",
    ],
    ["an integer divided by nought", "SELECT 1 / 0", "DIVISION_BY_ZERO: Division by zero", "Divide by nullif(x, 0)."],
    [
        "another dialect's cast",
        "SELECT agent_interaction_s::varchar FROM contact_records",
        "SYNTAX_ERROR: line 1:27: mismatched input '::'",
        "Write CAST(x AS type).",
    ],
    [
        "another dialect's LIKE",
        "SELECT 1 FROM contact_records WHERE channel ILIKE 'v%'",
        "SYNTAX_ERROR: line 1:45: mismatched input 'ILIKE'",
        "Write lower(x) LIKE '…'.",
    ],
    [
        "LIMIT before OFFSET",
        "SELECT 1 FROM contact_records LIMIT 5 OFFSET 2",
        "SYNTAX_ERROR: line 1:39: mismatched input 'OFFSET'",
        "Write OFFSET before LIMIT.",
    ],
    [
        "names in backticks",
        "SELECT `channel` FROM contact_records",
        "SYNTAX_ERROR: line 1:8: backquoted identifiers are not supported",
        "Write names in double quotes.",
    ],
    [
        "a parameter",
        "SELECT ? FROM contact_records",
        "NOT_SUPPORTED: line 1:8: Query parameters can't be given here",
        "Write the value itself.",
    ],
    [
        "a unit that isn't one",
        "SELECT date_trunc('fortnight', initiation_ts) FROM contact_records",
        "INVALID_FUNCTION_ARGUMENT: line 1:8: 'fortnight' is not a valid time unit",
        "There are: millisecond, second, minute, hour, day, week, month, quarter, year.",
    ],
];

const CHANGES = [
    "INSERT INTO contact_records VALUES ('x')",
    "CREATE TABLE t AS SELECT 1",
    "CREATE VIEW v AS SELECT 1",
    "DROP TABLE contact_records",
    "DELETE FROM contact_records",
    "UPDATE contact_records SET channel = 'x'",
    "MERGE INTO contact_records USING contact_records s ON true WHEN MATCHED THEN DELETE",
    "ALTER TABLE contact_records ADD COLUMNS (x int)",
    "TRUNCATE TABLE contact_records",
    "UNLOAD (SELECT 1) TO 's3://x/'",
    "MSCK REPAIR TABLE contact_records",
    "VACUUM contact_records",
    "COPY contact_records TO '/tmp/lakefront-leak.csv'",
    "ATTACH '/tmp/lakefront-leak.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "PRAGMA database_list",
    "SET memory_limit = '10GB'",
    "CALL pragma_version()",
    "EXPORT DATABASE '/tmp/lakefront-leak'",
    "EXPLAIN INSERT INTO contact_records VALUES ('x')",
];

const ESCAPES = [
    "SELECT * FROM '/etc/passwd'",
    `SELECT * FROM "/etc/passwd"`,
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM pg_catalog.pg_tables",
    "SELECT * FROM main.sqlite_master",
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('contact_records')",
    "SELECT * FROM TABLE(read_text('/etc/passwd'))",
    "SELECT getenv('HOME')",
    "SELECT current_setting('home_directory')",
    "SELECT * FROM contact_records, LATERAL (SELECT * FROM read_text('/etc/passwd'))",
    "WITH RECURSIVE duckdb_views AS (SELECT * FROM duckdb_views) SELECT * FROM duckdb_views",
    "WITH RECURSIVE sqlite_master(x) AS (SELECT sql FROM sqlite_master UNION ALL SELECT x FROM sqlite_master WHERE false) SELECT x FROM sqlite_master",
    "SELECT * FROM (DESCRIBE contact_records)",
    "SELECT * FROM (SUMMARIZE contact_records)",
    "SELECT * FROM (SHOW TABLES)",
];

describe("what the local query engine refuses", () => {
    let lake: Lake;

    before(async () => {
        lake = await Lake.of(catalog(contacts));
    });
    after(() => lake.close());

    const refusal = async (sql: string): Promise<QueryError> => {
        try {
            await lake.engine.query(sql);
        } catch (error) {
            if (error instanceof QueryError) {
                return error;
            }
            throw error;
        }
        throw new Error(`was answered: ${sql}`);
    };

    for (const [mistake, sql, message, hint] of MISTAKES) {
        it(`says what is wrong with ${mistake}`, async () => {
            const error = await refusal(sql);
            expect(error.message).to.equal(message);
            if (hint !== undefined) {
                expect(error.hint).to.equal(hint);
            }
        });
    }

    for (const sql of CHANGES) {
        it(`changes nothing: ${sql}`, async () => {
            expect(["NOT_SUPPORTED", "SYNTAX_ERROR"]).to.include((await refusal(sql)).code);
        });
    }

    for (const sql of ESCAPES) {
        it(`reads nothing but tables: ${sql}`, async () => {
            expect((await refusal(sql)).code).to.be.oneOf([
                "SYNTAX_ERROR",
                "NOT_SUPPORTED",
                "TABLE_NOT_FOUND",
                "SCHEMA_NOT_FOUND",
                "FUNCTION_NOT_FOUND",
            ]);
        });
    }
});
