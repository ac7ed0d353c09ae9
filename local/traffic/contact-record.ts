import { DISPOSITIONS, INTENTS } from "./profile";
import { type Random, seededRandom } from "./random";
import type { SimulatedAgent, SimulatedContact, SimulatedDay, SimulatedQueue } from "./simulate";

const SECOND = 1000;
const FORMAT_VERSION = "2017-03-10";

/**
 * The contact record as Amazon Connect streams it (https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html),
 * as a JSON document. Version 0 is sent when the contact ends; each later version is a change made afterwards
 * (a corrected attribute, a recording that became available), with a later `LastUpdateTimestamp`.
 */
export function contactRecord(day: SimulatedDay, contact: SimulatedContact, version: number): Record<string, unknown> {
    const random = seededRandom(contact.detailSeed);
    const { agent, queue } = contact;
    const ended = agent?.afterContactEnd ?? contact.disconnect;
    const voice = contact.channel === "VOICE";
    const details = personalDetails(random);
    return {
        AWSAccountId: day.accountId,
        AWSContactTraceRecordFormatVersion: FORMAT_VERSION,
        Agent: agent ? agentPart(day, contact, agent, random) : null,
        AgentConnectionAttempts: agent ? 1 : 0,
        AnsweringMachineDetectionStatus: null,
        Attributes: attributes(random, details, version),
        Campaign: { CampaignId: null },
        Channel: contact.channel,
        ConnectedToSystemTimestamp: timestamp(contact.initiation),
        ContactDetails: {},
        ContactId: contact.id,
        ContactLens: agent && (voice || contact.channel === "CHAT") ? contactLens(voice) : null,
        CustomerEndpoint: voice ? { Address: details.phone, Type: "TELEPHONE_NUMBER" } : null,
        CustomerVoiceActivity: null,
        DisconnectDetails: null,
        DisconnectReason: disconnectReason(contact, random),
        DisconnectTimestamp: timestamp(contact.disconnect),
        InitialContactId: null,
        InitiationMethod: contact.initiationMethod,
        InitiationTimestamp: timestamp(contact.initiation),
        InstanceARN: instanceArn(day),
        LastUpdateTimestamp: timestamp(ended + 4 * SECOND + version * random.int(600, 7 * 86_400) * SECOND),
        MediaStreams: voice ? [{ Type: "AUDIO" }] : [],
        NextContactId: null,
        PreviousContactId: null,
        QualityMetrics: agent && voice ? qualityMetrics(random) : null,
        Queue: queue ? queuePart(day, queue) : null,
        Recording: agent && voice ? recording(contact, version) : null,
        Recordings: agent && voice ? [recordings(contact)] : null,
        References: [],
        RelatedContactId: null,
        RoutingCriteria: null,
        ScheduledTimestamp: null,
        SegmentAttributes: { "connect:Subtype": { ValueString: subtype(contact) } },
        SystemEndpoint: voice ? { Address: "+4930901820", Type: "TELEPHONE_NUMBER" } : null,
        Tags: { "aws:connect:instanceId": day.instanceId, "aws:connect:systemEndpoint": voice ? "+4930901820" : "web" },
        TaskTemplateInfo: null,
        TransferCompletedTimestamp: null,
        TransferredToEndpoint: null,
        VoiceIdResult: null,
    };
}

export function instanceArn(day: SimulatedDay): string {
    return `arn:aws:connect:${day.region}:${day.accountId}:instance/${day.instanceId}`;
}

export function queueArn(day: SimulatedDay, queue: SimulatedQueue): string {
    return `${instanceArn(day)}/queue/${queue.id}`;
}

export function agentArn(day: SimulatedDay, agent: SimulatedAgent): string {
    return `${instanceArn(day)}/agent/${agent.id}`;
}

export function routingProfile(day: SimulatedDay, agent: SimulatedAgent): { ARN: string; Name: string } {
    const primary = agent.queues[0] as SimulatedQueue;
    return { ARN: `${instanceArn(day)}/routing-profile/${primary.id}`, Name: `${primary.name} first` };
}

/** Whole seconds with a Z, the only form that contact records use. */
function timestamp(time: number): string {
    return new Date(time).toISOString().replace(".000Z", "Z");
}

function seconds(from: number, to: number): number {
    return Math.round((to - from) / SECOND);
}

function agentPart(
    day: SimulatedDay,
    contact: SimulatedContact,
    handling: NonNullable<SimulatedContact["agent"]>,
    random: Random,
) {
    const { of: agent, connected, holdSeconds, afterContactEnd } = handling;
    return {
        ARN: agentArn(day, agent),
        AcceptedByAgentTimestamp: timestamp(connected - random.int(1, 2) * SECOND),
        AfterContactWorkDuration: seconds(contact.disconnect, afterContactEnd),
        AfterContactWorkEndTimestamp: timestamp(afterContactEnd),
        AfterContactWorkStartTimestamp: timestamp(contact.disconnect),
        AgentInitiatedHoldDuration: holdSeconds,
        AgentInteractionDuration: seconds(connected, contact.disconnect) - holdSeconds,
        AgentPauseDuration: null,
        Capabilities: null,
        ConnectedToAgentTimestamp: timestamp(connected),
        CustomerHoldDuration: holdSeconds,
        DeviceInfo: { OperatingSystem: "Windows", PlatformName: "Chrome", PlatformVersion: "142.0" },
        HierarchyGroups: {
            Level1: { ARN: `${instanceArn(day)}/agent-group/shop`, GroupName: "Shop" },
            Level2: null,
            Level3: null,
            Level4: null,
            Level5: null,
        },
        LongestHoldDuration: holdSeconds,
        NumberOfHolds: holdSeconds > 0 ? 1 : 0,
        RoutingProfile: routingProfile(day, agent),
        StateTransitions: null,
        Username: agent.username,
    };
}

function queuePart(day: SimulatedDay, { of, enqueued, dequeued }: NonNullable<SimulatedContact["queue"]>) {
    return {
        ARN: queueArn(day, of),
        DequeueTimestamp: timestamp(dequeued),
        Duration: seconds(enqueued, dequeued),
        EnqueueTimestamp: timestamp(enqueued),
        Name: of.name,
    };
}

interface PersonalDetails {
    readonly phone: string;
    readonly email: string;
    readonly orderNumber: string;
}

function personalDetails(random: Random): PersonalDetails {
    return {
        // 555 01xx numbers are reserved for fiction, example.com for documentation.
        phone: `+1206555${random.int(100, 199).toString().padStart(4, "0")}`,
        email: `customer${random.int(1, 99_999)}@example.com`,
        orderNumber: `A-${random.int(100_000, 999_999)}`,
    };
}

function attributes(random: Random, details: PersonalDetails, version: number): Record<string, string> {
    const base = {
        intent: random.pick(INTENTS),
        customerEmail: details.email,
        orderNumber: details.orderNumber,
        locale: random.pick(["en-US", "de-DE", "fr-FR"]),
    };
    if (version === 0) return base;
    return { ...base, disposition: random.pick(DISPOSITIONS), reviewedRevision: String(version) };
}

function disconnectReason(contact: SimulatedContact, random: Random): string {
    if (contact.channel === "TASK" || contact.channel === "EMAIL") return contact.agent ? "AGENT_COMPLETED" : "EXPIRED";
    if (!contact.agent) return "CUSTOMER_DISCONNECT";
    return random.weighted([
        ["CUSTOMER_DISCONNECT", 70],
        ["AGENT_DISCONNECT", 29],
        ["TELECOM_PROBLEM", 1],
    ]);
}

function subtype(contact: SimulatedContact): string {
    const subtypes = { VOICE: "connect:Telephony", CHAT: "connect:Chat", EMAIL: "connect:Email", TASK: "connect:Task" };
    return subtypes[contact.channel];
}

function contactLens(voice: boolean) {
    return {
        ConversationalAnalytics: {
            Configuration: {
                ChannelConfiguration: { AnalyticsModes: [voice ? "PostContact" : "ContactLens"] },
                Enabled: true,
                LanguageLocale: "en-US",
                RedactionConfiguration: {
                    Behavior: "Enable",
                    Entities: null,
                    MaskMode: "EntityType",
                    Policy: "RedactedOnly",
                },
                SentimentConfiguration: { Behavior: "Enable" },
                SummaryConfiguration: null,
            },
        },
    };
}

function qualityMetrics(random: Random) {
    const audio = () => ({ Audio: { PotentialQualityIssues: [], QualityScore: random.int(34, 48) / 10 } });
    return { Agent: audio(), Customer: audio() };
}

function recordingLocation(contact: SimulatedContact): string {
    const start = new Date(contact.agent?.connected ?? contact.initiation).toISOString();
    const stamp = `${start.slice(0, 10).replaceAll("-", "")}T${start.slice(11, 16)}`;
    const folder = start.slice(0, 10).replaceAll("-", "/");
    return `example-recordings/connect/shop/CallRecordings/${folder}/${contact.id}_${stamp}_UTC.wav`;
}

/** The first record of a call often comes before its recording does. */
function recording(contact: SimulatedContact, version: number) {
    return {
        DeletionReason: null,
        Location: recordingLocation(contact),
        Status: version === 0 ? null : "AVAILABLE",
        Type: "AUDIO",
    };
}

function recordings(contact: SimulatedContact) {
    return {
        DeletionReason: null,
        FragmentStartNumber: null,
        FragmentStopNumber: null,
        Location: recordingLocation(contact),
        MediaStreamType: "AUDIO",
        ParticipantType: null,
        StartTimestamp: null,
        Status: "AVAILABLE",
        StopTimestamp: null,
        StorageType: "S3",
    };
}
