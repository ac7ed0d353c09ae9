import { expect } from "chai";
import type { TableMapping } from "../../functions/shared/mapping";
import { Notes } from "../../functions/shared/notes";
import { planRecord } from "../../functions/shared/plan";
import { quarantineObject } from "../../functions/shared/quarantine";
import { agentEventMapping } from "../../functions/transform-agent-events/mapping";
import { contactRecordMapping } from "../../functions/transform-contact-records/mapping";
import { type Feed, planTraffic } from "../../local/traffic/plan";
import { agentEvents, columnFacts, contactRecords, quarantinedRecords, type TableSchema, tables } from "../../schemas";

const MAPPINGS: Record<Feed, TableMapping> = { contactRecords: contactRecordMapping, agentEvents: agentEventMapping };
const ARRIVED = Date.UTC(2026, 2, 4);

type Row = Record<string, unknown>;

/** Rows of a day's traffic, malformed documents included, as the transform writes them. */
function rowsOfADay(): Map<TableSchema, Row[]> {
    const traffic = planTraffic({
        contacts: 300,
        seed: 11,
        day: "2026-03-03",
        instanceId: "11111111-2222-4333-8444-555555555555",
        accountId: "111122223333",
        region: "us-east-1",
        disorder: { duplicates: 0, lateUpdates: 0.2, malformed: 0.05, shuffled: true },
    });
    const rows: Record<Feed, Row[]> = { contactRecords: [], agentEvents: [] };
    const quarantined: Row[] = [];
    for (const [index, { feed, data }] of [...traffic.messages()].entries()) {
        const { origin, rows: text, refused } = planRecord(MAPPINGS[feed], recordOf(data, index), new Notes());
        rows[feed].push(...linesOf(Buffer.from(text, "base64").toString()));
        if (refused.length > 0) quarantined.push(...linesOf(quarantineObject(origin, refused).body));
    }
    return new Map<TableSchema, Row[]>([
        [contactRecords, rows.contactRecords],
        [agentEvents, rows.agentEvents],
        [quarantinedRecords, quarantined],
    ]);
}

function recordOf(data: string, index: number) {
    return {
        recordId: String(index),
        data: Buffer.from(data).toString("base64"),
        approximateArrivalTimestamp: ARRIVED,
        kinesisRecordMetadata: {
            shardId: "shardId-0",
            partitionKey: "x",
            approximateArrivalTimestamp: ARRIVED,
            sequenceNumber: String(index),
        },
    };
}

function linesOf(text: string): Row[] {
    return text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line));
}

describe("facts of columns", () => {
    const rows = rowsOfADay();

    for (const [schema, written] of rows) {
        const inFile = columnFacts(schema).filter(({ name }) => Object.hasOwn(schema.columns, name));

        it(`hold for every row of ${schema.name} that the transform writes`, () => {
            expect(written.length).to.be.greaterThan(5);
            for (const { name, required, values, least, most } of inFile) {
                const present = written.map((row) => row[name] ?? null).filter((value) => value !== null);
                if (required) expect(present, name).to.have.length(written.length);
                if (values) expect(values, name).to.include.members(present);
                for (const value of least === undefined && most === undefined ? [] : present) {
                    expect(value, name).to.be.within(least ?? -Infinity, most ?? Infinity);
                }
            }
        });
    }

    it("name a delivery by a column whose values are never repeated within a stream", () => {
        for (const [{ deliveryKey }, written] of rows) {
            if (deliveryKey === undefined) continue;
            expect(new Set(written.map((row) => row[deliveryKey])).size).to.equal(written.length);
        }
    });

    it("speak of columns that there are, and that always say what is asked of them", () => {
        for (const { columns, deliveryKey, arrival } of Object.values(tables)) {
            for (const name of [deliveryKey, arrival]) {
                if (name !== undefined) expect(columns[name]?.required, name).to.equal(true);
            }
            expect(arrival && columns[arrival]?.type.glue).to.equal("timestamp");
        }
    });

    it("bound lengths and sizes from below, and leave alone what nobody knows", () => {
        const facts = new Map(columnFacts(contactRecords).map((fact) => [fact.name, fact]));
        expect(facts.get("acw_s")).to.deep.equal({ name: "acw_s", type: "int", required: false, least: 0 });
        expect(facts.get("agent_audio_score")).to.include({ least: 1, most: 5 });
        expect(facts.get("channel")).to.deep.equal({ name: "channel", type: "string", required: false });
        expect(facts.get("instance_id")?.required).to.equal(true);
    });
});
