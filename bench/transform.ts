import { readFileSync } from "node:fs";
import { transformBatch } from "../functions/shared/batch";
import type { FirehoseRecord } from "../functions/shared/firehose";
import { Notes } from "../functions/shared/notes";
import { planRecord } from "../functions/shared/plan";
import { contactRecordMapping } from "../functions/transform-contact-records/mapping";
import { compare, machine, print } from "./support";

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
const rounds = 5 * (recordCount / turnRecords);
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
    const times = compare(
        [
            {
                name: "JSON.parse + JSON.stringify",
                run: (turn) =>
                    turnOf(texts, turn).reduce((sum, text) => sum + JSON.stringify(JSON.parse(text)).length, 0),
            },
            {
                name: "the same, with Base64 in and out",
                run: (turn) =>
                    turnOf(records, turn).reduce((sum, { data }) => {
                        const text = Buffer.from(data, "base64").toString();
                        return sum + Buffer.from(JSON.stringify(JSON.parse(text))).toString("base64").length;
                    }, 0),
            },
            {
                name: "transform, with Base64 in and out",
                run: (turn) => {
                    const notes = new Notes();
                    return turnOf(records, turn).reduce((sum, record) => {
                        const { rows, partition } = planRecord(contactRecordMapping, record, notes);
                        if (partition === undefined) {
                            throw new Error("A record was refused: the comparison would be wrong");
                        }
                        return sum + rows.length;
                    }, 0);
                },
            },
        ],
        rounds,
    );
    print(times, turnRecords, "records");
    const [bare, framed, transform] = times;
    if (bare !== undefined && framed !== undefined && transform !== undefined) {
        console.log(`\nThe transform runs at ${percent(bare.median / transform.median)} of the speed of bare JSON,`);
        console.log(
            `and at ${percent(framed.median / transform.median)} of the speed with the same framing (wanted: 50 %).`,
        );
    }
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

/** The records of one turn; turns go round all of them. */
function turnOf<T>(items: readonly T[], turn: number): readonly T[] {
    const start = (turn * turnRecords) % items.length;
    return items.slice(start, start + turnRecords);
}

function percent(share: number): string {
    return `${Math.round(share * 100)} %`;
}

function megabytes(bytes: number): string {
    return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

if (process.argv.includes("--memory")) {
    void memory();
} else {
    speed();
}
