import { readFileSync } from "node:fs";
import { transformBatch } from "../functions/shared/batch";
import { documentsIn } from "../functions/shared/documents";
import type { FirehoseRecord } from "../functions/shared/firehose";
import { Notes } from "../functions/shared/notes";
import { planRecord } from "../functions/shared/plan";
import { type RowWriter, rowWriter } from "../functions/shared/row-writer";
import { contactRecordMapping } from "../functions/transform-contact-records/mapping";
import { machine, print, summary } from "./support";

/**
 * The transform of contact records against the least that any transform in JavaScript must do: `JSON.parse` and
 * `JSON.stringify` on the same records.
 *
 *     node -r ./bin/register.cjs bench/transform.ts            speed
 *     node -r ./bin/register.cjs bench/transform.ts --memory   memory over a million records
 */
const recordCount = 10_000;
const recordBytes = 4_096;
/** Small turns, so that the sides alternate faster than the machine's other work changes. */
const turnRecords = 500;
const rounds = 10 * (recordCount / turnRecords);
const warmUps = 20;
const arrivedAt = Date.parse("2026-03-14T10:00:00Z");

/** Parts that only some contacts have; a voice contact of about 4 KB has none of them. */
const rare = [
    "AdditionalEmailRecipients",
    "Campaign",
    "ChatMetrics",
    "ContactDetails",
    "ContactEvaluations",
    "Customer",
    "CustomerVoiceActivity",
    "DisconnectDetails",
    "ExternalThirdParty",
    "GlobalResiliencyMetadata",
    "OutboundStrategy",
    "RelatedContactId",
    "RoutingCriteria",
    "ScheduledTimestamp",
    "Recording",
    "TaskTemplateInfo",
    "TransferredToEndpoint",
];

function contactRecords(count: number): string[] {
    const fixture: Record<string, unknown> = JSON.parse(readFileSync("test/fixtures/contact-record.json", "utf8"));
    for (const key of rare) {
        fixture[key] = null;
    }
    const agent: Record<string, unknown> = {
        ...(fixture.Agent as object),
        StateTransitions: null,
        HierarchyGroups: null,
    };
    fixture.Agent = agent;
    return Array.from({ length: count }, (_, index) => {
        const minute = String(index % 60).padStart(2, "0");
        const record = {
            ...fixture,
            ContactId: `99999999-aaaa-bbbb-cccc-${String(index).padStart(12, "0")}`,
            InitiationTimestamp: `2026-03-14T09:${minute}:00Z`,
            Attributes: { orderNumber: String(index), note: "" },
        };
        const missing = recordBytes - JSON.stringify(record).length;
        record.Attributes.note = "lorem ipsum dolor sit amet ".repeat(200).slice(0, Math.max(missing, 0));
        return JSON.stringify(record);
    });
}

function firehoseRecord(text: string, index: number): FirehoseRecord {
    return {
        recordId: String(index),
        data: Buffer.from(text).toString("base64"),
        approximateArrivalTimestamp: arrivedAt,
        kinesisRecordMetadata: {
            shardId: "shardId-000000000000",
            partitionKey: String(index),
            approximateArrivalTimestamp: arrivedAt,
            sequenceNumber: `4959033827149025660855969253836157109592157598913${String(index).padStart(7, "0")}`,
        },
    };
}

function speed(): void {
    const texts = contactRecords(recordCount);
    const records = texts.map(firehoseRecord);
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    console.log(`${recordCount} contact records, ${Math.round(bytes / recordCount)} bytes each. ${machine()}`);
    const writer = rowWriter();
    const notes = new Notes();
    const sides: readonly Work[] = [
        {
            name: "JSON.parse + JSON.stringify",
            run: (index) => JSON.stringify(JSON.parse(texts[index] ?? "")).length,
        },
        {
            name: "transform, document's text to row's text",
            run: (index) => transformText(writer, notes, texts[index] ?? ""),
        },
        {
            name: "JSON.parse + JSON.stringify, Base64 in and out",
            run: (index) => {
                const text = Buffer.from(records[index]?.data ?? "", "base64").toString();
                return Buffer.from(JSON.stringify(JSON.parse(text))).toString("base64").length;
            },
        },
        {
            name: "whole handling of a record, Base64 in and out",
            run: (index) => {
                const record = records[index];
                const plan = record && planRecord(contactRecordMapping, record, notes);
                return refusedIf(plan?.partition === undefined) + (plan?.rows.length ?? 0);
            },
        },
    ];
    const [bare = [], core = [], framed = [], whole = []] = processorTimes(sides);
    print(
        [bare, core, framed, whole].map((times, index) => summary(sides[index]?.name ?? "", times)),
        turnRecords,
        "records",
    );
    console.log("\nIn processor time of all threads, the median over pairs of turns on the same records:");
    console.log(`the transform runs at ${share(bare, core)} of the speed of bare JSON (wanted: 50 %);`);
    console.log(`with Base64 in and out at ${share(framed, whole)} of bare JSON so framed,`);
    console.log(`and at ${share(bare, whole)} of bare JSON without framing.`);
}

/** What one side does with one record. What it returns only keeps the work from being optimised away. */
interface Work {
    readonly name: string;
    run(index: number): number;
}

/** The transform alone, without its Base64: a document's text in, the row's text out, in UTF-8 and with the document in it. */
function transformText(writer: RowWriter, notes: Notes, text: string): number {
    writer.start();
    let bytes = 0;
    for (const document of documentsIn(text)) {
        const mapped = "value" in document && contactRecordMapping.map(document.value, arrivedAt, notes);
        if (typeof mapped !== "object" || "reason" in mapped) {
            return refusedIf(true);
        }
        bytes += writer.append(mapped.row, document.text);
    }
    return bytes;
}

function refusedIf(isRefused: boolean): 0 {
    if (isRefused) {
        throw new Error("A record was refused: the comparison would be wrong");
    }
    return 0;
}

/**
 * The processor time of each side's turns, in milliseconds; the sides take turns on the same records. Unlike elapsed time it
 * leaves out what other programs do, though not that they slow the processor down: hence small turns, and pairs.
 */
function processorTimes(sides: readonly Work[]): number[][] {
    const times = sides.map((): number[] => []);
    for (let round = -warmUps; round < rounds; round += 1) {
        const start = ((round + warmUps) * turnRecords) % recordCount;
        sides.forEach((side, number) => {
            const before = process.cpuUsage();
            for (let index = start; index < start + turnRecords; index += 1) {
                side.run(index);
            }
            const { user, system } = process.cpuUsage(before);
            if (round >= 0) {
                times[number]?.push((user + system) / 1_000);
            }
        });
    }
    return times;
}

/** The speed of `side` as a share of that of `standard`, over pairs of turns. */
function share(standard: readonly number[], side: readonly number[]): string {
    const shares = standard.map((time, round) => time / (side[round] ?? Number.NaN));
    return `${Math.round(summary("", shares).median * 100)} %`;
}

async function memory(): Promise<void> {
    const batchSize = 250;
    const batches = 1_000_000 / batchSize;
    const records = contactRecords(batchSize).map(firehoseRecord);
    const surroundings = {
        quarantine: { keep: async () => {} },
        source: { put: async () => [] },
        metricNamespace: "Lakefront",
        log: () => {},
        now: () => arrivedAt,
    };
    console.log(`1,000,000 contact records of ${recordBytes} bytes in batches of ${batchSize}. ${machine()}`);
    for (let batch = 1; batch <= batches; batch += 1) {
        await transformBatch(contactRecordMapping, records, surroundings);
        if (batch % (batches / 10) === 0) {
            globalThis.gc?.();
            const { rss, heapUsed } = process.memoryUsage();
            console.log(
                `${(batch * batchSize).toLocaleString("en").padStart(9)} records: heap ${megabytes(heapUsed)}, resident ${megabytes(rss)}`,
            );
        }
    }
}

function megabytes(bytes: number): string {
    return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

if (process.argv.includes("--memory")) {
    void memory();
} else {
    speed();
}
