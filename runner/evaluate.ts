import { resolve } from "node:path";
import { Engine } from "./engine/engine";
import { Gate } from "./engine/gate";
import { decodeProviderConfig } from "./engine/inheritance";
import { monitorOf } from "./engine/monitor";
import { type OpenProgram, openProgram } from "./program";
import { loadStackConfig } from "./project";
import { connect, disconnect, runStack } from "./sdk";
import type { EvaluateOptions, Evaluation } from "./types";

/** How long a program may wait for something other than its resources, in milliseconds. */
const DEFAULT_PATIENCE_MS = 60_000;

let last: Promise<unknown> = Promise.resolve();

/**
 * Evaluates a Pulumi program without the Pulumi engine: runs it, and lets a handler answer for each resource and each
 * provider function.
 *
 * The SDK keeps its state per process, so evaluations in one process take turns.
 *
 * @throws what the program threw, or a `ResourceError` for the first resource that failed
 */
export function evaluate(options: EvaluateOptions): Promise<Evaluation> {
    const turn = last.then(() => evaluateNow(options));
    last = turn.catch(() => undefined);
    return turn;
}

async function evaluateNow(options: EvaluateOptions): Promise<Evaluation> {
    const deployment = deploymentOf(options);
    const defaultProviders: Evaluation["defaultProviders"] = {};
    const engine = new Engine({
        ...options,
        project: deployment.project,
        stack: deployment.stack,
        defaultProvider: (packageName) => {
            defaultProviders[packageName] ??= packageConfig(deployment.config, packageName);
            return defaultProviders[packageName];
        },
    });
    const gate = new Gate();
    const program = deployment.open();
    const restore = watchForCrashes((error) => gate.fail(error));
    const stopWatching = watchForStandstill(gate, options.patienceMs ?? DEFAULT_PATIENCE_MS);
    try {
        connect(monitorOf(engine, gate), deployment);
        const run = runStack(program.load);
        // A failure of the program goes through the gate as well: what is under way may still finish.
        run.catch((error) => gate.fail(error));
        await Promise.race([run.catch(() => gate.failed), gate.failed]);
    } catch (error) {
        await settle();
        throw error;
    } finally {
        stopWatching();
        engine.transforms.close();
        disconnect();
        program.close();
        restore();
    }
    return {
        project: deployment.project,
        stack: deployment.stack,
        registrations: engine.registrations,
        outputs: engine.outputs,
        secretOutputs: engine.secretOutputs,
        defaultProviders,
    };
}

function deploymentOf(options: EvaluateOptions) {
    const { program, stack, preview = false } = options;
    const overrides = { config: options.config ?? {}, secretKeys: options.secretKeys ?? [] };
    if (typeof program === "function") {
        const project = options.project ?? "project";
        const open = (): OpenProgram => ({ load: async () => program(), close: () => undefined });
        return { ...overrides, project, stack, preview, rootDirectory: process.cwd(), open };
    }
    const loaded = loadStackConfig(program, stack);
    return {
        project: options.project ?? loaded.project,
        stack: loaded.stack,
        preview,
        rootDirectory: resolve(program),
        config: { ...loaded.config, ...overrides.config },
        secretKeys: [...loaded.secretKeys, ...overrides.secretKeys],
        open: () => openProgram(loaded.main),
    };
}

/** The settings of a package's default provider: everything under `<package>:`. */
function packageConfig(config: Record<string, string>, packageName: string): Record<string, unknown> {
    const prefix = `${packageName}:`;
    return decodeProviderConfig(
        Object.fromEntries(
            Object.entries(config)
                .filter(([key]) => key.startsWith(prefix))
                .map(([key, value]) => [key.slice(prefix.length), value]),
        ),
    );
}

/**
 * What is thrown inside an `apply` has no caller and surfaces as an unhandled rejection. While a program runs, such
 * errors are its own, and other listeners of this process (a test runner's, say) must not see them.
 */
function watchForCrashes(onCrash: (error: unknown) => void): () => void {
    const events = ["unhandledRejection", "uncaughtException"] as const;
    const before = events.map((event) => ({ event, listeners: process.listeners(event as "uncaughtException") }));
    for (const event of events) {
        process.removeAllListeners(event);
        process.on(event as "uncaughtException", onCrash);
    }
    return () => {
        for (const { event, listeners } of before) {
            process.removeAllListeners(event);
            for (const listener of listeners) {
                process.on(event as "uncaughtException", listener);
            }
        }
    };
}

/** A program may wait for a promise that nothing will ever settle. The Pulumi CLI would see its process end. */
function watchForStandstill(gate: Gate, patienceMs: number): () => void {
    const timer = setInterval(
        () => {
            if (gate.idleMs >= patienceMs) {
                const seconds = patienceMs / 1000;
                gate.fail(
                    new Error(
                        `the program has registered nothing for ${seconds} s and has not finished: it waits for something that does not come`,
                    ),
                );
            }
        },
        Math.min(patienceMs, 1000),
    );
    return () => clearInterval(timer);
}

/** Gives rejections that follow from a failure the time to surface while somebody still listens for them. */
function settle(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 0)).then(
        () => new Promise((resolve) => setImmediate(() => setImmediate(resolve))),
    );
}
