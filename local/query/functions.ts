/**
 * Functions of Athena's engine that DuckDB lacks, or that behave otherwise there. `local/python/transpile.py` writes calls of the
 * `athena_…` ones in place of the function or operator meant; the others are called by their own names.
 * Their meaning: https://trino.io/docs/current/functions.html
 */
const DEFINITIONS: readonly string[] = [
    // Day arithmetic on a date stays a date; DuckDB makes it a timestamp.
    `CREATE MACRO athena_plus(a DATE, b) AS CAST(a + b AS DATE), (a TIMESTAMP, b) AS a + b, (a TIMESTAMPTZ, b) AS a + b, (a INTERVAL, b) AS a + b`,
    `CREATE MACRO athena_minus(a DATE, b) AS CAST(a - b AS DATE), (a TIMESTAMP, b) AS a - b, (a TIMESTAMPTZ, b) AS a - b, (a INTERVAL, b) AS a - b`,
    `CREATE MACRO athena_trunc(unit, a DATE) AS CAST(date_trunc(unit, a) AS DATE), (unit, a TIMESTAMP) AS date_trunc(unit, a), (unit, a TIMESTAMPTZ) AS date_trunc(unit, a)`,
    // Athena writes timestamps as text with milliseconds.
    `CREATE MACRO athena_text(a DATE) AS CAST(a AS VARCHAR), (a TIMESTAMP) AS strftime(a, '%Y-%m-%d %H:%M:%S.%g'), (a TIMESTAMPTZ) AS strftime(a, '%Y-%m-%d %H:%M:%S.%g UTC'), (a) AS CAST(a AS VARCHAR)`,
    `CREATE MACRO athena_cardinality(a) AS len(a), (a VARCHAR[]) AS len(a), (a MAP(VARCHAR, VARCHAR)) AS cardinality(a)`,
    // Null for text that isn't JSON, and for a place that holds an object or an array.
    `CREATE MACRO athena_json_text(a, path) AS CASE WHEN json_valid(a) AND json_type(a, path) NOT IN ('OBJECT', 'ARRAY') THEN json_extract_string(a, path) END`,
    `CREATE MACRO athena_json(a, path) AS CASE WHEN json_valid(a) THEN json_extract(a, path) END`,
    // Null, not an empty text, where nothing matches.
    `CREATE MACRO athena_regexp_extract(a, pattern, n) AS CASE WHEN regexp_matches(a, pattern) THEN regexp_extract(a, pattern, n) END`,
    `CREATE MACRO athena_sequence(low DATE, high) AS list_transform(generate_series(low, high, INTERVAL 1 DAY), LAMBDA day: CAST(day AS DATE)), (low TIMESTAMP, high) AS generate_series(low, high, INTERVAL 1 DAY), (low, high) AS CASE WHEN low <= high THEN generate_series(low, high) ELSE generate_series(low, high, -1) END, (low DATE, high, step) AS list_transform(generate_series(low, high, step), LAMBDA day: CAST(day AS DATE)), (low TIMESTAMP, high, step) AS generate_series(low, high, step)`,
    `CREATE MACRO athena_slice(a, low, n) AS CASE WHEN low < 0 THEN a[len(a) + 1 + low : len(a) + low + n] ELSE a[low : low + n - 1] END`,
    `CREATE MACRO athena_repeat(x, n) AS list_transform(range(n), LAMBDA i: x)`,
    `CREATE MACRO split_to_map(a, entry, pair) AS map_from_entries(list_transform(string_split(a, entry), LAMBDA e: row(split_part(e, pair, 1), split_part(e, pair, 2))))`,
    `CREATE MACRO str_to_map(a, entry, pair) AS split_to_map(a, entry, pair)`,
    `CREATE MACRO athena_divisor(b) AS CASE WHEN b = 0 THEN error('Division by zero') ELSE b END`,
    `CREATE MACRO athena_map_agg(k, v) AS map_from_entries(list(DISTINCT struct_pack(k := k, v := v)) FILTER (k IS NOT NULL))`,
    `CREATE MACRO athena_multimap(es) AS map_from_entries(list_transform(list_distinct(list_transform(es, LAMBDA e: e.k)), LAMBDA key: struct_pack(k := key, v := list_transform(list_filter(es, LAMBDA e: e.k = key), LAMBDA e: e.v))))`,
    `CREATE MACRO multimap_agg(k, v) AS athena_multimap(list(struct_pack(k := k, v := v)))`,
    `CREATE MACRO array_union(a, b) AS list_distinct(list_concat(a, b))`,
    `CREATE MACRO arrays_overlap(a, b) AS list_has_any(a, b)`,
    `CREATE MACRO array_min(a) AS list_min(a)`,
    `CREATE MACRO array_sum(a) AS list_sum(a)`,
    `CREATE MACRO array_average(a) AS list_avg(a)`,
    `CREATE MACRO array_remove(a, x) AS list_filter(a, LAMBDA e: e <> x)`,
    `CREATE MACRO array_frequency(a) AS list_histogram(a)`,
    `CREATE MACRO zip(a, b) AS list_zip(a, b)`,
    `CREATE MACRO athena_at_zone(a TIMESTAMP, zone) AS timezone(zone, timezone('UTC', a)), (a TIMESTAMPTZ, zone) AS timezone(zone, a)`,
    `CREATE MACRO with_timezone(a, zone) AS timezone(zone, a)`,
    `CREATE MACRO to_iso8601(a DATE) AS CAST(a AS VARCHAR), (a TIMESTAMP) AS strftime(a, '%Y-%m-%dT%H:%M:%S.%g'), (a TIMESTAMPTZ) AS strftime(a, '%Y-%m-%dT%H:%M:%S.%gZ')`,
    `CREATE MACRO athena_to_milliseconds(a) AS CAST(epoch_ms(a) AS BIGINT)`,
    `CREATE MACRO from_unixtime_nanos(a) AS make_timestamptz(a // 1000)`,
    `CREATE MACRO geometric_mean(a) AS geomean(a)`,
    `CREATE MACRO checksum(a) AS hash(a)`,
    `CREATE MACRO codepoint(a) AS unicode(a)`,
    `CREATE MACRO is_json_scalar(a) AS json_type(a) NOT IN ('OBJECT', 'ARRAY')`,
    `CREATE MACRO json_size(a, path) AS CASE json_type(a, path) WHEN 'ARRAY' THEN json_array_length(a, path) WHEN 'OBJECT' THEN len(json_keys(a, path)) WHEN NULL THEN NULL ELSE 0 END`,
    `CREATE MACRO json_array_contains(a, x) AS list_contains(CAST(a AS JSON[]), to_json(x))`,
    `CREATE MACRO url_extract_host(a) AS nullif(regexp_extract(a, '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/:?#]*)', 1), '')`,
    `CREATE MACRO url_extract_protocol(a) AS nullif(regexp_extract(a, '^([A-Za-z][A-Za-z0-9+.-]*):', 1), '')`,
    `CREATE MACRO url_extract_path(a) AS regexp_extract(a, '^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*([^?#]*)', 1)`,
    `CREATE MACRO url_extract_query(a) AS regexp_extract(a, '\\?([^#]*)', 1)`,
    `CREATE MACRO url_extract_parameter(a, name) AS nullif(url_decode(regexp_extract(a, '[?&]' || name || '=([^&#]*)', 1)), '')`,
    `CREATE MACRO is_nan(a) AS isnan(a)`,
    `CREATE MACRO is_finite(a) AS isfinite(a)`,
    `CREATE MACRO is_infinite(a) AS isinf(a)`,
    `CREATE MACRO nan() AS CAST('NaN' AS DOUBLE)`,
    `CREATE MACRO infinity() AS CAST('Infinity' AS DOUBLE)`,
    `CREATE MACRO e() AS exp(1)`,
    `CREATE MACRO truncate(a) AS trunc(a), (a, n) AS trunc(a * power(10, n)) / power(10, n)`,
    `CREATE MACRO cosine_similarity(a, b) AS list_cosine_similarity(a, b)`,
    `CREATE MACRO rand() AS random()`,
    `CREATE MACRO width_bucket(x, low, high, n) AS CASE WHEN x < low THEN 0 WHEN x >= high THEN n + 1 ELSE CAST(floor((x - low) * n / (high - low)) AS INTEGER) + 1 END`,
    `CREATE MACRO human_readable_seconds(s) AS (SELECT coalesce(nullif(string_agg(CASE WHEN part.n = 0 THEN NULL ELSE part.n || ' ' || part.unit || CASE WHEN part.n = 1 THEN '' ELSE 's' END END, ', ' ORDER BY part.place), ''), '0 seconds') FROM (VALUES (1, CAST(floor(s) AS BIGINT) // 604800, 'week'), (2, CAST(floor(s) AS BIGINT) % 604800 // 86400, 'day'), (3, CAST(floor(s) AS BIGINT) % 86400 // 3600, 'hour'), (4, CAST(floor(s) AS BIGINT) % 3600 // 60, 'minute'), (5, CAST(floor(s) AS BIGINT) % 60, 'second')) AS part(place, n, unit))`,
];

const NAMED = DEFINITIONS.map((definition) => ({
    definition,
    name: /^CREATE MACRO (\w+)/.exec(definition)?.[1] ?? "",
}));

/** Definitions of the functions that statements call, directly or through each other: defining all of them would cost more than most questions. */
export function functionsUsedBy(statements: readonly string[]): string[] {
    const used = new Map<string, string>();
    const visit = (text: string) => {
        const words = new Set(text.toLowerCase().match(/\w+/g) ?? []);
        for (const { name, definition } of NAMED) {
            if (words.has(name) && !used.has(name)) {
                used.set(name, definition);
                visit(definition.slice(`CREATE MACRO ${name}`.length));
            }
        }
    };
    statements.forEach(visit);
    return [...used.values()];
}
