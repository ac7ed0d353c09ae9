import { expect } from "chai";
import fc from "fast-check";
import { agentEvents, contactRecords, views } from "../../schemas";
import { type Rows, type SmallLake, smallLake } from "./support";

const instance = "aaaaaaaa-bbbb-cccc-dddd-111111111111";
const day = "2026-03-14";
const at = (time: string) => `${day} ${time}`;

interface Version {
    readonly contact: number;
    readonly instance: number;
    readonly updated: number;
    readonly arrived: number;
    readonly sequence: number;
}

function contactRow({ contact, instance: instanceNumber, updated, arrived, sequence }: Version) {
    return {
        contact_id: `contact-${contact}`,
        instance_id: `instance-${instanceNumber}`,
        event_date: day,
        last_update_ts: at(`10:00:0${updated}.000`),
        ingest_ts: at(`11:00:0${arrived}.000`),
        ingest_sequence: `${String(sequence).padStart(64, "0")}-0000`,
        recordings: [{ location: "bucket/key", start_ts: at("09:00:00.000") }],
        attributes: { colour: "red", Colour: "blue" },
    };
}

const newestFirst = (a: Version, b: Version) =>
    b.updated - a.updated || b.arrived - a.arrived || b.sequence - a.sequence;

describe("views over real rows", () => {
    const lakes: SmallLake[] = [];
    const lakeOf = async (contacts: Rows, events: Rows): Promise<SmallLake> => {
        const lake = await smallLake(
            [
                { schema: contactRecords, rows: contacts },
                { schema: agentEvents, rows: events },
            ],
            views,
        );
        lakes.push(lake);
        return lake;
    };
    afterEach(() => {
        for (const lake of lakes.splice(0)) {
            lake.close();
        }
    });

    describe("contact_records_latest", () => {
        it("shows the newest version of each contact, by update, arrival and sequence, in whatever order they came", async function () {
            this.timeout(120_000);
            const version = fc.record({
                contact: fc.integer({ min: 0, max: 2 }),
                instance: fc.integer({ min: 0, max: 1 }),
                updated: fc.integer({ min: 0, max: 3 }),
                arrived: fc.integer({ min: 0, max: 3 }),
                sequence: fc.nat(1_000_000),
            });
            const deliveries = fc.uniqueArray(version, {
                selector: ({ sequence }) => sequence,
                minLength: 1,
                maxLength: 25,
            });
            await fc.assert(
                fc.asyncProperty(deliveries, async (versions) => {
                    const lake = await lakeOf(versions.map(contactRow), []);
                    const rows = await lake.ask(
                        "SELECT instance_id, contact_id, ingest_sequence FROM contact_records_latest ORDER BY 1, 2",
                    );
                    const newest = new Map<string, string>();
                    for (const row of versions.toSorted(newestFirst).map(contactRow)) {
                        const key = `${row.instance_id} ${row.contact_id}`;
                        newest.set(key, newest.get(key) ?? row.ingest_sequence);
                    }
                    const shown = rows.map((row) => [`${row.instance_id} ${row.contact_id}`, row.ingest_sequence]);
                    expect(shown).to.deep.equal([...newest].sort());
                }),
                { numRuns: 8 },
            );
        });

        it("shows the same contacts without personal columns", async () => {
            const versions = [1, 2, 3].map((updated) =>
                contactRow({ contact: updated % 2, instance: 1, updated, arrived: 1, sequence: updated }),
            );
            const lake = await lakeOf(versions, []);
            const shown = (view: string) => lake.ask(`SELECT contact_id, ingest_sequence FROM ${view} ORDER BY 1`);
            expect(await shown("contact_records_latest_deidentified"))
                .to.deep.equal(await shown("contact_records_latest"))
                .and.to.have.length(2);
        });

        it("takes a version without time of update for the oldest", async () => {
            const first = contactRow({ contact: 1, instance: 1, updated: 1, arrived: 1, sequence: 1 });
            const timeless = { ...first, last_update_ts: null, ingest_ts: at("12:00:00.000"), ingest_sequence: "9" };
            const lake = await lakeOf([first, timeless], []);
            expect(await lake.ask("SELECT ingest_sequence FROM contact_records_latest")).to.deep.equal([
                { ingest_sequence: first.ingest_sequence },
            ]);
        });

        it("keeps nested values and their times readable", async () => {
            const lake = await lakeOf(
                [contactRow({ contact: 1, instance: 1, updated: 1, arrived: 1, sequence: 1 })],
                [],
            );
            const rows = await lake.ask(
                "SELECT date_diff('second', recordings[1].start_ts, last_update_ts) AS seconds, element_at(attributes, 'Colour') AS colour FROM contact_records_latest",
            );
            expect(rows).to.deep.equal([{ seconds: "3601", colour: "blue" }]);
        });
    });

    describe("agent_events_distinct", () => {
        it("shows each event once, as first delivered", async () => {
            const delivery = (event: string, arrived: string, sequence: string) => ({
                ...agentEvent({ id: event, time: "09:00:00.000", status: "Available", since: "09:00:00.000" }),
                ingest_ts: at(arrived),
                ingest_sequence: sequence,
            });
            const lake = await lakeOf(
                [],
                [
                    delivery("a", "10:00:00.000", "2"),
                    delivery("a", "09:00:01.000", "3"),
                    delivery("a", "09:00:01.000", "1"),
                    delivery("b", "09:00:05.000", "4"),
                ],
            );
            expect(
                await lake.ask("SELECT event_id, ingest_sequence FROM agent_events_distinct ORDER BY 1"),
            ).to.deep.equal([
                { event_id: "a", ingest_sequence: "1" },
                { event_id: "b", ingest_sequence: "4" },
            ]);
        });
    });

    describe("agent_status_intervals", () => {
        const events = [
            agentEvent({ id: "1", type: "LOGIN", time: "09:00:00.000", status: "Available", since: "09:00:00.000" }),
            // A contact changes: the status stays.
            agentEvent({ id: "2", time: "09:10:00.000", status: "Available", since: "09:00:00.000" }),
            agentEvent({ id: "3", time: "09:30:00.250", status: "Lunch", since: "09:30:00.250", kind: "CUSTOM" }),
            agentEvent({ id: "4", time: "10:00:00.000", status: "Available", since: "10:00:00.000" }),
            agentEvent({ id: "5", type: "LOGOUT", time: "17:00:00.000", status: null, since: null }),
            agentEvent({
                id: "6",
                type: "HEART_BEAT",
                time: "17:02:00.000",
                status: "Available",
                since: "17:01:00.000",
            }),
            agentEvent({
                id: "7",
                type: "SP_HEART_BEAT",
                time: "17:03:00.000",
                status: "Lunch",
                since: "17:02:30.000",
            }),
        ];
        const periods = [
            ["Available", "ROUTABLE", "09:00:00", "09:30:00.25", 1800.25],
            ["Lunch", "CUSTOM", "09:30:00.25", "10:00:00", 1799.75],
            ["Available", "ROUTABLE", "10:00:00", "17:00:00", 25_200],
            ["Offline", "OFFLINE", "17:00:00", null, null],
        ].map(([status_name, status_type, start, end, duration_s]) => ({
            status_name,
            status_type,
            start_ts: `${day} ${start}`,
            end_ts: end === null ? null : `${day} ${end}`,
            duration_s,
            event_date: day,
        }));
        const question =
            "SELECT status_name, status_type, start_ts, end_ts, duration_s, event_date FROM agent_status_intervals WHERE agent_id = 'agent-1' ORDER BY start_ts";

        it("bounds each period by the next, folds repeats of a status into one, leaves the last open, and ignores heartbeats", async () => {
            const lake = await lakeOf([], events);
            expect(await lake.ask(question)).to.deep.equal(periods);
        });

        it("comes out the same when events come twice and out of order", async function () {
            this.timeout(120_000);
            const repeated = [...events, ...events].map((event, index) => ({
                ...event,
                ingest_sequence: String(index),
            }));
            await fc.assert(
                fc.asyncProperty(fc.shuffledSubarray(repeated, { minLength: repeated.length }), async (deliveries) => {
                    const lake = await lakeOf([], deliveries);
                    expect(await lake.ask(question)).to.deep.equal(periods);
                }),
                { numRuns: 4 },
            );
        });

        it("keeps agents and instances apart", async () => {
            const other = agentEvent({
                id: "8",
                time: "09:15:00.000",
                status: "Break",
                since: "09:15:00.000",
                agent: 2,
            });
            const elsewhere = { ...other, event_id: "9", instance_id: "elsewhere" };
            const lake = await lakeOf([], [...events, other, elsewhere]);
            expect(await lake.ask(question)).to.deep.equal(periods);
            expect(
                await lake.ask(
                    "SELECT count(*) AS open FROM agent_status_intervals WHERE agent_id = 'agent-2' AND end_ts IS NULL",
                ),
            ).to.deep.equal([{ open: "2" }]);
        });
    });

    it("yield exactly the columns that they declare", async () => {
        const lake = await lakeOf([], []);
        for (const { name, columns } of views) {
            const shown = await lake.ask(
                `SELECT column_name FROM information_schema.columns WHERE table_name = '${name}'`,
            );
            expect(shown.map((row) => row.column_name)).to.have.members(columns.map((column) => column.name));
        }
    });
});

interface SampleEvent {
    readonly id: string;
    readonly type?: string;
    readonly time: string;
    readonly status: string | null;
    readonly since: string | null;
    readonly kind?: string;
    readonly agent?: number;
}

function agentEvent({ id, type = "STATE_CHANGE", time, status, since, kind = "ROUTABLE", agent = 1 }: SampleEvent) {
    return {
        event_id: id,
        event_type: type,
        event_ts: at(time),
        agent_id: `agent-${agent}`,
        agent_arn: `arn:aws:connect:us-east-1:111122223333:instance/${instance}/agent/agent-${agent}`,
        status_name: status,
        status_type: status === null ? null : kind,
        status_start_ts: since === null ? null : at(since),
        ingest_ts: at("18:00:00.000"),
        ingest_sequence: id,
        instance_id: instance,
        event_date: day,
    };
}
