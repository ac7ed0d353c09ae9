import { agentEvent } from "./agent-event";
import { type AgentMoment, agentTimeline } from "./agent-timeline";
import { contactRecord } from "./contact-record";
import { MALFORMED, type Malformed, malformedDocument } from "./malformed";
import { type Random, seededRandom } from "./random";
import {
    type SimulatedAgent,
    type SimulatedContact,
    type SimulatedDay,
    type SimulationOptions,
    simulateDay,
} from "./simulate";

export type Feed = "contactRecords" | "agentEvents";

/** One record put into a Kinesis stream. */
export interface Message {
    readonly feed: Feed;
    readonly partitionKey: string;
    readonly data: string;
}

/** How the stream misbehaves, each as a share (0 to 1) of the contacts or events. */
export interface Disorder {
    /** Sent again, byte for byte. */
    readonly duplicates: number;
    /** Contacts that change after they ended: a second version with a later `LastUpdateTimestamp`. */
    readonly lateUpdates: number;
    /** Extra messages that can't be read. */
    readonly malformed: number;
    /** True: any order at all. False: near the order of time, as a healthy stream has it. */
    readonly shuffled: boolean;
}

/** What a quiet day looks like: `npm start` uses it. */
export const USUAL_DISORDER: Disorder = { duplicates: 0.02, lateUpdates: 0.12, malformed: 0.002, shuffled: false };

export interface TrafficOptions extends SimulationOptions {
    readonly disorder: Disorder;
    /** How many of the day's agents send events. Default: all of them. */
    readonly agentsWithEvents?: number;
}

export interface Tally {
    readonly sent: number;
    /** Exact repeats among those sent. */
    readonly duplicates: number;
    /** Later versions among those sent; always 0 for agent events. */
    readonly updates: number;
    readonly malformed: number;
}

/** A day's traffic: what will be sent in which order, and what must be true of the lake afterwards. */
export interface Traffic {
    readonly day: SimulatedDay;
    readonly tally: Record<Feed, Tally>;
    /** Written one at a time, so that a day of any size needs little memory. */
    messages(): Generator<Message>;
    /** The newest version of every contact, as the text that was sent: the truth that the lake is held against. */
    latest(): Generator<{ readonly contactId: string; readonly document: string }>;
}

type Planned =
    | { readonly kind: "contact"; readonly contact: SimulatedContact; readonly version: number; readonly at: number }
    | { readonly kind: "agent"; readonly agent: SimulatedAgent; readonly index: number; readonly at: number }
    | {
          readonly kind: "malformed";
          readonly feed: Feed;
          readonly as: Malformed;
          readonly seed: number;
          readonly at: number;
      };

export function planTraffic(options: TrafficOptions): Traffic {
    const day = simulateDay(options);
    const random = seededRandom(options.seed ^ 0x5eed);
    const { disorder } = options;
    const updated = new Set(day.contacts.filter(() => random.chance(disorder.lateUpdates)));
    const contacts = planContacts(day, updated);
    const agents = planAgents(day.agents.slice(0, options.agentsWithEvents));
    const repeats = {
        contacts: contacts.filter(() => random.chance(disorder.duplicates)),
        agents: agents.filter(() => random.chance(disorder.duplicates)),
    };
    const broken = {
        contacts: planMalformed(random, "contactRecords", contacts, disorder.malformed),
        agents: planMalformed(random, "agentEvents", agents, disorder.malformed),
    };
    const all = [...contacts, ...agents, ...repeats.contacts, ...repeats.agents, ...broken.contacts, ...broken.agents];
    const order = disorder.shuffled ? random.shuffled(all) : all.sort((a, b) => a.at - b.at);
    return {
        day,
        tally: {
            contactRecords: tally(contacts, repeats.contacts, broken.contacts, updated.size),
            agentEvents: tally(agents, repeats.agents, broken.agents, 0),
        },
        messages: () => render(day, order),
        latest: () => latest(day, updated),
    };
}

function tally(originals: Planned[], repeats: Planned[], broken: Planned[], updates: number): Tally {
    const sent = originals.length + repeats.length + broken.length;
    return { sent, duplicates: repeats.length, updates, malformed: broken.length };
}

function planContacts(day: SimulatedDay, updated: ReadonlySet<SimulatedContact>): Planned[] {
    return day.contacts.flatMap((contact): Planned[] => {
        const ended = contact.agent?.afterContactEnd ?? contact.disconnect;
        const first: Planned = { kind: "contact", contact, version: 0, at: ended };
        return updated.has(contact) ? [first, { ...first, version: 1, at: ended + 1_800_000 }] : [first];
    });
}

function planAgents(agents: readonly SimulatedAgent[]): Planned[] {
    return agents.flatMap((agent) =>
        agentTimeline(agent).map(({ at }, index): Planned => ({ kind: "agent", agent, index, at })),
    );
}

function planMalformed(random: Random, feed: Feed, originals: Planned[], share: number): Planned[] {
    const count = originals.length === 0 || share === 0 ? 0 : Math.max(1, Math.round(originals.length * share));
    return Array.from({ length: count }, () => {
        const { at } = random.pick(originals);
        return { kind: "malformed", feed, as: random.pick(MALFORMED), seed: random.int(0, 0x7fffffff), at };
    });
}

function* render(day: SimulatedDay, order: readonly Planned[]): Generator<Message> {
    const timelines = new Map<SimulatedAgent, AgentMoment[]>();
    for (const planned of order) {
        if (planned.kind === "contact") {
            const document = JSON.stringify(contactRecord(day, planned.contact, planned.version));
            yield { feed: "contactRecords", partitionKey: planned.contact.id, data: document };
        } else if (planned.kind === "agent") {
            const timeline = timelines.get(planned.agent) ?? agentTimeline(planned.agent);
            timelines.set(planned.agent, timeline);
            const document = JSON.stringify(agentEvent(day, planned.agent, timeline, planned.index));
            yield { feed: "agentEvents", partitionKey: planned.agent.id, data: document };
        } else {
            const data = malformedDocument(planned.as, planned.feed, planned.seed);
            yield { feed: planned.feed, partitionKey: String(planned.seed), data };
        }
    }
}

function* latest(day: SimulatedDay, updated: ReadonlySet<SimulatedContact>) {
    for (const contact of day.contacts) {
        const document = JSON.stringify(contactRecord(day, contact, updated.has(contact) ? 1 : 0));
        yield { contactId: contact.id, document };
    }
}
