import * as pulumi from "@pulumi/pulumi";
import type { Monitor } from "./engine/monitor";

// This file is the only one that touches the SDK's runtime internals, which is why its version is pinned exactly.

interface RuntimeInternals {
    waitForRPCs(): Promise<void>;
}

interface StateInternals {
    getStore(): { leakCandidates: Set<unknown>; settings: { options: { rootDirectory?: string } } };
}

const runtime = pulumi.runtime as unknown as RuntimeInternals;
const state = require("@pulumi/pulumi/runtime/state") as StateInternals;

/** Which stack the program believes to be running for. */
export interface Deployment {
    project: string;
    stack: string;
    preview: boolean;
    rootDirectory: string;
    config: Record<string, string>;
    secretKeys: string[];
}

/** Points the SDK at a monitor in this process, as if the Pulumi CLI had started it. */
export function connect(monitor: Monitor, deployment: Deployment): void {
    pulumi.runtime.setMockOptions(monitor, deployment.project, deployment.stack, deployment.preview, "organization");
    state.getStore().settings.options.rootDirectory = deployment.rootDirectory;
    pulumi.runtime.setAllConfig(deployment.config, deployment.secretKeys);
}

/** Runs the program as the stack's content, until it registers nothing more. */
export async function runStack(program: () => Promise<unknown>): Promise<void> {
    await pulumi.runtime.runInPulumiStack(program);
    await idle();
    // Some AWS resources (bucket notifications made by `bucket.onEvent`) are registered when the program is about to
    // exit.
    process.emit("beforeExit", 0);
    await idle();
    await pulumi.runtime.disconnect();
}

/** Drops what an evaluation that was given up left pending: it would be reported as a leak when the process exits. */
export function forgetPending(): void {
    pulumi.runtime.disconnectSync();
    state.getStore().leakCandidates.clear();
}

/** The calls may be done while an `apply` that follows from them is not, so one look is not enough. */
async function idle(): Promise<void> {
    for (let round = 0; round < 3; round++) {
        await runtime.waitForRPCs();
        await nextTurn();
    }
}

function nextTurn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}
