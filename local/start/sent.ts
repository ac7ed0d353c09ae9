import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Feed } from "../traffic/plan";

/** Documents put into each feed's stream since the lake was made. */
export type Sent = Readonly<Record<Feed, number>>;

const FILE = "sent.json";

/** What was sent to a kept lake; undefined for a new one. */
export function readSent(directory: string): Sent | undefined {
    try {
        return JSON.parse(readFileSync(join(directory, FILE), "utf8")) as Sent;
    } catch {
        return undefined;
    }
}

/** Adds what was sent now to what was sent before, and remembers the sum. */
export function saveSent(directory: string, sent: Sent, before: Sent | undefined): Sent {
    const sum: Sent = {
        contactRecords: sent.contactRecords + (before?.contactRecords ?? 0),
        agentEvents: sent.agentEvents + (before?.agentEvents ?? 0),
    };
    writeFileSync(join(directory, FILE), JSON.stringify(sum));
    return sum;
}
