import { expect } from "chai";
import { Notes } from "../../functions/shared/notes";
import { planRecord } from "../../functions/shared/plan";
import { agentEventMapping } from "../../functions/transform-agent-events/mapping";
import { agentEvents } from "../../schemas";
import { fixture, type Json, pathsToContainers, recordOf, rowsIn, withValueAt } from "./support";

const level = (number: number) => ({
    ARN: `arn:aws:connect:us-east-1:111122223333:instance/i/agent-group/group-${number}`,
    Name: `Level ${number}`,
});
const event = fixture("agent-event");
const full = withValueAt(
    withValueAt(event, ["CurrentAgentSnapshot", "Configuration", "AgentHierarchyGroups"], {
        Level1: level(1),
        Level2: level(2),
        Level3: level(3),
        Level4: level(4),
        Level5: level(5),
    }),
    ["PreviousAgentSnapshot", "Contacts"],
    [{ ContactId: "c", State: "CONNECTING", Queue: null }],
);

function transform(document: Json) {
    const notes = new Notes();
    const plan = planRecord(agentEventMapping, recordOf(JSON.stringify(document)), notes);
    return { plan, notes, row: rowsIn(plan.rows)[0] };
}

describe("agent events to rows", () => {
    it("fill every column from the documented fields, and know every one of them", () => {
        const { row, notes, plan } = transform(full);
        expect(Object.keys(row ?? {})).to.have.members(Object.keys(agentEvents.columns));
        expect([...notes.unknownKeys, ...notes.unreadableValues]).to.deep.equal([]);
        expect(plan.partition?.event_date).to.equal("2026-03-14");
    });

    it("put each field in its column", () => {
        const { row } = transform(full);
        expect(row).to.deep.include({
            event_id: "17171717-aaaa-bbbb-cccc-000000000001",
            event_type: "STATE_CHANGE",
            event_ts: "2026-03-14 09:32:10.055",
            record_format_version: "2017-10-01",
            agent_id: "11111111-aaaa-bbbb-cccc-222222222222",
            username: "jane.doe",
            first_name: "Jane",
            last_name: "Doe",
            routing_profile_id: "22222222-aaaa-bbbb-cccc-333333333333",
            routing_profile_name: "Orders and returns",
            hierarchy_l1_id: "group-1",
            hierarchy_l5_name: "Level 5",
            status_name: "Available",
            status_type: "ROUTABLE",
            status_start_ts: "2026-03-14 09:28:54.103",
            prev_status_name: "Break",
            prev_status_type: "CUSTOM",
            prev_status_start_ts: "2026-03-14 09:10:00.000",
            next_status_name: "Lunch",
            next_status_enqueued_ts: "2026-03-14 09:32:10.000",
            prev_contacts: [{ contact_id: "c", state: "CONNECTING" }],
            concurrency: [
                { available_slots: 0, channel: "VOICE", maximum_slots: 1 },
                { available_slots: 2, channel: "CHAT", maximum_slots: 2 },
            ],
            default_outbound_queue_name: "Orders",
            proficiencies: [{ name: "language", value: "en", level: 4 }],
        });
        expect(((row?.contacts ?? []) as Json[])[0]).to.deep.equal({
            contact_id: "99999999-aaaa-bbbb-cccc-000000000001",
            initial_contact_id: "99999999-aaaa-bbbb-cccc-000000000000",
            channel: "VOICE",
            initiation_method: "INBOUND",
            state: "CONNECTED",
            state_start_ts: "2026-03-14 09:32:00.100",
            connected_to_agent_ts: "2026-03-14 09:32:00.100",
            queue_ts: "2026-03-14 09:30:20.000",
            queue_arn:
                "arn:aws:connect:us-east-1:111122223333:instance/aaaaaaaa-bbbb-cccc-dddd-111111111111/queue/12121212-aaaa-bbbb-cccc-000000000009",
            queue_name: "Orders",
        });
    });

    for (const path of pathsToContainers(full).slice(1)) {
        it(`survive null, a list and a number at ${path.join(".")}`, () => {
            for (const value of [null, [], 17]) {
                const { plan, row } = transform(withValueAt(full, path, value));
                expect(plan.refused).to.deep.equal([]);
                expect(row?.event_id).to.equal(full.EventId);
            }
        });
    }

    it("read a snapshot under its other name, and event types unknown so far", () => {
        const { CurrentAgentSnapshot, ...others } = full;
        const { row, notes } = transform({
            ...others,
            AgentSnapshot: CurrentAgentSnapshot,
            EventType: "SP_HEART_BEAT",
        });
        expect(row).to.include({ status_name: "Available", event_type: "SP_HEART_BEAT" });
        expect(notes.unknownKeys.size).to.equal(0);
    });

    const refusals: [string, Json, string][] = [
        ["no id", { EventId: null }, "missing_event_id"],
        ["no instance", { InstanceARN: "" }, "missing_instance"],
        ["no time", { EventTimestamp: null }, "missing_date"],
        ["an impossible time", { EventTimestamp: "2026-06-31T00:00:00.000Z" }, "impossible_date"],
    ];
    for (const [what, change, reason] of refusals) {
        it(`are refused with ${what}, as ${reason}`, () => {
            expect(transform({ ...full, ...change }).plan.refused.map(({ refusal }) => refusal.reason)).to.deep.equal([
                reason,
            ]);
        });
    }
});
