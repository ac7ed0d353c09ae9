import type { Feed } from "./plan";
import { seededRandom } from "./random";

/** The ways in which a document can be beyond reading, as seen in real streams. */
export const MALFORMED = ["truncated", "plainText", "notAnObject", "noId", "impossibleDate"] as const;
export type Malformed = (typeof MALFORMED)[number];

/** A document that the transform must refuse; the seed makes each one different from the next. */
export function malformedDocument(as: Malformed, feed: Feed, seed: number): string {
    const id = seededRandom(seed).uuid();
    const document = feed === "contactRecords" ? minimalContact(id) : minimalEvent(id);
    switch (as) {
        case "truncated":
            return JSON.stringify(document).slice(0, -20);
        case "plainText":
            return `# replayed by hand ${id}`;
        case "notAnObject":
            return JSON.stringify(id);
        case "noId":
            return JSON.stringify({
                ...document,
                [feed === "contactRecords" ? "ContactId" : "EventId"]: null,
                note: id,
            });
        case "impossibleDate":
            return JSON.stringify({
                ...document,
                [feed === "contactRecords" ? "InitiationTimestamp" : "EventTimestamp"]: "2026-02-30T25:61:00Z",
            });
    }
}

function minimalContact(id: string) {
    return {
        ContactId: id,
        InstanceARN: "arn:aws:connect:us-east-1:111122223333:instance/11111111-2222-4333-8444-555555555555",
        Channel: "VOICE",
        InitiationTimestamp: "2026-01-01T00:00:00Z",
        LastUpdateTimestamp: "2026-01-01T00:05:00Z",
    };
}

function minimalEvent(id: string) {
    return {
        EventId: id,
        InstanceARN: "arn:aws:connect:us-east-1:111122223333:instance/11111111-2222-4333-8444-555555555555",
        EventType: "STATE_CHANGE",
        EventTimestamp: "2026-01-01T00:00:00.000Z",
    };
}
