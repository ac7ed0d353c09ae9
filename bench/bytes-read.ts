import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Notes } from "../functions/shared/notes";
import { planRecord } from "../functions/shared/plan";
import { contactRecordMapping } from "../functions/transform-contact-records/mapping";
import { bytes, count } from "../local/answers/text";
import { ParquetConverter } from "../local/delivery/parquet";
import { parseGlueType } from "../local/glue-type";
import type { Catalog, CatalogTable } from "../local/query/catalog";
import { LocalQueryEngine } from "../local/query/engine";
import type { ObjectStore, StoredObject } from "../local/query/object-store";
import { planTraffic } from "../local/traffic/plan";
import { contactRecords, glueColumns, gluePartitionKeys } from "../schemas";
import { contactRecordsLatest } from "../schemas/views/contact-records-latest";
import { machine } from "./support";

/**
 * Bytes that "the abandon rate of one day of one instance" reads in the lake, beside the same question over the records as they came, in
 * JSON: over 90 days of three instances.
 *
 *     node -r ./bin/register.cjs bench/bytes-read.ts [contacts per instance and day]
 *
 * The lake's figure is the engine's `scannedBytes`: the compressed column chunks that the question refers to, in the files of the partitions
 * it needs; footers and row groups skipped by their statistics are not in it. The files are written by the transform and by local delivery's
 * own converter, one a partition. JSON has to be read whole, and untouched source records are laid down by arrival, all instances together.
 */
const DAYS = 90;
const INSTANCES = [
    "11111111-0000-0000-0000-000000000001",
    "22222222-0000-0000-0000-000000000002",
    "33333333-0000-0000-0000-000000000003",
];
const FIRST_DAY = Date.UTC(2026, 5, 1);
const MS_PER_DAY = 86_400_000;
const WANTED_SHARE = 0.02;
const BUCKET = "lake";

const columns = glueColumns(contactRecords);
const converted = columns.map(({ name, type }) => ({ name, type: parseGlueType(type) }));

class Files implements ObjectStore {
    readonly objects = new Map<string, { path: string; size: number }>();

    async *list(_bucket: string, prefix: string): AsyncIterable<StoredObject> {
        for (const [key, { size }] of this.objects) {
            if (key.startsWith(prefix)) {
                yield { key, etag: "1", size };
            }
        }
    }

    async get(_bucket: string, key: string): Promise<Uint8Array | undefined> {
        const object = this.objects.get(key);
        return object === undefined ? undefined : readFile(object.path);
    }
}

async function build(
    directory: string,
    files: Files,
    contacts: number,
): Promise<{ json: number; jsonOfOneDay: number }> {
    const converter = new ParquetConverter();
    const lines = join(directory, "rows.jsonl");
    const json = new Map<string, number>();
    for (let day = 0; day < DAYS; day++) {
        const date = new Date(FIRST_DAY + day * MS_PER_DAY).toISOString().slice(0, 10);
        for (const [i, instanceId] of INSTANCES.entries()) {
            const documents = documentsOf(date, instanceId, contacts, day * INSTANCES.length + i);
            json.set(date, (json.get(date) ?? 0) + documents.reduce((sum, text) => sum + Buffer.byteLength(text), 0));
            await writeFile(lines, documents.map(rowsOf).join(""));
            const path = join(directory, `${date}-${i}.parquet`);
            await converter.convert(lines, path, converted);
            const key = `contact_records/instance_id=${instanceId}/event_date=${date}/records.parquet`;
            files.objects.set(key, { path, size: (await stat(path)).size });
        }
    }
    await converter.close();
    return {
        json: [...json.values()].reduce((sum, size) => sum + size, 0),
        jsonOfOneDay: json.get(new Date(FIRST_DAY).toISOString().slice(0, 10)) ?? 0,
    };
}

function documentsOf(day: string, instanceId: string, contacts: number, seed: number): string[] {
    const disorder = { duplicates: 0, lateUpdates: 0, malformed: 0, shuffled: false };
    const account = { accountId: "111122223333", region: "us-east-1" };
    const traffic = planTraffic({ ...account, contacts, seed, day, instanceId, disorder });
    return [...traffic.messages()].filter(({ feed }) => feed === "contactRecords").map(({ data }) => data);
}

function rowsOf(document: string, index: number): string {
    const arrivedAt = FIRST_DAY + (DAYS + 1) * MS_PER_DAY;
    const record = {
        recordId: String(index),
        data: Buffer.from(document).toString("base64"),
        approximateArrivalTimestamp: arrivedAt,
        kinesisRecordMetadata: {
            shardId: "shardId-0",
            partitionKey: "x",
            approximateArrivalTimestamp: arrivedAt,
            sequenceNumber: String(index),
        },
    };
    const { rows, refused } = planRecord(contactRecordMapping, record, new Notes());
    if (refused.length > 0) {
        throw new Error("A record was refused: the comparison would be wrong");
    }
    return Buffer.from(rows, "base64").toString();
}

function catalog(): Catalog {
    const rest = { description: "", format: "parquet", parameters: {} } as const;
    const table: CatalogTable = {
        ...rest,
        name: contactRecords.name,
        columns,
        partitionKeys: gluePartitionKeys(contactRecords),
        location: `s3://${BUCKET}/contact_records/`,
    };
    const { name, sql } = contactRecordsLatest;
    const view: CatalogTable = {
        ...rest,
        name,
        columns: contactRecordsLatest.columns,
        partitionKeys: [],
        location: "",
        view: { sql, database: "lake" },
    };
    return { databases: [{ name: "lake", description: "", tables: [table, view] }] };
}

async function main(contacts: number): Promise<void> {
    const directory = await mkdtemp(join(tmpdir(), "lakefront-bytes-read-"));
    try {
        const files = new Files();
        const { json, jsonOfOneDay } = await build(directory, files, contacts);
        const engine = await LocalQueryEngine.over(catalog(), files, join(directory, "cache"));
        const day = new Date(FIRST_DAY).toISOString().slice(0, 10);
        const { scannedBytes, rows } = await engine.query(
            `SELECT count_if(connected_to_agent_ts IS NULL) * 100.0 / count(*) AS abandoned_percent
             FROM contact_records_latest
             WHERE instance_id = '${INSTANCES[0]}' AND event_date = DATE '${day}'
               AND enqueue_ts IS NOT NULL AND coalesce(initiation_method, '') <> 'CALLBACK'`,
        );
        await engine.close();
        const stored = [...files.objects.values()].reduce((sum, { size }) => sum + size, 0);
        console.log(
            `${count(contacts * DAYS * INSTANCES.length)} contacts: ${DAYS} days × ${INSTANCES.length} instances × ${contacts}. ${machine()}`,
        );
        console.log(
            `The same contacts as JSON: ${bytes(json)}; as Parquet: ${bytes(stored)}. Answer: ${Number(rows[0]?.[0]).toFixed(2)} %.\n`,
        );
        const line = (what: string, size: number) =>
            console.log(
                `${what.padEnd(44)}${bytes(size).padStart(12)}${`${((scannedBytes / size) * 100).toFixed(3)} %`.padStart(12)}`,
            );
        console.log(`${"bytes read by".padEnd(44)}${"".padStart(12)}${"lake / this".padStart(12)}`);
        line("the lake", scannedBytes);
        line("raw JSON, all of it", json);
        line("raw JSON, if only that day had to be read", jsonOfOneDay);
        console.log(`\nWanted: under ${WANTED_SHARE * 100} % of raw JSON.`);
    } finally {
        await rm(directory, { recursive: true, force: true });
    }
}

void main(Number(process.argv[2] ?? 200));
