import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AwsConnection } from "./clients";
import { prepareDirectory, sweepDirectory, writeLock } from "./emulator/directory";
import { type EmulatorPaths, emulatorEnvironment, emulatorPaths, LOCAL_ACCOUNT_ID } from "./emulator/environment";
import { isHealthy } from "./emulator/health";
import { tailOf } from "./emulator/log";
import { claimPort, endpointAt } from "./emulator/port";
import { type GroupLeader, startGroupLeader } from "./emulator/process";

const REPOSITORY = resolve(__dirname, "..");
const PYTHON = join(REPOSITORY, ".lakefront", "venv", "bin", "python3");
const LAUNCHER = join(__dirname, "python", "emulator.py");

const START_TIMEOUT_MS = 30_000;
const HEALTH_INTERVAL_MS = 50;
/** State is written on a graceful stop only, so a large one gets the time it needs. */
const STOP_GRACE_MS = 15_000;

/** An emulator that ended without having been told to. */
export interface EmulatorDeath {
    /** One line that says how it ended. */
    message: string;
    /** The end of its log; may be empty. */
    logTail: string;
    logFile: string;
}

export interface EmulatorOptions {
    /** Where everything that it writes goes. Made if missing. */
    directory: string;
    /** Port on loopback. Default: any free one. */
    port?: number;
    /** Region of the connection. Default `us-east-1`. */
    region?: string;
    /** Keeps data between runs in `directory`. It is written on a graceful stop. Default false. */
    persist?: boolean;
    /**
     * Address of an OpenAI-shaped server (`http://127.0.0.1:9000`; the emulator adds `/v1/chat/completions`) that answers
     * the Converse API for every model. It must be up before the first question: the emulator answers with text of its
     * own, and no error, when it can't reach it. Default: none.
     */
    modelUrl?: string;
    /** Called once if the emulator ends without `stop` having been called. */
    onExit?(death: EmulatorDeath): void;
}

export interface Emulator {
    readonly connection: AwsConnection;
    readonly pid: number;
    readonly logFile: string;
    /** Stops the emulator and every function process it started, and removes its folders (not its log; not its data if persistent). */
    stop(): Promise<void>;
}

function connectionTo(port: number, region: string, certificateFile: string): AwsConnection {
    return {
        endpoint: endpointAt(port),
        certificateFile,
        region,
        accountId: LOCAL_ACCOUNT_ID,
        // The emulator reads the account from a 12-digit key id, and takes such a caller for the account's root.
        accessKeyId: LOCAL_ACCOUNT_ID,
        secretAccessKey: "local",
    };
}

function described(exit: { code: number | null; signal: string | null }): string {
    return exit.signal === null ? `exit code ${exit.code ?? "unknown"}` : `signal ${exit.signal}`;
}

function withLog(message: string, paths: EmulatorPaths): Error {
    const tail = tailOf(paths.log);
    return new Error(`${message} Its log is ${paths.log}${tail === "" ? "." : `; it ends with:\n${tail}`}`);
}

async function untilHealthy(leader: GroupLeader, endpoint: string, paths: EmulatorPaths): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
        if (leader.hasExited()) {
            throw withLog(`The emulator ended while it started (${described(await leader.exited)}).`, paths);
        }
        if (await isHealthy(endpoint, paths.certificate)) {
            return;
        }
        await sleep(HEALTH_INTERVAL_MS);
    }
    throw withLog(`The emulator did not answer on ${endpoint} within ${START_TIMEOUT_MS / 1000} s.`, paths);
}

/**
 * Starts MiniStack on loopback in a process of its own and waits until it answers. It ends with this process, however
 * this process ends.
 *
 * @throws Error with the end of its log if it doesn't come up; naming the port if that is taken; naming the set-up
 * command if it isn't installed.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
    if (!existsSync(PYTHON)) {
        throw new Error(`The emulator is not installed (${PYTHON} is missing). Run \`node scripts/setup.mjs\` first.`);
    }
    const { directory, region = "us-east-1", persist = false, modelUrl } = options;
    const paths = emulatorPaths(resolve(directory));
    await prepareDirectory(paths, persist);
    const port = await claimPort(options.port);
    const connection = connectionTo(port, region, paths.certificate);
    const leader = await startGroupLeader({
        command: PYTHON,
        args: [LAUNCHER],
        cwd: paths.root,
        logFile: paths.log,
        env: emulatorEnvironment({ paths, port, persist, ...connection, ...(modelUrl !== undefined && { modelUrl }) }),
    });
    writeLock(paths, { pid: leader.pid, port });
    try {
        await untilHealthy(leader, connection.endpoint, paths);
    } catch (error) {
        await leader.stop(0);
        sweepDirectory(paths, persist);
        throw error;
    }
    let stopping = false;
    void leader.exited.then((exit) => {
        if (!stopping) {
            const message = `The emulator ended unexpectedly (${described(exit)}).`;
            options.onExit?.({ message, logTail: tailOf(paths.log), logFile: paths.log });
        }
    });
    return {
        connection,
        pid: leader.pid,
        logFile: paths.log,
        async stop() {
            stopping = true;
            await leader.stop(STOP_GRACE_MS);
            sweepDirectory(paths, persist);
        },
    };
}
