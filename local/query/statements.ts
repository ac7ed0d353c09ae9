import { athenaType, parseGlueType } from "../glue-type";
import type { Catalog, CatalogDatabase, CatalogTable } from "./catalog";
import { didYouMean } from "./closest";
import { allColumns } from "./information-schema";
import { QueryError, QueryErrorCode } from "./query-error";
import type { Cell } from "./types";

/** A statement about the catalogue rather than about data, with its answer. */
export interface MetadataAnswer {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly Cell[])[];
}

const NAME = String.raw`((?:"[^"]+"|\`[^\`]+\`|[\w-]+)(?:\.(?:"[^"]+"|\`[^\`]+\`|[\w-]+))*)`;
const FROM = `(?:FROM|IN)\\s+${NAME}`;
const LIKE = `(?:LIKE\\s+)?'([^']*)'`;

type Answer = (
    catalog: Catalog,
    groups: readonly (string | undefined)[],
    database: string | undefined,
) => MetadataAnswer;

/** Athena's statements about the catalogue: https://docs.aws.amazon.com/athena/latest/ug/ddl-reference.html */
const STATEMENTS: readonly (readonly [RegExp, Answer])[] = [
    [
        pattern(`SHOW\\s+(?:DATABASES|SCHEMAS)(?:\\s+${LIKE})?`),
        (catalog, [like]) => one("database_name", matching(catalog.databases, like)),
    ],
    [
        pattern(`SHOW\\s+TABLES(?:\\s+${FROM})?(?:\\s+${LIKE})?`),
        (catalog, [from, like], database) => one("tab_name", tablesIn(catalog, from ?? database, like)),
    ],
    [
        pattern(`SHOW\\s+VIEWS(?:\\s+${FROM})?(?:\\s+${LIKE})?`),
        (catalog, [from, like], database) =>
            one(
                "views",
                tablesIn(catalog, from ?? database, like, ({ view }) => view !== undefined),
            ),
    ],
    [
        pattern(`SHOW\\s+COLUMNS\\s+${FROM}(?:\\s+${FROM})?`),
        (catalog, [name, from], database) => one("field", allColumns(tableNamed(catalog, name, from ?? database))),
    ],
    [
        pattern(`(?:DESCRIBE|DESC)(?:\\s+EXTENDED|\\s+FORMATTED)?\\s+${NAME}`),
        (catalog, [name], database) => describe(tableNamed(catalog, name, database)),
    ],
    [
        pattern(`SHOW\\s+TBLPROPERTIES\\s+${NAME}`),
        (catalog, [name], database) => ({
            columns: ["prpt_name", "prpt_value"],
            rows: Object.entries(tableNamed(catalog, name, database).parameters).sort(([a], [b]) => (a < b ? -1 : 1)),
        }),
    ],
    [
        pattern(`SHOW\\s+CREATE\\s+VIEW\\s+${NAME}`),
        (catalog, [name], database) => createView(tableNamed(catalog, name, database)),
    ],
];

/** The answer to a statement about the catalogue, or undefined if the text is something else. */
export function answerFromCatalog(
    sql: string,
    catalog: Catalog,
    database: string | undefined,
): MetadataAnswer | undefined {
    const text = withoutComments(sql).trim().replace(/;\s*$/, "");
    for (const [form, answer] of STATEMENTS) {
        const match = form.exec(text);
        if (match !== null) {
            return answer(catalog, match.slice(1), database);
        }
    }
    if (/^(SHOW|DESC|DESCRIBE)\b/i.test(text)) {
        throw new QueryError(
            QueryErrorCode.NotSupported,
            `'${text}' can't be answered`,
            { line: 1, column: 1 },
            "There are SHOW DATABASES, SHOW TABLES [IN d], SHOW VIEWS [IN d], SHOW COLUMNS IN t, SHOW TBLPROPERTIES t, SHOW CREATE VIEW v and DESCRIBE t.",
        );
    }
    return undefined;
}

/** EXPLAIN's question, or undefined if the text isn't an EXPLAIN. */
export function explained(sql: string): string | undefined {
    return /^\s*EXPLAIN(?:\s+ANALYZE)?(?:\s+VERBOSE)?(?:\s*\((?:\s*(?:TYPE|FORMAT)\s+\w+\s*,?)+\))?\s+(.*)$/is.exec(
        withoutComments(sql),
    )?.[1];
}

function withoutComments(sql: string): string {
    return sql.replace(/^(?:\s*--[^\n]*\n|\s*\/\*[\s\S]*?\*\/)+/, "");
}

function pattern(source: string): RegExp {
    return new RegExp(`^${source}$`, "i");
}

function one(column: string, items: readonly { readonly name: string }[]): MetadataAnswer {
    return { columns: [column], rows: items.map(({ name }) => [name]) };
}

/** Hive's patterns: `*` for anything, `|` between alternatives. */
function matching<T extends { readonly name: string }>(items: readonly T[], like: string | undefined): readonly T[] {
    if (like === undefined) {
        return items;
    }
    const alternatives = like
        .split("|")
        .map((text) => text.replace(/[.+?^${}()[\]\\]/g, "\\$&").replace(/[*%]/g, ".*"));
    const wanted = new RegExp(`^(?:${alternatives.join("|")})$`, "i");
    return items.filter(({ name }) => wanted.test(name));
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
    return a.name < b.name ? -1 : 1;
}

function databaseNamed(catalog: Catalog, name: string): CatalogDatabase {
    const found = catalog.databases.find((database) => database.name === name);
    if (found === undefined) {
        const names = catalog.databases.map((database) => database.name);
        throw new QueryError(
            QueryErrorCode.SchemaNotFound,
            `Schema '${name}' does not exist`,
            undefined,
            didYouMean(name, names),
        );
    }
    return found;
}

function tablesIn(
    catalog: Catalog,
    database: string | undefined,
    like: string | undefined,
    wanted: (table: CatalogTable) => boolean = () => true,
): readonly CatalogTable[] {
    const databases =
        database === undefined ? catalog.databases : [databaseNamed(catalog, parts(database).at(-1) ?? "")];
    const tables = databases.flatMap((candidate) => candidate.tables.filter(wanted));
    return matching([...tables].sort(byName), like);
}

function tableNamed(catalog: Catalog, text: string | undefined, database: string | undefined): CatalogTable {
    const [name = "", inText] = parts(text ?? "").reverse();
    const within = inText ?? (database === undefined ? undefined : parts(database).at(-1));
    const databases = within === undefined ? catalog.databases : [databaseNamed(catalog, within)];
    const tables = databases.flatMap((candidate) => candidate.tables);
    const found = tables.find((table) => table.name === name);
    if (found === undefined) {
        const candidates = tables.map((table) => table.name);
        throw new QueryError(
            QueryErrorCode.TableNotFound,
            `Table '${text}' does not exist`,
            undefined,
            didYouMean(name, candidates),
        );
    }
    return found;
}

function parts(name: string): string[] {
    return (name.match(/"[^"]+"|`[^`]+`|[^.]+/g) ?? []).map((part) => part.replace(/^["`]|["`]$/g, "").toLowerCase());
}

function describe(table: CatalogTable): MetadataAnswer {
    const rows = allColumns(table).map(({ name, type, comment }, i) => [
        name,
        athenaType(parseGlueType(type)),
        i < table.columns.length ? comment : `${comment}${comment === "" ? "" : " "}(partition key)`,
    ]);
    return { columns: ["col_name", "data_type", "comment"], rows };
}

function createView(table: CatalogTable): MetadataAnswer {
    if (table.view === undefined) {
        throw new QueryError(QueryErrorCode.NotSupported, `'${table.name}' is a table, not a view`);
    }
    return { columns: ["create view"], rows: [[`CREATE VIEW ${table.name} AS\n${table.view.sql}`]] };
}
