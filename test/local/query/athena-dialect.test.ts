import { expect } from "chai";
import { catalog, column, Lake, table } from "./support";

const contacts = table(
    "contacts",
    [
        column("contact_id", "string"),
        column("channel", "string"),
        column("initiation_ts", "timestamp"),
        column("connected_ts", "timestamp"),
        column("queue_name", "string"),
        column("interaction_s", "int"),
        column("attributes", "map<string,string>"),
        column("recordings", "array<struct<location:string,status:string>>"),
        column("issues", "array<string>"),
        column("score", "double"),
        column("raw_json", "string"),
    ],
    {
        partitionKeys: [column("instance_id", "string"), column("event_date", "date")],
        parameters: {
            "projection.enabled": "true",
            "projection.instance_id.type": "enum",
            "projection.instance_id.values": "i-1,i-2",
            "projection.event_date.type": "date",
            "projection.event_date.format": "yyyy-MM-dd",
            "projection.event_date.range": "2026-11-01,2026-11-30",
            "storage.location.template": `s3://lake/contacts/instance_id=\${instance_id}/event_date=\${event_date}/`,
        },
    },
);

const FIRST_DAY = `
    ('c1', 'VOICE', '2026-11-01 09:59:30', '2026-11-01 10:01:00', 'Orders', 120, MAP {'intent': 'refund', 'tier': 'gold'},
     [{'location': 'b/k1.wav', 'status': 'AVAILABLE'}, {'location': 'b/k2.wav', 'status': 'DELETED'}], ['HIGH_RTT', 'JITTER'], 4.5,
     '{"Agent":{"Username":"ada"},"SegmentAttributes":{"connect:Subtype":{"ValueString":"connect:Telephony"}}}'),
    ('c2', 'CHAT', '2026-11-01 10:30:00', NULL, 'Orders', NULL, MAP {'intent': 'invoice'}, [], [], NULL, '{"Agent":null}'),
    ('c3', 'VOICE', '2026-11-01 23:59:59.5', '2026-11-02 00:00:01', 'Returns', 301, NULL, NULL, ['JITTER'], 3.0, '{}')`;
const SECOND_DAY = `('c4', 'EMAIL', '2026-11-02 08:00:00', '2026-11-02 09:00:00', 'Returns', 60, MAP {'intent': 'refund'}, NULL, NULL, 5.0, '{}')`;

type Case = readonly [question: string, sql: string, rows: readonly (readonly unknown[])[]];

const one = (value: unknown) => [[value]];

const CASES: readonly Case[] = [
    [
        "whole minutes between two times, not minutes begun",
        "SELECT date_diff('minute', initiation_ts, connected_ts) FROM contacts WHERE contact_id = 'c1'",
        one(1),
    ],
    [
        "whole hours",
        "SELECT date_diff('hour', initiation_ts, connected_ts) FROM contacts WHERE contact_id = 'c1'",
        one(0),
    ],
    ["days between dates", "SELECT date_diff('day', DATE '2026-11-01', DATE '2026-12-01')", one(30)],
    [
        "an ISO timestamp",
        "SELECT from_iso8601_timestamp('2026-11-01T10:00:00+02:00')",
        one("2026-11-01 08:00:00.000 UTC"),
    ],
    ["an ISO date", "SELECT from_iso8601_date('2026-11-01')", one("2026-11-01")],
    ["a percentile", "SELECT approx_percentile(interaction_s, 0.5) FROM contacts", one(120)],
    ["several percentiles", "SELECT approx_percentile(interaction_s, ARRAY[0.1, 0.9]) FROM contacts", one([60, 301])],
    [
        "a map's value",
        "SELECT element_at(attributes, 'intent') FROM contacts ORDER BY contact_id",
        [["refund"], ["invoice"], [null], ["refund"]],
    ],
    [
        "a key that a map lacks",
        "SELECT element_at(attributes, 'tier') FROM contacts WHERE contact_id = 'c2'",
        one(null),
    ],
    [
        "the size of maps and arrays",
        "SELECT cardinality(attributes), cardinality(issues) FROM contacts WHERE contact_id = 'c1'",
        [[2, 2]],
    ],
    [
        "elements with their numbers",
        "SELECT issue, n FROM contacts CROSS JOIN UNNEST(issues) WITH ORDINALITY AS u(issue, n) WHERE contact_id = 'c1' ORDER BY n",
        [
            ["HIGH_RTT", 1],
            ["JITTER", 2],
        ],
    ],
    [
        "an array of rows spread over columns",
        "SELECT contact_id, location FROM contacts CROSS JOIN UNNEST(recordings) AS r(location, status) WHERE status = 'AVAILABLE'",
        [["c1", "b/k1.wav"]],
    ],
    [
        "a map spread over key and value",
        "SELECT k, v FROM contacts CROSS JOIN UNNEST(attributes) AS a(k, v) WHERE contact_id = 'c1' ORDER BY k",
        [
            ["intent", "refund"],
            ["tier", "gold"],
        ],
    ],
    [
        "rows kept that have nothing to unnest",
        "SELECT contact_id, issue FROM contacts LEFT JOIN UNNEST(issues) AS u(issue) ON TRUE WHERE contact_id IN ('c2', 'c3') ORDER BY 1",
        [
            ["c2", null],
            ["c3", "JITTER"],
        ],
    ],
    [
        "two arrays side by side",
        "SELECT a, b FROM (SELECT 1) CROSS JOIN UNNEST(ARRAY[1, 2], ARRAY['x']) AS u(a, b) ORDER BY a",
        [
            [1, "x"],
            [2, null],
        ],
    ],
    ["an array on its own", "SELECT sum(x) FROM UNNEST(sequence(1, 4)) AS t(x)", one(10)],
    [
        "a scalar out of JSON",
        "SELECT json_extract_scalar(raw_json, '$.Agent.Username') FROM contacts WHERE contact_id = 'c1'",
        one("ada"),
    ],
    [
        "JSON keys that need quotes",
        `SELECT json_extract_scalar(raw_json, '$.SegmentAttributes["connect:Subtype"].ValueString') FROM contacts WHERE contact_id = 'c1'`,
        one("connect:Telephony"),
    ],
    [
        "no scalar where JSON holds an object or null",
        "SELECT json_extract_scalar(raw_json, '$.Agent') FROM contacts WHERE contact_id IN ('c1', 'c2') ORDER BY contact_id",
        [[null], [null]],
    ],
    ["no scalar out of what isn't JSON", "SELECT json_extract_scalar('{oops', '$.a')", one(null)],
    [
        "JSON as text",
        "SELECT json_format(json_extract(raw_json, '$.Agent')) FROM contacts WHERE contact_id = 'c1'",
        one('{"Username":"ada"}'),
    ],
    ["JSON cast to an array", "SELECT cardinality(CAST(json_parse('[1,2,3]') AS ARRAY(INTEGER)))", one(3)],
    [
        "contacts by hour",
        "SELECT date_trunc('hour', initiation_ts) AS h, count(*) FROM contacts GROUP BY 1 ORDER BY 1 LIMIT 2",
        [
            ["2026-11-01 09:00:00.000", 1],
            ["2026-11-01 10:00:00.000", 1],
        ],
    ],
    ["a date that stays a date when truncated", "SELECT date_trunc('month', DATE '2026-11-17')", one("2026-11-01")],
    [
        "Joda's date patterns",
        "SELECT format_datetime(initiation_ts, 'yyyy-MM-dd''T''HH:mm EEE') FROM contacts WHERE contact_id = 'c1'",
        one("2026-11-01T09:59 Sun"),
    ],
    [
        "MySQL's date patterns",
        "SELECT date_format(initiation_ts, '%d/%m/%Y %H:%i:%s') FROM contacts WHERE contact_id = 'c1'",
        one("01/11/2026 09:59:30"),
    ],
    ["text parsed by a pattern", "SELECT date_parse('01/11/2026 09', '%d/%m/%Y %H')", one("2026-11-01 09:00:00.000")],
    [
        "text parsed by Joda's pattern",
        "SELECT parse_datetime('2026-11-01 09', 'yyyy-MM-dd HH')",
        one("2026-11-01 09:00:00.000 UTC"),
    ],
    ["a cast that fails as NULL", "SELECT try_cast('x' AS INTEGER), try(CAST('y' AS INTEGER))", [[null, null]]],
    [
        "a timestamp as text",
        "SELECT CAST(initiation_ts AS varchar) FROM contacts WHERE contact_id = 'c3'",
        one("2026-11-01 23:59:59.500"),
    ],
    ["text cut by a cast", "SELECT CAST('abcdef' AS varchar(3))", one("abc")],
    [
        "patterns in text",
        "SELECT contact_id FROM contacts WHERE regexp_like(queue_name, '^(?i)ret') ORDER BY 1",
        [["c3"], ["c4"]],
    ],
    [
        "a part of a pattern, NULL if there is none",
        "SELECT regexp_extract('k12', '(\\d+)', 1), regexp_extract('k', '(\\d+)', 1)",
        [["12", null]],
    ],
    ["groups in a replacement", "SELECT regexp_replace('2026-11', '(\\d+)-(\\d+)', '$2/$1')", one("11/2026")],
    [
        "conditional counts",
        "SELECT count_if(channel = 'VOICE'), count(*) FILTER (WHERE connected_ts IS NULL) FROM contacts",
        [[2, 1]],
    ],
    [
        "values gathered in order",
        "SELECT array_agg(contact_id ORDER BY contact_id DESC) FROM contacts WHERE channel = 'VOICE'",
        one(["c3", "c1"]),
    ],
    [
        "arrays filtered and mapped",
        "SELECT filter(ARRAY[1, 2, 3], x -> x > 1), transform(ARRAY[1, 2], x -> x * 10)",
        [
            [
                [2, 3],
                [10, 20],
            ],
        ],
    ],
    [
        "a field of every row of an array",
        "SELECT transform(recordings, r -> r.location) FROM contacts WHERE contact_id = 'c1'",
        one(["b/k1.wav", "b/k2.wav"]),
    ],
    ["arrays folded", "SELECT reduce(ARRAY[1, 2, 3], 0, (s, x) -> s + x, s -> s * 2)", one(12)],
    [
        "any, all and none of an array",
        "SELECT any_match(ARRAY[1, 2], x -> x = 2), all_match(ARRAY[1, 2], x -> x > 1), none_match(ARRAY[1], x -> x = 2)",
        [[true, false, true]],
    ],
    [
        "maps filtered",
        "SELECT map_filter(attributes, (k, v) -> v = 'gold') FROM contacts WHERE contact_id = 'c1'",
        one({ tier: "gold" }),
    ],
    [
        "maps mapped",
        "SELECT transform_values(attributes, (k, v) -> upper(v)) FROM contacts WHERE contact_id = 'c2'",
        one({ intent: "INVOICE" }),
    ],
    [
        "keys of maps",
        "SELECT array_sort(map_keys(attributes)) FROM contacts WHERE contact_id = 'c1'",
        one(["intent", "tier"]),
    ],
    [
        "the row with the largest value",
        "SELECT max_by(contact_id, interaction_s), min_by(contact_id, interaction_s) FROM contacts",
        [["c3", "c4"]],
    ],
    ["a map of counts", "SELECT histogram(channel) FROM contacts", one({ CHAT: 1, EMAIL: 1, VOICE: 2 })],
    [
        "a map out of rows",
        "SELECT map_agg(contact_id, channel) FROM contacts WHERE queue_name = 'Returns'",
        one({ c3: "VOICE", c4: "EMAIL" }),
    ],
    [
        "a date and an interval",
        "SELECT DATE '2026-11-30' + INTERVAL '1' DAY, DATE '2026-11-01' - INTERVAL '1' MONTH",
        [["2026-12-01", "2026-10-01"]],
    ],
    [
        "a time and an interval",
        "SELECT TIMESTAMP '2026-11-01 00:00:00' - INTERVAL '90' MINUTE",
        one("2026-10-31 22:30:00.000"),
    ],
    [
        "date_add",
        "SELECT date_add('day', -7, DATE '2026-11-08'), date_add('hour', 2, TIMESTAMP '2026-11-01 23:00:00')",
        [["2026-11-01", "2026-11-02 01:00:00.000"]],
    ],
    [
        "a running total",
        "SELECT contact_id, sum(interaction_s) OVER (ORDER BY contact_id) FROM contacts WHERE interaction_s IS NOT NULL ORDER BY 1",
        [
            ["c1", 120],
            ["c3", 421],
            ["c4", 481],
        ],
    ],
    [
        "the previous row",
        "SELECT lag(contact_id) OVER (PARTITION BY channel ORDER BY initiation_ts) FROM contacts WHERE channel = 'VOICE' ORDER BY 1",
        [["c1"], [null]],
    ],
    [
        "ranks",
        "SELECT contact_id FROM (SELECT contact_id, row_number() OVER (PARTITION BY queue_name ORDER BY initiation_ts DESC) AS rn FROM contacts) AS ranked WHERE rn = 1 ORDER BY 1",
        [["c2"], ["c4"]],
    ],
    [
        "grouping sets",
        "SELECT queue_name, grouping(queue_name), count(*) FROM contacts GROUP BY GROUPING SETS ((queue_name), ()) ORDER BY 1",
        [
            ["Orders", 0, 2],
            ["Returns", 0, 2],
            [null, 1, 4],
        ],
    ],
    [
        "rollup",
        "SELECT channel, count(*) FROM contacts GROUP BY ROLLUP (channel) ORDER BY 2 DESC, 1 LIMIT 2",
        [
            [null, 4],
            ["VOICE", 2],
        ],
    ],
    ["integers divided", "SELECT 7 / 2, 7 / 2.0, CAST(7 AS double) / 2", [[3, 3.5, 3.5]]],
    ["a share of a count", "SELECT count_if(connected_ts IS NULL) * 100.0 / count(*) FROM contacts", one(25)],
    [
        "local hours",
        "SELECT hour(initiation_ts AT TIME ZONE 'Europe/Amsterdam'), hour(at_timezone(initiation_ts, 'America/New_York')) FROM contacts WHERE contact_id = 'c1'",
        [[10, 4]],
    ],
    [
        "parts of a time",
        "SELECT hour(initiation_ts), day_of_week(initiation_ts), extract(YEAR FROM initiation_ts), week(initiation_ts) FROM contacts WHERE contact_id = 'c1'",
        [[9, 7, 2026, 44]],
    ],
    [
        "unix times",
        "SELECT to_unixtime(TIMESTAMP '2026-11-01 00:00:00'), from_unixtime(1793491200)",
        [[1793491200, "2026-11-01 00:00:00.000 UTC"]],
    ],
    [
        "a calendar of days",
        "SELECT d FROM UNNEST(sequence(DATE '2026-11-01', DATE '2026-11-03', INTERVAL '1' DAY)) AS t(d) ORDER BY 1 DESC LIMIT 1",
        one("2026-11-03"),
    ],
    [
        "pieces of text",
        "SELECT split_part('a/b/c', '/', 2), split('a,b', ','), strpos('abc', 'c'), substr('abcdef', 3, 2), lpad('7', 2, '0')",
        [["b", ["a", "b"], 3, "cd", "07"]],
    ],
    [
        "arrays joined and cut",
        "SELECT array_join(ARRAY['a', NULL, 'c'], '-', '?'), slice(ARRAY[1, 2, 3, 4], 2, 2), element_at(ARRAY[1, 2], -1)",
        [["a-?-c", [2, 3], 2]],
    ],
    [
        "sets of arrays",
        "SELECT contains(issues, 'JITTER'), array_distinct(ARRAY[1, 1]), array_union(ARRAY[1], ARRAY[1]), arrays_overlap(ARRAY[1], ARRAY[2]) FROM contacts WHERE contact_id = 'c1'",
        [[true, [1], [1], false]],
    ],
    [
        "hashes",
        "SELECT to_hex(md5(to_utf8('a'))), to_base64(to_utf8('a'))",
        [["0CC175B9C0F1B6A831C399E269772661", "YQ=="]],
    ],
    ["a row with named fields", "SELECT CAST(ROW(1, 'a') AS ROW(x INTEGER, y VARCHAR)).y", one("a")],
    ["a set of literal rows", "SELECT y FROM (VALUES (1, 'a'), (2, 'b')) AS v(x, y) WHERE x = 2", one("b")],
    ["pages of rows", "SELECT contact_id FROM contacts ORDER BY contact_id OFFSET 1 LIMIT 2", [["c2"], ["c3"]]],
    [
        "recursion",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 4) SELECT sum(x) FROM n",
        one(10),
    ],
    [
        "a name of WITH that hides a table",
        "WITH contacts AS (SELECT contact_id FROM contacts WHERE channel = 'CHAT') SELECT * FROM contacts",
        one("c2"),
    ],
    [
        "text gathered",
        "SELECT listagg(contact_id, '+') WITHIN GROUP (ORDER BY contact_id) FROM contacts",
        one("c1+c2+c3+c4"),
    ],
    ["distinct values", "SELECT approx_distinct(channel), count(DISTINCT queue_name) FROM contacts", [[3, 2]]],
    [
        "numbers formatted",
        "SELECT format('%.1f %%', 12.345), round(12.345, 1), truncate(1.9)",
        [["12.3 %", "12.3", "1"]],
    ],
    [
        "conditions",
        "SELECT if(score > 4, 'good', 'poor'), nullif(channel, 'VOICE'), coalesce(score, 0) FROM contacts WHERE contact_id = 'c1'",
        [["good", null, 4.5]],
    ],
    ["nulls last, either way", "SELECT contact_id FROM contacts ORDER BY score DESC", [["c4"], ["c1"], ["c3"], ["c2"]]],
    [
        "partition keys as columns",
        "SELECT instance_id, event_date, count(*) FROM contacts GROUP BY 1, 2 ORDER BY 2",
        [
            ["i-1", "2026-11-01", 3],
            ["i-2", "2026-11-02", 1],
        ],
    ],
    [
        "a subquery as a condition",
        "SELECT contact_id FROM contacts c WHERE EXISTS (SELECT 1 FROM contacts d WHERE d.queue_name = c.queue_name AND d.contact_id < c.contact_id) ORDER BY 1",
        [["c2"], ["c4"]],
    ],
    ["the catalogue's qualified name", `SELECT count(*) FROM "awsdatacatalog"."lake"."contacts"`, one(4)],
    ["names in any case", "SELECT Contact_ID AS TheId FROM Contacts WHERE CHANNEL = 'CHAT'", one("c2")],
    ["durations in words", "SELECT human_readable_seconds(3661)", one("1 hour, 1 minute, 1 second")],
];

describe("Athena's SQL, locally", () => {
    let lake: Lake;

    before(async () => {
        lake = await Lake.of(catalog(contacts));
        await lake.put("contacts/instance_id=i-1/event_date=2026-11-01/a.parquet", contacts.columns, FIRST_DAY);
        await lake.put("contacts/instance_id=i-2/event_date=2026-11-02/b.parquet", contacts.columns, SECOND_DAY);
        await lake.put(
            "contacts/instance_id=i-3/event_date=2026-11-02/not-projected.parquet",
            contacts.columns,
            SECOND_DAY,
        );
        await lake.put(
            "contacts/instance_id=i-1/event_date=2026-10-31/out-of-range.parquet",
            contacts.columns,
            SECOND_DAY,
        );
    });
    after(() => lake.close());

    for (const [question, sql, rows] of CASES) {
        it(`answers: ${question}`, async () => {
            expect(await lake.rows(sql)).to.deep.equal(rows);
        });
    }

    it("calls nameless columns as Athena does, and names their types", async () => {
        const { columns } = await lake.engine.query(
            "SELECT count(*), channel, max(initiation_ts), array_agg(score) FROM contacts GROUP BY channel",
        );
        expect(columns).to.deep.equal([
            { name: "_col0", type: "bigint" },
            { name: "channel", type: "varchar" },
            { name: "_col2", type: "timestamp(3)" },
            { name: "_col3", type: "array(double)" },
        ]);
    });
});
