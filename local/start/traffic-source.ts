import { type Feed, type Message, planTraffic, USUAL_DISORDER } from "../traffic/plan";
import { recordMessages, summariseRecords } from "../traffic/records";
import { agentsFor } from "../traffic/simulate";

export interface TrafficRequest {
    readonly contacts: number;
    readonly seed: number;
    /** A user's own file or folder, instead of the generated day. */
    readonly records?: string;
}

/**
 * Agents whose events are played, at most. The emulator holds every record of a stream in memory for as long as the stream
 * retains it: the events of a thousand agents' day would take it several gigabytes.
 */
const AGENTS_WITH_EVENTS = 100;

/** The lake that the traffic is for. */
export interface TrafficTarget {
    readonly instanceId: string;
    readonly accountId: string;
    readonly region: string;
}

export interface Traffic {
    readonly messages: Iterable<Message>;
    readonly total: number;
}

/** Where the played records come from. */
export interface TrafficSource {
    /** In a few words, for the screen. */
    readonly title: string;
    /** Settings that the program needs so that these records show: the instances and the first day that they name. */
    readonly settings: Record<string, string>;
    traffic(target: TrafficTarget): Traffic;
}

/**
 * Decides what is played. A user's files are read through here, so that a mistake shows before anything is started.
 * @throws Error naming the path
 */
export function trafficSource(request: TrafficRequest, now: Date): TrafficSource {
    return request.records === undefined ? generatedDay(request, now) : ownRecords(request.records);
}

function generatedDay({ contacts, seed }: TrafficRequest, now: Date): TrafficSource {
    const day = new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10);
    const agents = agentsFor(contacts);
    const who = agents > AGENTS_WITH_EVENTS ? `, with events of ${AGENTS_WITH_EVENTS} of ${agents} agents` : "";
    return {
        title: `${contacts.toLocaleString("en")} generated contacts of ${day} (seed ${seed})${who}`,
        settings: {},
        traffic(target) {
            const planned = planTraffic({
                ...target,
                contacts,
                seed,
                day,
                disorder: USUAL_DISORDER,
                agentsWithEvents: AGENTS_WITH_EVENTS,
            });
            const total = planned.tally.contactRecords.sent + planned.tally.agentEvents.sent;
            return { messages: planned.messages(), total };
        },
    };
}

function ownRecords(path: string): TrafficSource {
    const { files, sent, instanceIds, firstDay, unreadable } = summariseRecords(path);
    const counts = [
        count(sent.contactRecords - unreadable, "contact record"),
        count(sent.agentEvents, "agent event"),
        count(unreadable, "unreadable part"),
    ].filter((text) => text !== undefined);
    const instances = instanceIds.map((id, index) => ({ id, alias: `instance-${index + 1}`, wire: false }));
    return {
        title: `${counts.join(", ")} from ${files.length === 1 ? files[0] : `${files.length} files below ${path}`}`,
        settings: {
            ...(instances.length > 0 && { "lakefront:connectInstances": JSON.stringify(instances) }),
            ...(firstDay !== undefined && { "lakefront:goLive": firstDay }),
        },
        traffic: () => ({ messages: recordMessages(files), total: sumOf(sent) }),
    };
}

function sumOf(sent: Record<Feed, number>): number {
    return sent.contactRecords + sent.agentEvents;
}

function count(number: number, noun: string): string | undefined {
    return number === 0 ? undefined : `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
