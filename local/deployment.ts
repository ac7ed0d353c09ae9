import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Governance, governanceOf as governanceOfResources } from "../runner/access";
import type { AwsConnection } from "./clients";
import { type DeliveryStreamSpec, deliveryStreamsOf as deliveryStreamsOfResources } from "./delivery/spec";
import { type Catalog, catalogOf as catalogOfResources } from "./query/catalog";

/**
 * What became of a resource: `created` in the emulator and read back, `recorded` where the emulator lacks the service, or
 * `component`, which groups others and has nothing of its own.
 */
export const How = { Created: "created", Recorded: "recorded", Component: "component" } as const;
export type How = (typeof How)[keyof typeof How];

/** One resource of a local deployment. */
export interface DeployedResource {
    urn: string;
    type: string;
    name: string;
    /** URN of the parent; absent for the stack itself. */
    parent?: string;
    /** What the program asked for, as plain values. */
    inputs: Record<string, unknown>;
    outputs: Record<string, unknown>;
    /** Physical id; absent for components. */
    id?: string;
    how: How;
    /** Why it was only recorded. */
    reason?: string;
}

/** The program as it stands in the emulator. Plain data: other processes read it from its file. */
export interface Deployment {
    project: string;
    stack: string;
    connection: AwsConnection;
    /** In the order of registration. */
    resources: DeployedResource[];
    outputs: Record<string, unknown>;
}

/** Replaces the file at once, so that no reader ever sees half of it. Readable by its owner alone: inputs may be secret. */
export function saveDeployment(file: string, deployment: Deployment): void {
    mkdirSync(dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}.tmp`;
    writeFileSync(temporary, `${JSON.stringify(deployment, null, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, file);
}

function isDeployment(value: unknown): value is Deployment {
    return (
        typeof value === "object" &&
        value !== null &&
        "stack" in value &&
        "connection" in value &&
        "resources" in value &&
        Array.isArray(value.resources)
    );
}

/**
 * Reads a deployment back.
 *
 * @throws Error naming the file if it is missing or something else.
 */
export function readDeployment(file: string): Deployment {
    let value: unknown;
    try {
        value = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        throw new Error(
            `Can't read the deployment ${file}: ${detail}. Start the lake with \`npm start\` to make a new one.`,
        );
    }
    if (!isDeployment(value)) {
        throw new Error(`${file} is not a deployment. Remove it and start the lake with \`npm start\`.`);
    }
    return value;
}

/** The databases, tables and views that the program declares. */
export function catalogOf(deployment: Deployment): Catalog {
    return catalogOfResources(deployment.resources);
}

/** Who may read what of them, by the Lake Formation resources that were recorded. */
export function governanceOf(deployment: Deployment): Governance {
    return governanceOfResources(deployment.resources);
}

/** The delivery streams that the program declares, for the local worker to run. */
export function deliveryStreamsOf(deployment: Deployment): DeliveryStreamSpec[] {
    return deliveryStreamsOfResources(deployment.resources);
}
