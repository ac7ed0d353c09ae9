import { evaluate, modelledAws, type Registration, type ResourceHandler } from "../runner";
import type { AwsConnection } from "./clients";
import { type DeployedResource, type Deployment, How } from "./deployment";
import { emulatorHandler, type PreviousIds } from "./handlers";
import { reasonToRecord } from "./handlers/recorded";

export const DeployPhase = {
    /** The program is evaluated with modelled resources: how much is there to do, and may it be done? */
    Plan: "plan",
    Create: "create",
} as const;
export type DeployPhase = (typeof DeployPhase)[keyof typeof DeployPhase];

export interface DeployProgress {
    phase: DeployPhase;
    /** Resources done in this phase, components not counted. */
    done: number;
    /** Resources in all; known once the plan is made. */
    total?: number;
    elapsedMs: number;
    /** Name and type of the last resource done. */
    resource?: { name: string; type: string };
}

export interface DeployOptions {
    /** Directory with the `Pulumi.yaml`, or a program as a function. */
    programDir: string | (() => unknown | Promise<unknown>);
    stack: string;
    connection: AwsConnection;
    /** Settings laid over the stack's file, by full key. */
    config?: Record<string, string>;
    /** Ids of the deployment before, where the emulator kept its data. */
    previousIds?: PreviousIds;
    /** Told of each resource of the plan as it is made, components too. */
    onPlanned?(registration: Registration): void;
    /** Told of each resource as soon as it is made in the emulator or recorded, components too. */
    onMade?(registration: Registration): void;
    /** Judges the plan before anything is created; rejects to stop the deployment. */
    judge?(plan: readonly Registration[]): Promise<void>;
    onProgress?(progress: DeployProgress): void;
}

/** A program as a function brings no configuration of its own. */
function programConfig({ connection, config }: DeployOptions): Record<string, string> {
    return { "aws:region": connection.region, ...config };
}

function runPhase(options: DeployOptions, phase: DeployPhase, handler: ResourceHandler, total?: number) {
    const startedAt = performance.now();
    let done = 0;
    const report = (resource?: DeployProgress["resource"]) =>
        options.onProgress?.({
            phase,
            done,
            elapsedMs: performance.now() - startedAt,
            ...(total !== undefined && { total }),
            ...(resource && { resource }),
        });
    report();
    return evaluate({
        program: options.programDir,
        stack: options.stack,
        config: programConfig(options),
        handler,
        afterCreate(registration) {
            const { custom, name, type } = registration;
            if (phase === DeployPhase.Plan) options.onPlanned?.(registration);
            else options.onMade?.(registration);
            if (custom) {
                done += 1;
                report({ name, type });
            }
        },
    });
}

function deployed(registration: Registration, created: boolean): DeployedResource {
    const { urn, type, name, parent, inputs, outputs, id } = registration;
    const reason = created ? undefined : reasonToRecord(registration);
    return {
        urn,
        type,
        name,
        ...(parent !== undefined && { parent }),
        inputs,
        outputs,
        ...(id !== undefined && { id }),
        how: registration.custom ? (created ? How.Created : How.Recorded) : How.Component,
        ...(reason !== undefined && { reason }),
    };
}

/**
 * Evaluates the program and carries each resource out in the emulator, reading each one back.
 *
 * @throws what `judge` or the program threw, or an error that names the first resource that failed and why.
 */
export async function deploy(options: DeployOptions): Promise<Deployment> {
    const plan = await runPhase(options, DeployPhase.Plan, modelledAws);
    await options.judge?.(plan.registrations);
    const total = plan.registrations.filter(({ custom }) => custom).length;
    const handler = emulatorHandler(options.connection, options.previousIds);
    const evaluation = await runPhase(options, DeployPhase.Create, handler, total);
    return {
        project: evaluation.project,
        stack: evaluation.stack,
        connection: options.connection,
        resources: evaluation.registrations.map((one) => deployed(one, handler.created.has(one.urn))),
        outputs: evaluation.outputs,
    };
}
