import * as pulumi from "@pulumi/pulumi";
import type { Monitor } from "./engine/monitor";

// This file is the only one that touches the SDK's runtime internals, which is why its version is pinned exactly.

interface RuntimeInternals {
    waitForRPCs(): Promise<void>;
}

interface StateInternals {
    getStore(): { settings: { options: { rootDirectory?: string } } };
}

interface RpcInternals {
    deserializeProperties(outputs: unknown, keepUnknowns?: boolean): Record<string, unknown>;
}

interface DebuggableInternals {
    debuggablePromise<T>(promise: Promise<T>): Promise<T>;
}

const runtime = require("@pulumi/pulumi/runtime/settings") as RuntimeInternals;
const state = require("@pulumi/pulumi/runtime/state") as StateInternals;

// The SDK takes a stack trace for each of its many promises, to name those that are still pending at exit. That costs a
// good part of the time of an evaluation, which has its own way to notice a program that waits for ever.
const debuggable = require("@pulumi/pulumi/runtime/debuggable") as DebuggableInternals;
debuggable.debuggablePromise = (promise) => promise;

// Outside of a preview, the SDK takes an unknown value in an answer for `undefined`, and inputs made from it silently
// disappear. What another stack gives, say, is unknown here whatever the mode.
const rpc = require("@pulumi/pulumi/runtime/rpc") as RpcInternals;
const { deserializeProperties } = rpc;
rpc.deserializeProperties = (outputs) => deserializeProperties(outputs, true);

// The SDK overlooks frames without a function's name, as the top level of an ES module is.
const resource = pulumi.Resource as unknown as { framePositionRegExp: RegExp };
resource.framePositionRegExp = /^\s*at (?:async )?(?:.* \()?(?<file>.*):(?<line>[0-9]+):(?<column>[0-9]+)\)?$/;

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

/** Lets go of the monitor of an evaluation that was given up. */
export function disconnect(): void {
    pulumi.runtime.disconnectSync();
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
