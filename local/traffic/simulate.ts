import {
    ARRIVALS_BY_HOUR,
    CHANNELS,
    type Channel,
    CONTACTS_PER_AGENT,
    FIRST_NAMES,
    LAST_NAMES,
    QUEUES,
    SHIFT_HOURS,
    SHIFT_STARTS,
} from "./profile";
import { type Random, seededRandom } from "./random";

/** Times in this file are epoch milliseconds, always on whole seconds, as Connect's contact records print them. */
export interface SimulatedQueue {
    readonly id: string;
    readonly name: string;
}

export interface SimulatedAgent {
    readonly id: string;
    readonly username: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly queues: readonly SimulatedQueue[];
    readonly shiftStart: number;
    readonly shiftEnd: number;
    readonly lunchStart: number;
    readonly lunchEnd: number;
    /** Contacts handled, in the order they came. */
    readonly handled: SimulatedContact[];
}

export interface SimulatedContact {
    readonly id: string;
    readonly channel: Channel;
    readonly initiationMethod: "INBOUND" | "CALLBACK" | "API";
    readonly initiation: number;
    /** When the flow put it in a queue; absent when the caller left in the flow. */
    readonly queue?: { readonly of: SimulatedQueue; readonly enqueued: number; readonly dequeued: number };
    readonly agent?: {
        readonly of: SimulatedAgent;
        readonly connected: number;
        readonly holdSeconds: number;
        readonly afterContactEnd: number;
    };
    readonly disconnect: number;
    /** Seeds everything about the contact that no other contact depends on, so that its records can be written on demand. */
    readonly detailSeed: number;
}

export interface SimulatedDay {
    readonly instanceId: string;
    readonly accountId: string;
    readonly region: string;
    readonly queues: readonly SimulatedQueue[];
    readonly agents: readonly SimulatedAgent[];
    readonly contacts: readonly SimulatedContact[];
}

export interface SimulationOptions {
    readonly contacts: number;
    readonly seed: number;
    /** The UTC day, `yyyy-MM-dd`. */
    readonly day: string;
    readonly instanceId: string;
    readonly accountId: string;
    readonly region: string;
}

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const MEAN_PATIENCE_SECONDS = 240;
const LUNCH_SECONDS = 1800;
/** From the moment a contact is offered to an agent until they are connected. */
export const RING_SECONDS = 2;

/** A discrete-event simulation: contacts arrive, wait for an agent with the skill, are answered or give up. */
export function simulateDay(options: SimulationOptions): SimulatedDay {
    const random = seededRandom(options.seed);
    const midnight = Date.parse(`${options.day}T00:00:00Z`);
    const queues = QUEUES.map(({ name }) => ({ id: random.uuid(), name }));
    const agents = staff(random, queues, midnight, options.contacts);
    const freeAt = new Map(agents.map((agent) => [agent, agent.shiftStart]));
    const contacts = arrivals(random, midnight, options.contacts).map((arrival) => {
        const contact = handle(random, arrival, queues, agents, freeAt);
        contact.agent?.of.handled.push(contact);
        return contact;
    });
    const { instanceId, accountId, region } = options;
    return { instanceId, accountId, region, queues, agents, contacts };
}

/** Agents that a day of so many contacts takes. */
export function agentsFor(contacts: number): number {
    return Math.max(QUEUES.length, Math.ceil(contacts / CONTACTS_PER_AGENT));
}

function staff(random: Random, queues: SimulatedQueue[], midnight: number, contacts: number): SimulatedAgent[] {
    return Array.from({ length: agentsFor(contacts) }, (_, index) => {
        const shiftStart = midnight + random.weighted(SHIFT_STARTS) * HOUR + random.int(-300, 0) * SECOND;
        const lunchStart = shiftStart + random.int(3.5 * 3600, 4.5 * 3600) * SECOND;
        const firstName = random.pick(FIRST_NAMES);
        const lastName = random.pick(LAST_NAMES);
        const primary = queues[index % queues.length] as SimulatedQueue;
        return {
            id: random.uuid(),
            username: `${firstName}.${lastName}.${index}`.toLowerCase().replaceAll("'", ""),
            firstName,
            lastName,
            queues: [...new Set([primary, random.pick(queues), random.pick(queues)])],
            shiftStart,
            shiftEnd: shiftStart + SHIFT_HOURS * HOUR,
            lunchStart,
            lunchEnd: lunchStart + LUNCH_SECONDS * SECOND,
            handled: [],
        };
    });
}

function arrivals(random: Random, midnight: number, contacts: number): number[] {
    const hours = ARRIVALS_BY_HOUR.map((weight, hour) => [hour, weight] as const);
    const times = Array.from({ length: contacts }, () => {
        return midnight + random.weighted(hours) * HOUR + random.int(0, 3599) * SECOND;
    });
    return times.sort((a, b) => a - b);
}

function handle(
    random: Random,
    initiation: number,
    queues: readonly SimulatedQueue[],
    agents: readonly SimulatedAgent[],
    freeAt: Map<SimulatedAgent, number>,
): SimulatedContact {
    const channel = random.weighted(CHANNELS);
    const base = {
        id: random.uuid(),
        channel,
        initiationMethod:
            channel === "VOICE"
                ? random.weighted([
                      ["INBOUND", 94],
                      ["CALLBACK", 6],
                  ])
                : "API",
        initiation,
        detailSeed: random.int(0, 0x7fffffff),
    } as const;
    const flowSeconds = random.int(8, 70);
    if (random.chance(0.07)) return { ...base, disconnect: initiation + flowSeconds * SECOND };

    const profile = random.weighted(QUEUES.map((queue) => [queue, queue.share] as const));
    const of = queues[QUEUES.indexOf(profile)] as SimulatedQueue;
    const enqueued = initiation + flowSeconds * SECOND;
    const patience = channel === "VOICE" || channel === "CHAT" ? random.longTailed(MEAN_PATIENCE_SECONDS) : 6 * 3600;
    const [agent, connected] = firstFree(agents, of, enqueued, freeAt);
    const givesUp = enqueued + Math.ceil(patience) * SECOND;
    if (!agent || connected > givesUp) {
        return { ...base, queue: { of, enqueued, dequeued: givesUp }, disconnect: givesUp };
    }

    const talk = Math.max(15, Math.round(random.longTailed(profile.talkSeconds)));
    const holdSeconds = random.chance(0.25) ? Math.min(Math.round(random.longTailed(45)), Math.floor(talk / 2)) : 0;
    const disconnect = connected + talk * SECOND;
    const afterContactEnd = disconnect + Math.round(random.longTailed(profile.afterContactSeconds)) * SECOND;
    freeAt.set(agent, afterContactEnd + random.int(2, 20) * SECOND);
    return {
        ...base,
        queue: { of, enqueued, dequeued: connected },
        agent: { of: agent, connected, holdSeconds, afterContactEnd },
        disconnect,
    };
}

function firstFree(
    agents: readonly SimulatedAgent[],
    queue: SimulatedQueue,
    from: number,
    freeAt: ReadonlyMap<SimulatedAgent, number>,
): [SimulatedAgent | undefined, number] {
    let best: SimulatedAgent | undefined;
    let bestTime = Number.POSITIVE_INFINITY;
    for (const agent of agents) {
        if (!agent.queues.includes(queue)) continue;
        let time = Math.max(from + RING_SECONDS * SECOND, freeAt.get(agent) ?? agent.shiftStart);
        if (time >= agent.lunchStart && time < agent.lunchEnd) time = agent.lunchEnd + RING_SECONDS * SECOND;
        if (time < bestTime && time < agent.shiftEnd) {
            best = agent;
            bestTime = time;
        }
    }
    return [best, bestTime];
}
