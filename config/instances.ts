import { isRecord, parseJson, shortly } from "./readers";

/** An Amazon Connect instance that the lake takes data from. */
export interface ConnectInstance {
    /** Id of the instance, a UUID; also the value of the partition key `instance_id`. */
    readonly id: string;
    /** Short name, unique in the stack: it names resources, so it stays as it is for life. */
    readonly alias: string;
    /** Whether the stack tells the instance to write to its streams. */
    readonly wire: boolean;
    /**
     * Id of the instance's association for contact records, when it points at our stream already and is to be imported.
     */
    readonly contactRecordsAssociationId?: string;
    /** The same for agent events. */
    readonly agentEventsAssociationId?: string;
}

export const INSTANCES_EXAMPLE = '[{"id": "11111111-2222-3333-4444-555555555555", "alias": "support"}]';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PROPERTIES = ["id", "alias", "wire", "contactRecordsAssociationId", "agentEventsAssociationId"];

/** The instances in a setting's text, and every problem with them. */
export function readInstances(text: string): { instances: ConnectInstance[]; problems: string[] } {
    const parsed = parseJson(text);
    if (!Array.isArray(parsed) || parsed.length === 0) {
        return { instances: [], problems: [` is ${shortly(text)}: it takes a list of one instance or more`] };
    }
    const problems: string[] = [];
    const instances = parsed.map((item, index) => readInstance(item, index, problems));
    for (const property of ["id", "alias"] as const) {
        const values = instances.map((instance) => instance[property]);
        const twice = values.find((value, index) => value !== "" && values.indexOf(value) !== index);
        if (twice !== undefined) problems.push(` names the ${property} "${twice}" twice: each instance has its own`);
    }
    return { instances, problems };
}

function readInstance(item: unknown, index: number, problems: string[]): ConnectInstance {
    const empty = { id: "", alias: "", wire: true };
    if (!isRecord(item)) {
        problems.push(`[${index}] is ${shortly(JSON.stringify(item))}: it takes an object with id and alias`);
        return empty;
    }
    for (const property of Object.keys(item)) {
        if (!PROPERTIES.includes(property)) {
            problems.push(`[${index}] has a property "${property}": an instance has ${PROPERTIES.join(", ")}`);
        }
    }
    const { id, alias, wire, contactRecordsAssociationId, agentEventsAssociationId } = item;
    if (typeof id !== "string" || !UUID.test(id)) {
        problems.push(`[${index}].id is ${shortly(JSON.stringify(id))}: it takes the instance's UUID in lower case`);
    }
    if (typeof alias !== "string" || !/^[a-z0-9][a-z0-9-]{0,61}$/.test(alias)) {
        problems.push(
            `[${index}].alias is ${shortly(JSON.stringify(alias))}: it takes lower-case letters, digits and "-", as "support"`,
        );
    }
    if (wire !== undefined && typeof wire !== "boolean") {
        problems.push(`[${index}].wire is ${shortly(JSON.stringify(wire))}: it takes true or false`);
    }
    for (const [property, value] of Object.entries({ contactRecordsAssociationId, agentEventsAssociationId })) {
        if (value === undefined) continue;
        if (typeof value !== "string" || !/^[0-9a-f]{8,64}$/.test(value)) {
            problems.push(`[${index}].${property} is ${shortly(JSON.stringify(value))}: it takes the association's id`);
        } else if (wire === false) {
            problems.push(`[${index}].${property} is given, but wire is false: leave one of them out`);
        }
    }
    return {
        id: asText(id) ?? "",
        alias: asText(alias) ?? "",
        wire: wire !== false,
        contactRecordsAssociationId: asText(contactRecordsAssociationId),
        agentEventsAssociationId: asText(agentEventsAssociationId),
    };
}

function asText(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}
