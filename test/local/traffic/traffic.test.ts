import { expect } from "chai";
import { agentTimeline } from "../../../local/traffic/agent-timeline";
import { type Message, planTraffic, type TrafficOptions } from "../../../local/traffic/plan";
import { batched } from "../../../local/traffic/send";
import { simulateDay } from "../../../local/traffic/simulate";

const OPTIONS: TrafficOptions = {
    contacts: 600,
    seed: 7,
    day: "2026-03-02",
    instanceId: "11111111-2222-4333-8444-555555555555",
    accountId: "111122223333",
    region: "us-east-1",
    disorder: { duplicates: 0.3, lateUpdates: 0.2, malformed: 0.01, shuffled: true },
};

describe("local/traffic", () => {
    const traffic = planTraffic(OPTIONS);
    const messages = [...traffic.messages()];
    const contactMessages = messages.filter(({ feed }) => feed === "contactRecords");

    it("gives the same messages in the same order for the same seed", () => {
        const again = [...planTraffic(OPTIONS).messages()];
        expect(again).to.deep.equal(messages);
    });

    it("gives another day for another seed", () => {
        const other = [...planTraffic({ ...OPTIONS, seed: 8 }).messages()];
        expect(other[0]).to.not.deep.equal(messages[0]);
    });

    it("sends exactly as many messages as its tally says", () => {
        const { contactRecords, agentEvents } = traffic.tally;
        expect(contactMessages).to.have.length(contactRecords.sent);
        expect(messages.length - contactMessages.length).to.equal(agentEvents.sent);
        const originals =
            contactRecords.sent - contactRecords.duplicates - contactRecords.updates - contactRecords.malformed;
        expect(originals).to.equal(OPTIONS.contacts);
    });

    it("repeats duplicates byte for byte and nothing else", () => {
        const distinct = new Set(contactMessages.map(({ data }) => data));
        expect(contactMessages.length - distinct.size).to.equal(traffic.tally.contactRecords.duplicates);
    });

    it("gives a late update the same contact and initiation, and a later LastUpdateTimestamp", () => {
        const versions = groupByContact(readable(contactMessages));
        const updated = [...versions.values()].filter((documents) => documents.length > 1);
        expect(updated).to.have.length(traffic.tally.contactRecords.updates);
        for (const [first, second] of updated) {
            expect(first?.InitiationTimestamp).to.equal(second?.InitiationTimestamp);
            expect(first?.LastUpdateTimestamp).to.not.equal(second?.LastUpdateTimestamp);
        }
    });

    it("knows the newest version of every contact", () => {
        const newest = new Map<string, { stamp: string; data: string }>();
        for (const { data } of contactMessages) {
            const document = parse(data);
            if (typeof document?.ContactId !== "string" || document.InitiationTimestamp === "2026-02-30T25:61:00Z")
                continue;
            const stamp = String(document.LastUpdateTimestamp);
            if (stamp > (newest.get(document.ContactId)?.stamp ?? "")) newest.set(document.ContactId, { stamp, data });
        }
        const truth = [...traffic.latest()];
        expect(truth).to.have.length(OPTIONS.contacts);
        for (const { contactId, document } of truth) expect(newest.get(contactId)?.data).to.equal(document);
    });

    it("never lets an agent handle two contacts at once", () => {
        for (const agent of simulateDay(OPTIONS).agents) {
            for (const [index, contact] of agent.handled.entries()) {
                const previous = agent.handled[index - 1]?.agent?.afterContactEnd ?? 0;
                expect(contact.agent?.connected).to.be.greaterThan(previous);
            }
        }
    });

    it("tells an agent's shift from login to logout in the order of time, a heartbeat at least every two minutes", () => {
        for (const agent of simulateDay(OPTIONS).agents) {
            const timeline = agentTimeline(agent);
            expect(timeline[0]?.type).to.equal("LOGIN");
            expect(timeline.at(-1)?.type).to.equal("LOGOUT");
            for (const [index, moment] of timeline.slice(1).entries()) {
                const gap = moment.at - (timeline[index]?.at ?? 0);
                expect(gap).to.be.within(0, 120_000);
            }
        }
    });

    it("batches by feed within the limits of PutRecords and loses nothing", () => {
        const batches = [...batched(messages)];
        for (const { feed, messages: batch } of batches) {
            expect(batch.length).to.be.at.most(500);
            expect(batch.every((message) => message.feed === feed)).to.equal(true);
        }
        expect(batches.reduce((sum, batch) => sum + batch.messages.length, 0)).to.equal(messages.length);
    });
});

function parse(data: string): Record<string, unknown> | undefined {
    try {
        const value: unknown = JSON.parse(data);
        return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
    } catch {
        return undefined;
    }
}

function readable(messages: readonly Message[]): Record<string, unknown>[] {
    const distinct = [...new Set(messages.map(({ data }) => data))];
    return distinct.map(parse).filter((document) => document !== undefined);
}

function groupByContact(documents: Record<string, unknown>[]): Map<unknown, Record<string, unknown>[]> {
    const groups = new Map<unknown, Record<string, unknown>[]>();
    for (const document of documents) {
        if (typeof document.ContactId !== "string") continue;
        groups.set(document.ContactId, [...(groups.get(document.ContactId) ?? []), document]);
    }
    return groups;
}
