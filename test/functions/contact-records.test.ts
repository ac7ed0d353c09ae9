import { expect } from "chai";
import fc from "fast-check";
import { Notes } from "../../functions/shared/notes";
import { planRecord } from "../../functions/shared/plan";
import { contactRecordMapping } from "../../functions/transform-contact-records/mapping";
import { contactRecords } from "../../schemas";
import { expectedContactRow } from "./expected-contact-row";
import { fixture, type Json, pathsToContainers, recordOf, rowsIn, withValueAt } from "./support";

const full: Json = { ...fixture("contact-record"), VoiceIdResult: { Authentication: { Score: 81 } } };

function transform(document: Json) {
    const notes = new Notes();
    const plan = planRecord(contactRecordMapping, recordOf(JSON.stringify(document)), notes);
    return { plan, notes, row: rowsIn(plan.rows)[0] };
}

describe("contact records to rows", () => {
    it("fill every column from the documented fields, and know every one of them", () => {
        const { plan, notes, row } = transform(full);
        expect(row).to.deep.equal({ ...expectedContactRow, raw_json: JSON.stringify(full) });
        expect(Object.keys(row ?? {})).to.have.members(Object.keys(contactRecords.columns));
        expect(plan.partition).to.deep.equal({
            instance_id: "aaaaaaaa-bbbb-cccc-dddd-111111111111",
            event_date: "2026-03-14",
        });
        expect([...notes.unknownKeys, ...notes.unreadableValues]).to.deep.equal([]);
    });

    for (const path of pathsToContainers(full).slice(1)) {
        const name = path.join(".");
        for (const [what, none] of [
            ["null", null],
            ["empty text", ""],
            ["an empty list", []],
            ["an empty object", {}],
        ] as const) {
            it(`take ${what} at ${name} for none`, () => {
                const { plan, row, notes } = transform(withValueAt(full, path, none));
                expect(plan.refused).to.deep.equal([]);
                expect(row?.contact_id).to.equal(full.ContactId);
                expect([...notes.unreadableValues.keys()]).to.deep.equal([]);
            });
        }
        it(`keep the record when ${name} is a number`, () => {
            const { plan } = transform(withValueAt(full, path, 17));
            expect(plan.refused).to.deep.equal([]);
            expect(plan.readable).to.have.length(1);
        });
    }

    it("leave only the columns of a null object empty", () => {
        const { row } = transform({ ...full, Queue: null });
        const filled = new Set(Object.keys(row ?? {}));
        expect(Object.keys(contactRecords.columns).filter((column) => !filled.has(column))).to.deep.equal([
            "queue_id",
            "queue_arn",
            "queue_name",
            "enqueue_ts",
            "dequeue_ts",
            "queue_duration_s",
        ]);
    });

    it("keep unknown keys in the original and report their paths", () => {
        const document = { ...full, Mood: "good", Queue: { ...(full.Queue as Json), Colour: { deep: 1 } } };
        const { row, notes } = transform(document);
        expect(row?.raw_json).to.equal(JSON.stringify(document));
        expect([...notes.unknownKeys]).to.have.deep.members([
            ["Mood", 1],
            ["Queue.Colour", 1],
        ]);
    });

    it("take keys in another case for the documented ones, unless both are there", () => {
        const { ContactId, InstanceARN, ...others } = full;
        const { row, notes } = transform({
            contactId: ContactId,
            instanceArn: InstanceARN,
            channel: "CHAT",
            ...others,
        });
        expect(row?.contact_id).to.equal(ContactId);
        expect(row?.instance_arn).to.equal(InstanceARN);
        expect(row?.channel).to.equal("VOICE");
        expect([...notes.unknownKeys.keys()]).to.deep.equal(["channel"]);
    });

    it("keep attributes whose keys differ in case only, and one named __proto__", () => {
        const text = JSON.stringify(full).replace('"orderNumber":"4711"', '"__proto__":"4711"');
        const row = rowsIn(planRecord(contactRecordMapping, recordOf(text), new Notes()).rows)[0];
        const attributes = JSON.parse(JSON.stringify(row)).attributes;
        expect(Object.entries(attributes)).to.deep.equal([
            ["__proto__", "4711"],
            ["OrderNumber", "0815"],
            ["customerName", "Ana Carolina Silva"],
        ]);
    });

    it("leave a value null that does not fit its column, and say where", () => {
        const { row, notes } = transform({
            ...full,
            DisconnectTimestamp: "2026-02-30T10:00:00Z",
            TotalPauseCount: "many",
            Agent: { ...(full.Agent as Json), Username: { first: "Jane" } },
        });
        expect(row).not.to.have.any.keys("disconnect_ts", "total_pause_count", "agent_username");
        expect([...notes.unreadableValues.keys()]).to.have.members([
            "DisconnectTimestamp",
            "TotalPauseCount",
            "Agent.Username",
        ]);
    });

    it("take the older Recording where Recordings does not list it, in either order", () => {
        const older = { Location: "bucket/older.wav", Status: "AVAILABLE", Type: "AUDIO" };
        for (const document of [
            { ...full, Recording: older },
            { Recording: older, ...withoutRecordings(full), Recordings: full.Recordings },
            { Recordings: full.Recordings, ...withoutRecordings(full), Recording: older },
        ]) {
            const locations = ((transform(document).row?.recordings ?? []) as Json[]).map(({ location }) => location);
            expect(locations).to.deep.equal([
                "example-recordings/connect/shop/CallRecordings/2026/03/14/99999999_20260314T09:30_UTC.wav",
                "bucket/older.wav",
            ]);
        }
        expect(transform({ ...withoutRecordings(full), Recording: older }).row?.recordings).to.have.length(1);
    });

    it("read routing criteria given as an object, and numbers given as text", () => {
        const { row } = transform({
            ...full,
            RoutingCriteria: { Index: 0 },
            TotalPauseCount: "2",
            AgentConnectionAttempts: 1.9,
        });
        expect(row?.routing_criteria).to.equal('{"Index":0}');
        expect(row?.total_pause_count).to.equal(2);
        expect(row?.agent_connection_attempts).to.equal(1);
    });

    it("leave ids empty where an ARN was cut off, and keep the ARN", () => {
        const { row } = transform({ ...full, Queue: { ARN: "arn:aws:connect:us-east-1:1111222233334:inst" } });
        expect(row?.queue_arn).to.equal("arn:aws:connect:us-east-1:1111222233334:inst");
        expect(row).not.to.have.property("queue_id");
    });

    describe("refuse", () => {
        const cases: Record<string, { change: Json; reason: string }> = {
            "a record without contact id": { change: { ContactId: undefined }, reason: "missing_contact_id" },
            "an empty contact id": { change: { ContactId: "" }, reason: "missing_contact_id" },
            "a record without instance": { change: { InstanceARN: null }, reason: "missing_instance" },
            "an instance ARN without id": { change: { InstanceARN: "xx" }, reason: "missing_instance" },
            "an instance id that could leave its folder": {
                change: { InstanceARN: "arn:aws:connect:us-east-1:111122223333:instance/../../x" },
                reason: "missing_instance",
            },
            "a record without time of initiation": { change: { InitiationTimestamp: null }, reason: "missing_date" },
            "a day that the calendar lacks": {
                change: { InitiationTimestamp: "2026-02-29T10:00:00Z" },
                reason: "impossible_date",
            },
            "the first second of 1970": {
                change: { InitiationTimestamp: "1970-01-01T00:00:00Z" },
                reason: "impossible_date",
            },
            "a day in the last century": {
                change: { InitiationTimestamp: "1999-12-31T23:59:59Z" },
                reason: "impossible_date",
            },
            "a day after tomorrow": {
                change: { InitiationTimestamp: "2026-03-16T00:00:00Z" },
                reason: "impossible_date",
            },
        };
        for (const [what, { change, reason }] of Object.entries(cases)) {
            it(`${what}, as ${reason}`, () => {
                const document = { ...full, ...change };
                const { plan } = transform(document);
                expect(plan.rows).to.equal("");
                expect(plan.refused.map(({ refusal }) => refusal.reason)).to.deep.equal([reason]);
                expect(plan.refused[0]?.bytes.toString()).to.equal(JSON.stringify(document));
            });
        }
    });

    it("never throw and never lose a document, whatever JSON stands anywhere in it", () => {
        const paths = pathsToContainers(full).slice(1);
        fc.assert(
            fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 3 }), (path, value) => {
                const { plan, row } = transform(withValueAt(full, path, value));
                expect(plan.refused).to.deep.equal([]);
                expect(JSON.parse(String(row?.raw_json))).to.deep.equal(
                    JSON.parse(JSON.stringify(withValueAt(full, path, value))),
                );
            }),
            { numRuns: 300 },
        );
    });
});

function withoutRecordings(document: Json): Json {
    const { Recordings: _, Recording: __, ...others } = document;
    return others;
}
