/** The kinds of data that Amazon Connect streams and that a ContactFeed carries, each through a stream of its own. */
export const ContactDataKind = {
    /** Contact records (contact trace records): one document for each version of a contact. */
    ContactRecords: "contactRecords",
    /** Agent events: log-ins, state changes and heartbeats of agents. */
    AgentEvents: "agentEvents",
} as const;
export type ContactDataKind = (typeof ContactDataKind)[keyof typeof ContactDataKind];

interface KindFacts {
    /**
     * Connect's name of the kind:
     * https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateInstanceStorageConfig.html
     */
    readonly storageResourceType: string;
    /** Bundle of the Lambda function that turns the kind's documents into rows. */
    readonly transform: string;
    /** Schema of the rows; also the value of the `Table` dimension of the function's metrics. */
    readonly table: string;
    /** Folder of the kind in every tier. */
    readonly folder: string;
    /** What the kind is called in descriptions. */
    readonly title: string;
}

const FACTS: Record<ContactDataKind, KindFacts> = {
    contactRecords: {
        storageResourceType: "CONTACT_TRACE_RECORDS",
        transform: "transform-contact-records",
        table: "contact_records",
        folder: "contact_records/",
        title: "contact records",
    },
    agentEvents: {
        storageResourceType: "AGENT_EVENTS",
        transform: "transform-agent-events",
        table: "agent_events",
        folder: "agent_events/",
        title: "agent events",
    },
};

/** What differs from kind to kind. */
export function kindFacts(kind: ContactDataKind): KindFacts {
    return FACTS[kind];
}
