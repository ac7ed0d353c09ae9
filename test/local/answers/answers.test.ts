import { expect } from "chai";
import { accountFor, isSettled, missing } from "../../../local/answers/account";
import { answers, renderAnswers } from "../../../local/answers/answers";
import { abandonRate } from "../../../local/answers/questions/abandon-rate";
import { contactsByHour } from "../../../local/answers/questions/contacts-by-hour";
import { handleTime } from "../../../local/answers/questions/handle-time";
import { occupancy } from "../../../local/answers/questions/occupancy";
import { renderAccount } from "../../../local/answers/render-account";
import type { Lake } from "../query/support";
import { emptyLake, putContacts, putEvents, putQuarantined } from "./lake";

const DAY = "2026-11-01";
const PLAIN = { width: 100, unicode: false, colour: false };
const at = (time: string) => `${DAY} ${time}`;

let sequence = 0;
const contact = (contact_id: string, rest: Record<string, unknown> = {}) => ({
    contact_id,
    channel: "VOICE",
    initiation_method: "INBOUND",
    initiation_ts: at("09:00:00"),
    last_update_ts: at("10:00:00"),
    queue_name: "Orders",
    enqueue_ts: at("09:00:10"),
    ingest_ts: at("10:00:01"),
    ingest_sequence: String(++sequence).padStart(6, "0"),
    raw_json: `{"ContactId":"${contact_id}"}`,
    ...rest,
});

const routable = (agent: string, start: string, event: string) => ({
    event_id: event,
    event_type: "STATE_CHANGE",
    event_ts: at(start),
    agent_id: agent,
    agent_arn: `arn:${agent}`,
    status_start_ts: at(start),
    ingest_sequence: event,
});

describe("answers about a day in the lake", () => {
    let lake: Lake;

    beforeEach(async () => {
        lake = await emptyLake();
    });
    afterEach(() => lake.close());

    const rows = async (sql: string) => (await lake.engine.query(sql)).rows;

    it("counts contacts by channel and hour, each contact once", async () => {
        await putContacts(lake, DAY, [
            contact("c1"),
            contact("c1", { last_update_ts: at("11:00:00") }),
            contact("c2", { channel: "CHAT", initiation_ts: at("23:59:59") }),
            contact("c3", { channel: null }),
        ]);
        expect(await rows(contactsByHour.sql)).to.deep.equal([
            ["CHAT", 23, 1],
            ["VOICE", 9, 1],
            ["unknown", 9, 1],
        ]);
    });

    it("counts as abandoned who was queued and reached no agent, callbacks left out", async () => {
        await putContacts(lake, DAY, [
            contact("answered", { connected_to_agent_ts: at("09:01:00") }),
            contact("abandoned"),
            contact("callback", { initiation_method: "CALLBACK" }),
            contact("never-queued", { enqueue_ts: null }),
            contact("other-queue", { queue_name: "Returns", connected_to_agent_ts: at("09:01:00") }),
        ]);
        expect(await rows(abandonRate.sql)).to.deep.equal([
            ["All queues", 3, 1],
            ["Orders", 2, 1],
            ["Returns", 1, 0],
        ]);
    });

    it("averages handle time over answered contacts, queue time over all", async () => {
        await putContacts(lake, DAY, [
            contact("a", {
                connected_to_agent_ts: at("09:01:00"),
                agent_interaction_s: 100,
                customer_hold_s: 20,
                acw_s: 30,
                queue_duration_s: 40,
            }),
            contact("b", { connected_to_agent_ts: at("09:01:00"), agent_interaction_s: 50, queue_duration_s: 20 }),
            contact("c", { queue_duration_s: 120 }),
        ]);
        expect(await rows(handleTime.sql)).to.deep.equal([["Orders", 100, 60]]);
    });

    it("adds up occupancy by the clock: overlapping contacts once, clipped to routable time", async () => {
        await putEvents(lake, DAY, [
            { ...routable("a1", "09:00:00", "e1"), status_name: "Available", status_type: "ROUTABLE" },
            { ...routable("a1", "10:00:00", "e2"), status_name: "Lunch", status_type: "CUSTOM" },
            { ...routable("a2", "09:00:00", "e3"), status_name: "Available", status_type: "ROUTABLE" },
            { ...routable("a2", "09:30:00", "e4"), status_name: "Offline", status_type: "OFFLINE" },
        ]);
        const handled = (id: string, agent: string, from: string, to: string) =>
            contact(id, {
                agent_id: agent,
                connected_to_agent_ts: at(from),
                disconnect_ts: at(to),
                acw_end_ts: at(to),
            });
        await putContacts(lake, DAY, [
            handled("before", "a1", "08:50:00", "09:10:00"),
            handled("chat1", "a1", "09:20:00", "09:40:00"),
            handled("chat2", "a1", "09:25:00", "09:30:00"),
            handled("chat3", "a1", "09:35:00", "09:45:00"),
            handled("after", "a1", "09:55:00", "10:20:00"),
            handled("lunch", "a1", "10:30:00", "10:40:00"),
        ]);
        const minutes = (await rows(occupancy.sql)).map(([agent, routable_s, busy_s]) => [
            agent,
            Number(routable_s) / 60,
            Number(busy_s) / 60,
        ]);
        expect(minutes).to.deep.equal([
            ["a1", 60, 10 + 25 + 5],
            ["a2", 30, 0],
        ]);
    });

    it("accounts for every document: landed, superseded, duplicate or quarantined", async () => {
        await putContacts(lake, DAY, [
            contact("once"),
            contact("updated"),
            contact("updated", { last_update_ts: at("11:00:00"), raw_json: "{}" }),
            contact("repeated", { ingest_sequence: "r1" }),
            contact("repeated", { ingest_sequence: "r2" }),
        ]);
        // Delivery was cut off and wrote the same row again: not a document of its own.
        await putContacts(lake, DAY, [contact("repeated", { ingest_sequence: "r2" })], "again");
        await putEvents(lake, DAY, [
            routable("a1", "09:00:00", "e1"),
            { ...routable("a1", "09:00:00", "e1"), ingest_sequence: "e1-again" },
        ]);
        const refused = {
            shard_id: "s",
            sequence_number: "1",
            document_index: 0,
            size_bytes: 3,
            received_ts: at("09:00:00"),
        };
        await putQuarantined(lake, DAY, [
            { ...refused, table_name: "contact_records", reason: "not_json" },
            { ...refused, table_name: "contact_records", reason: "not_json" },
            { ...refused, table_name: "contact_records", reason: "over_size", sequence_number: "2" },
            { ...refused, table_name: "agent_events", reason: "missing_event_id" },
        ]);
        const account = await accountFor(lake.engine, { contactRecords: 7, agentEvents: 4 });
        expect(account.contactRecords).to.deep.equal({
            sent: 7,
            landed: 3,
            superseded: 1,
            duplicates: 1,
            updated: 1,
            quarantined: [
                { reason: "not_json", documents: 1 },
                { reason: "over_size", documents: 1 },
            ],
        });
        expect(account.agentEvents).to.include({ landed: 1, superseded: 0, duplicates: 1 });
        expect(missing(account.contactRecords)).to.equal(0);
        expect(missing(account.agentEvents)).to.equal(1);
        expect(isSettled(account)).to.equal(false);
        const text = renderAccount(account, PLAIN).join("\n");
        expect(text).to.include("Every one of 7 contact records sent is accounted for: 3 + 1 + 1 + 2.");
        expect(text).to.include(
            "1 of 4 agent events sent are missing: landed + superseded + duplicates + quarantined = 1 + 0 + 1 + 1 = 3.",
        );
        expect(text).to.include("Quarantined contact records: 1 not_json, 1 over_size.");
    });

    it("accounts for an empty lake", async () => {
        const account = await accountFor(lake.engine, { contactRecords: 0, agentEvents: 0 });
        expect(isSettled(account)).to.equal(true);
        expect(account.contactRecords).to.include({ landed: 0, superseded: 0, duplicates: 0 });
    });

    it("prints an answer to every question", async () => {
        await putContacts(lake, DAY, [
            contact("c1", {
                agent_id: "a1",
                connected_to_agent_ts: at("09:01:00"),
                disconnect_ts: at("09:10:00"),
                queue_duration_s: 50,
                agent_interaction_s: 540,
            }),
        ]);
        await putEvents(lake, DAY, [
            { ...routable("a1", "09:00:00", "e1"), status_name: "Available", status_type: "ROUTABLE" },
            { ...routable("a1", "09:20:00", "e2"), status_name: "Offline", status_type: "OFFLINE" },
        ]);
        const text = renderAnswers(await answers(lake.engine), PLAIN);
        expect(text).to.not.include("Not answered");
        expect(text).to.match(/^Contacts by channel and hour\n/);
        expect(text).to.match(/VOICE {2}[ #]{48} {2}1\n/);
        expect(text).to.match(/^All queues {2} +0\.0 % {2}\(0 of 1\)$/m);
        expect(text).to.match(/^Orders {2}#+ {2}9:00$/m);
        expect(text).to.match(/^45\.0 %: 0\.1 of 0\.3 routable hours, 1 agents?$/m);
        expect(Math.max(...text.split("\n").map((line) => line.length))).to.be.at.most(PLAIN.width);
    });

    it("says why a question has no answer, and answers the others", async () => {
        const broken = { ...abandonRate, title: "Broken", sql: "SELECT nothing FROM contact_records_latest" };
        const text = renderAnswers(await answers(lake.engine, [broken, contactsByHour]), PLAIN);
        expect(text).to.match(/^Broken\nNot answered: COLUMN_NOT_FOUND: line 1:8: Column 'nothing' cannot be resolved/);
        expect(text).to.match(/Contacts by channel and hour\nNot answered: the lake holds no rows that it is about/);
    });
});
