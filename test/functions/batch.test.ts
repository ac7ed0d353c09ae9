import { expect } from "chai";
import fc from "fast-check";
import { transformBatch } from "../../functions/shared/batch";
import type { FirehoseRecord } from "../../functions/shared/firehose";
import { contactRecordMapping } from "../../functions/transform-contact-records/mapping";
import { fixture, type Json, quarantined, recordOf, rowsIn, surroundings } from "./support";

const contact = (change: Json = {}): string => JSON.stringify({ ...fixture("contact-record"), ...change });
const transform = (records: readonly FirehoseRecord[], world = surroundings()) =>
    transformBatch(contactRecordMapping, records, world);

describe("a batch", () => {
    it("answers every record, in order, each with its id", async () => {
        const records = [recordOf(contact(), "1"), recordOf("no json", "2"), recordOf(contact(), "3")];
        const { records: answers } = await transform(records);
        expect(answers.map(({ recordId, result }) => [recordId, result])).to.deep.equal([
            ["record-1", "Ok"],
            ["record-2", "Dropped"],
            ["record-3", "Ok"],
        ]);
        expect(answers[0]?.metadata?.partitionKeys).to.deep.equal({
            instance_id: "aaaaaaaa-bbbb-cccc-dddd-111111111111",
            event_date: "2026-03-14",
        });
    });

    it("delivers several documents of one record as lines, numbered in order", async () => {
        const world = surroundings();
        const { records } = await transform(
            [recordOf(contact({ ContactId: "a" }) + contact({ ContactId: "b" }), "77")],
            world,
        );
        const rows = rowsIn(records[0]?.data ?? "");
        expect(rows.map(({ contact_id, ingest_sequence }) => [contact_id, ingest_sequence])).to.deep.equal([
            ["a", `${"77".padStart(64, "0")}-0000`],
            ["b", `${"77".padStart(64, "0")}-0001`],
        ]);
        expect(Buffer.from(records[0]?.data ?? "", "base64").toString()).to.match(/\}\n$/);
    });

    it("lets one bad document of a record go to quarantine alone", async () => {
        const world = surroundings();
        const bad = contact({ ContactId: null });
        const { records } = await transform([recordOf(`${contact()}\n${bad}`, "5")], world);
        expect(rowsIn(records[0]?.data ?? "")).to.have.length(1);
        expect(quarantined(world)).to.deep.equal([
            {
                table_name: "contact_records",
                reason: "missing_contact_id",
                detail: "ContactId is missing",
                received_ts: "2026-03-14 16:00:00.123",
                shard_id: "shardId-000000000001",
                sequence_number: "5",
                document_index: 1,
                size_bytes: Buffer.byteLength(bad),
                bytes_base64: Buffer.from(bad).toString("base64"),
            },
        ]);
    });

    it("keeps the very bytes of what was never text", async () => {
        const world = surroundings();
        const bytes = Buffer.from([0x7b, 0xff, 0x00, 0x7d]);
        await transform([recordOf(bytes)], world);
        expect(quarantined(world)[0]).to.include({
            reason: "not_utf8",
            bytes_base64: bytes.toString("base64"),
            size_bytes: 4,
        });
    });

    it("writes the same object for the same record, in whatever batch it comes", async () => {
        const bad = recordOf("no json", "5");
        const alone = surroundings();
        const inCompany = surroundings();
        await transform([bad], alone);
        await transform([recordOf("other", "4"), bad, recordOf(contact(), "6")], inCompany);
        expect(inCompany.objects).to.deep.include(alone.objects[0]);
        expect(alone.objects[0]?.key).to.match(/^received_date=2026-03-14\/[0-9a-f]{64}\.jsonl$/);
    });

    it("quarantines a document over Firehose's limit", async () => {
        const world = surroundings();
        const { records } = await transform(
            [recordOf(contact({ Attributes: { note: "x".repeat(1_024_000) } }))],
            world,
        );
        expect(records[0]?.result).to.equal("Dropped");
        expect(quarantined(world).map(({ reason, detail }) => [reason, detail])).to.deep.equal([
            ["over_size", "the document has more than 1024000 bytes"],
        ]);
    });

    it("quarantines a document whose row would be over Firehose's limit, and lands its neighbour", async () => {
        const world = surroundings();
        const large = contact({ Attributes: { note: "x".repeat(700_000) } });
        const { records } = await transform([recordOf(`${large}\n${contact()}`)], world);
        expect(rowsIn(records[0]?.data ?? "")).to.have.length(1);
        expect(quarantined(world).map(({ reason, detail }) => [reason, detail])).to.deep.equal([
            ["over_size", "the row has more than 1024000 bytes"],
        ]);
    });

    describe("with documents of several partitions in one record", () => {
        const today = contact({ ContactId: "today" });
        const yesterday = contact({ ContactId: "yesterday", InitiationTimestamp: "2026-03-13T23:59:59Z" });

        it("puts them back to the stream one by one and drops the record", async () => {
            const world = surroundings();
            const { records } = await transform([recordOf(today + yesterday)], world);
            expect(records).to.deep.equal([{ recordId: records[0]?.recordId, result: "Dropped", data: "" }]);
            expect(world.documents.map(({ text, partitionKey }) => [text, partitionKey])).to.deep.equal([
                [today, "some-key"],
                [yesterday, "some-key"],
            ]);
        });

        it("delivers each when it comes back", async () => {
            const world = surroundings();
            await transform([recordOf(`[${today},${yesterday}]`)], world);
            const { records } = await transform(
                world.documents.map(({ text }, index) => recordOf(text, String(index))),
            );
            expect(records.map(({ metadata }) => metadata?.partitionKeys.event_date)).to.deep.equal([
                "2026-03-14",
                "2026-03-13",
            ]);
        });

        it("fails the record alone where the stream would not take one of them", async () => {
            const world = surroundings({ source: { put: async () => [1] } });
            const { records } = await transform([recordOf(today + yesterday, "1"), recordOf(today, "2")], world);
            expect(records.map(({ result }) => result)).to.deep.equal(["ProcessingFailed", "Ok"]);
        });
    });

    it("puts back what the answer has no room for, and stays under Lambda's limit", async () => {
        const world = surroundings();
        const large = Array.from({ length: 12 }, (_, index) =>
            recordOf(contact({ ContactId: `c-${index}`, Attributes: { note: "x".repeat(250_000) } }), String(index)),
        );
        const response = await transform(large, world);
        expect(JSON.stringify(response).length).to.be.below(6 * 1_024 * 1_024);
        const landed = response.records.filter(({ result }) => result === "Ok").length;
        expect(landed).to.be.within(1, 11);
        expect(world.documents).to.have.length(12 - landed);
    });

    it("fails a record, and only it, whose quarantine could not be written", async () => {
        const world = surroundings({
            quarantine: {
                keep: async ({ body }) => {
                    if (body.includes(Buffer.from("lost").toString("base64"))) {
                        throw Object.assign(new Error("do not log: lost"), { name: "AccessDenied" });
                    }
                },
            },
        });
        const records = [recordOf("lost", "1"), recordOf("kept", "2"), recordOf(contact(), "3")];
        const response = await transform(records, world);
        expect(response.records.map(({ result }) => result)).to.deep.equal(["ProcessingFailed", "Dropped", "Ok"]);
        expect(response.records[0]?.data).to.equal(records[0]?.data);
        expect(world.lines.join()).to.contain("quarantine: AccessDenied").and.not.contain("do not log");
    });

    it("reports its counts in one line of embedded metric format, by table", async () => {
        const world = surroundings();
        await transform(
            [recordOf(contact({ Mood: 1, TotalPauseCount: "x" })), recordOf("[1,{}]"), recordOf(contact())],
            world,
        );
        expect(world.lines).to.have.length(1);
        expect(JSON.parse(world.lines[0] ?? "")).to.deep.equal({
            _aws: {
                Timestamp: world.now(),
                CloudWatchMetrics: [
                    {
                        Namespace: "Lakefront",
                        Dimensions: [["Table"]],
                        Metrics: [
                            "Documents",
                            "Landed",
                            "Quarantined",
                            "Reput",
                            "Failed",
                            "UnknownKeys",
                            "UnreadableValues",
                        ].map((Name) => ({ Name, Unit: "Count" })),
                    },
                ],
            },
            Table: "contact_records",
            Documents: 4,
            Landed: 2,
            Quarantined: 2,
            Reput: 0,
            Failed: 0,
            UnknownKeys: 1,
            UnreadableValues: 1,
            unknownKeys: { Mood: 1 },
            unreadableValues: { TotalPauseCount: 1 },
        });
    });

    it("takes an empty batch", async () => {
        expect(await transform([])).to.deep.equal({ records: [] });
    });

    it("accounts for every document of any mixture, exactly once", async () => {
        const good = fc.constantFrom(contact({ ContactId: "g1" }), contact({ ContactId: "g2" }));
        const other = fc.constant(contact({ ContactId: "o", InitiationTimestamp: "2026-01-01T00:00:00Z" }));
        const bad = fc.constantFrom(
            "garbage",
            "{broken",
            "17",
            contact({ ContactId: null }),
            contact({ InstanceARN: null }),
        );
        const payload = fc.array(fc.oneof(good, other, bad), { minLength: 1, maxLength: 4 });
        await fc.assert(
            fc.asyncProperty(fc.array(payload, { minLength: 1, maxLength: 5 }), async (payloads) => {
                const world = surroundings();
                const records = payloads.map((lines, index) => recordOf(lines.join("\n"), String(index)));
                const response = await transform(records, world);
                const landed = response.records.flatMap(({ data }) => rowsIn(data)).map(({ raw_json }) => raw_json);
                const held = quarantined(world).map(({ bytes_base64 }) =>
                    Buffer.from(String(bytes_base64), "base64").toString(),
                );
                const all = [...landed, ...world.documents.map(({ text }) => text), ...held].join("\n").split("\n");
                expect(all.sort()).to.deep.equal(payloads.flat().sort());
                const { Documents, Landed, Quarantined, Reput } = JSON.parse(world.lines[0] ?? "");
                expect(Landed + Quarantined + Reput).to.equal(Documents);
                expect([Landed, Quarantined, Reput]).to.deep.equal([
                    landed.length,
                    held.length,
                    world.documents.length,
                ]);
            }),
        );
    });
});
