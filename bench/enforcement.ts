import { mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { count } from "../local/answers/text";
import { duckdbType, parseGlueType } from "../local/glue-type";
import type { Catalog, CatalogTable } from "../local/query/catalog";
import { LocalQueryEngine } from "../local/query/engine";
import type { ObjectStore, StoredObject } from "../local/query/object-store";
import { quoteIdentifier, quoteText } from "../local/query/sql-text";
import { type AccessResource, governanceOf } from "../runner/access";
import { contactRecords, glueColumns, gluePartitionKeys } from "../schemas";
import { contactRecordsLatestDeidentified } from "../schemas/views/contact-records-latest";
import { machine, summary } from "./support";

/**
 * What enforcing Lake Formation's grants adds to a question: the same questions over the same contact records, asked by the lake's
 * administrator and, in turn, by principals whose grants let everything through that the question needs, so that both sides do the same work.
 *
 *     node -r ./bin/register.cjs bench/enforcement.ts [rows per instance and day] [rounds]
 */
const DAYS = 10;
const INSTANCES = ["i-1", "i-2", "i-3"];
const FIRST_DAY = Date.UTC(2026, 5, 1);
const MS_PER_DAY = 86_400_000;
const WANTED_PERCENT = 20;
const WARM_UPS = 3;
const ROLE = "arn:aws:iam::111122223333:role/";

const columns = glueColumns(contactRecords);
const partitionKeys = gluePartitionKeys(contactRecords);
const impersonal = contactRecordsLatestDeidentified.columns.map(({ name }) => name);

const SOME_ROWS = "channel IN ('VOICE', 'CHAT') OR queue_name IS NULL";

/** Each is granted enough for every question. */
const ASKERS: Readonly<Record<string, readonly AccessResource[]>> = {
    "the whole table": [grant("whole-table", { table: { databaseName: "lake", name: contactRecords.name } })],
    "columns: none personal": [
        grant("columns", {
            tableWithColumns: { databaseName: "lake", name: contactRecords.name, columnNames: impersonal },
        }),
    ],
    "rows, by a partition key": filtered("partition-key", "instance_id IN ('i-1', 'i-2', 'i-3')"),
    "rows, by a column": filtered("column", SOME_ROWS),
    cells: [
        ...filtered(
            "cells",
            "true",
            impersonal.filter((name) => name !== "queue_name"),
        ),
        ...filtered("cells", "channel IN ('VOICE', 'CHAT')", ["queue_name"]),
    ],
};

const QUESTIONS: Readonly<Record<string, string>> = {
    "one day of one instance": `SELECT channel, count(*), avg(agent_interaction_s) FROM contact_records WHERE instance_id = 'i-2' AND event_date = DATE '2026-06-03' GROUP BY 1`,
    "all days, grouped": `SELECT queue_name, count(*), avg(agent_interaction_s) FROM contact_records GROUP BY 1`,
    "all days, a rare value": `SELECT count(*) FROM contact_records WHERE agent_interaction_s = 599 AND channel = 'CHAT'`,
    "newest versions, by a view": `SELECT channel, count(*) FROM ${contactRecordsLatestDeidentified.name} WHERE instance_id = 'i-2' AND event_date = DATE '2026-06-03' GROUP BY 1`,
    "a thousand whole rows": `SELECT ${impersonal.map(quoteIdentifier).join(", ")} FROM contact_records LIMIT 1000`,
};

function principal(name: string): string {
    return `${ROLE}${name}`;
}

function resource(type: string, name: string, inputs: Record<string, unknown>): AccessResource {
    return { type: `aws:lakeformation/${type}:${type.charAt(0).toUpperCase()}${type.slice(1)}`, name, inputs };
}

function grant(name: string, on: Record<string, unknown>): AccessResource {
    return resource("permissions", name, { principal: principal(name), permissions: ["SELECT"], ...on });
}

function filtered(name: string, filterExpression: string, columnNames?: readonly string[]): AccessResource[] {
    const filter = {
        databaseName: "lake",
        tableName: contactRecords.name,
        tableCatalogId: "111122223333",
        name: `${name}-${columnNames?.length ?? "all"}`,
    };
    const which = columnNames === undefined ? { columnWildcard: {} } : { columnNames };
    return [
        resource("dataCellsFilter", filter.name, {
            tableData: { ...filter, rowFilter: { filterExpression }, ...which },
        }),
        grant(name, { dataCellsFilter: filter }),
    ];
}

const table: CatalogTable = {
    name: contactRecords.name,
    description: "",
    format: "parquet",
    parameters: {},
    columns,
    partitionKeys,
    location: "s3://lake/contact_records/",
};
const view: CatalogTable = {
    ...table,
    name: contactRecordsLatestDeidentified.name,
    columns: contactRecordsLatestDeidentified.columns,
    partitionKeys: [],
    location: "",
    view: { sql: contactRecordsLatestDeidentified.sql, database: "lake" },
};
const catalog: Catalog = { databases: [{ name: "lake", description: "", tables: [table, view] }] };

const governance = governanceOf([
    resource("dataLakeSettings", "settings", { admins: [principal("admin")] }),
    resource("resource", "location", { arn: "arn:aws:s3:::lake" }),
    { type: "aws:glue/catalogDatabase:CatalogDatabase", name: "lake", inputs: { name: "lake" } },
    ...catalog.databases.flatMap(({ tables }) => tables.map(declared)),
    ...Object.values(ASKERS).flatMap((grants) => [...grants, ...grants.slice(-1).map(viewGrant)]),
]);

function declared({ name, location, columns, partitionKeys, view }: CatalogTable): AccessResource {
    const tableType = view === undefined ? "EXTERNAL_TABLE" : "VIRTUAL_VIEW";
    const inputs = { databaseName: "lake", name, tableType, partitionKeys, storageDescriptor: { columns, location } };
    return { type: "aws:glue/catalogTable:CatalogTable", name, inputs };
}

function viewGrant({ inputs }: AccessResource): AccessResource {
    return resource("permissions", `${String(inputs.principal)}-view`, {
        principal: inputs.principal,
        permissions: ["SELECT"],
        table: { databaseName: "lake", name: view.name },
    });
}

class Folder implements ObjectStore {
    constructor(private readonly directory: string) {}

    async *list(_bucket: string, prefix: string): AsyncIterable<StoredObject> {
        for (const entry of await readdir(this.directory, { recursive: true, withFileTypes: true })) {
            const path = join(entry.parentPath, entry.name);
            const key = relative(this.directory, path);
            if (entry.isFile() && key.startsWith(prefix)) {
                yield { key, etag: "1", size: (await stat(path)).size };
            }
        }
    }

    get(_bucket: string, key: string): Promise<Uint8Array | undefined> {
        return readFile(join(this.directory, key));
    }
}

/** Values of the columns that the questions speak of; the others are NULL, as most columns of most contacts are. */
const VALUES: Readonly<Record<string, string>> = {
    contact_id: "uuid()",
    channel: "CASE WHEN r % 3 = 0 THEN 'CHAT' ELSE 'VOICE' END",
    queue_name: "'queue ' || (r % 40)",
    agent_interaction_s: "r % 600",
    customer_endpoint_address: "'+1555' || r",
};

async function build(directory: string, rows: number): Promise<void> {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const select = columns
        .map(
            ({ name, type }) =>
                `CAST(${VALUES[name] ?? "NULL"} AS ${duckdbType(parseGlueType(type))}) AS ${quoteIdentifier(name)}`,
        )
        .join(", ");
    for (let day = 0; day < DAYS; day++) {
        const date = new Date(FIRST_DAY + day * MS_PER_DAY).toISOString().slice(0, 10);
        for (const id of INSTANCES) {
            const folder = join(directory, `contact_records/instance_id=${id}/event_date=${date}`);
            await mkdir(folder, { recursive: true });
            const path = quoteText(join(folder, "a.parquet"));
            await connection.run(`COPY (SELECT ${select} FROM range(${rows}) AS t(r)) TO ${path} (FORMAT parquet)`);
        }
    }
    connection.closeSync();
    instance.closeSync();
}

/** Medians in milliseconds: of the clock, and of the engine's processor time, which other programs' doings touch less. */
interface Medians {
    readonly wall: number;
    readonly processor: number;
}

/** Of each side, which take turns, so that whatever else the machine does falls on all alike. */
async function medians(engine: LocalQueryEngine, sides: readonly Side[], rounds: number): Promise<Medians[]> {
    const times = sides.map(() => ({ wall: [] as number[], processor: [] as number[] }));
    for (let round = -WARM_UPS; round < rounds; round++) {
        for (const [i, { sql, principal }] of sides.entries()) {
            const start = performance.now();
            const before = process.cpuUsage();
            await engine.query(sql, principal === undefined ? {} : { principal });
            const { user, system } = process.cpuUsage(before);
            if (round >= 0) {
                times[i]?.wall.push(performance.now() - start);
                times[i]?.processor.push((user + system) / 1000);
            }
        }
    }
    return times.map(({ wall, processor }) => ({
        wall: summary("", wall).median,
        processor: summary("", processor).median,
    }));
}

interface Side {
    readonly name: string;
    readonly sql: string;
    readonly principal?: string;
}

/** The administrator first, then each asker; and the administrator with a filter written out, which costs something without any enforcement. */
function sidesOf(sql: string): Side[] {
    const byHand = `FROM (SELECT * FROM ${table.name} WHERE ${SOME_ROWS}) AS ${table.name}$1`;
    const filteredByHand = sql.replace(new RegExp(`FROM ${table.name}( |$)`), byHand);
    return [
        { name: "no --as", sql },
        ...(filteredByHand === sql ? [] : [{ name: "the same filter by hand", sql: filteredByHand }]),
        ...Object.entries(ASKERS).map(([name, grants]) => ({
            name,
            sql,
            principal: String(grants.at(-1)?.inputs.principal),
        })),
    ];
}

async function main(rows: number, rounds: number): Promise<void> {
    const directory = await mkdtemp(join(tmpdir(), "lakefront-enforcement-"));
    try {
        await build(join(directory, "s3"), rows);
        const engine = await LocalQueryEngine.over(
            catalog,
            new Folder(join(directory, "s3")),
            join(directory, "cache"),
            governance,
        );
        console.log(
            `${count(rows * DAYS * INSTANCES.length)} contacts in ${DAYS * INSTANCES.length} files, ${columns.length} columns; ${rounds} rounds. ${machine()}\n`,
        );
        console.log("Median ms by the clock (by processor time), and how much more than without --as.\n");
        for (const [title, sql] of Object.entries(QUESTIONS)) {
            const sides = sidesOf(sql);
            const times = await medians(engine, sides, rounds);
            console.log(title);
            for (const [i, { wall, processor }] of times.entries()) {
                const { wall: alone = wall, processor: aloneProcessor = processor } = times[0] ?? {};
                const time =
                    `  ${sides[i]?.name}`.padEnd(28) + `${wall.toFixed(1).padStart(10)} (${processor.toFixed(1)})`;
                const changes = `${change(wall, alone)} (${change(processor, aloneProcessor)})`;
                console.log(i === 0 ? time : time.padEnd(52) + changes);
            }
        }
        await engine.close();
        console.log(`\nWanted: under ${WANTED_PERCENT} % more.`);
    } finally {
        await rm(directory, { recursive: true, force: true });
    }
}

function change(median: number, alone: number): string {
    const percent = (median / alone - 1) * 100;
    return `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(0)} %`;
}

void main(Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 15));
