/**
 * Words of Athena's SQL that are no column: keywords, type names, units and constants.
 * https://docs.aws.amazon.com/athena/latest/ug/reserved-words.html and Trino's grammar.
 */
const WORDS = `
all and any array as asc at between bernoulli both by case cast char collate corresponding count cross cube current
current_catalog current_date current_schema current_time current_timestamp current_user decimal desc describe distinct
double else empty end escape except exclude exists extract false fetch filter first following for from full group
grouping groups having if ignore in inner intersect interval into is join json_array json_exists json_object
json_query json_table json_value lateral leading left like limit localtime localtimestamp map match match_recognize
matches materialized natural next nfc nfd nfkc nfkd no normalize not null nulls of offset on only or order ordinality
outer over overflow partition percent preceding range real recursive respect right rollup row rows select sets similar
some substring symmetric system table tablesample then ties time timestamp to trailing trim true try_cast unbounded
union unnest uescape unique unknown using values varbinary varchar when where window with within without zone bigint
boolean date day hour integer int minute month second smallint string tinyint uuid ipaddress json year week quarter
precision float number text last
`;

export const SQL_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ""));
