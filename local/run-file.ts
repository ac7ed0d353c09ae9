import { chmod, link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { isRecord } from "./is-record";

/** What a running system tells other commands of itself. Only its owner may read it: it holds a token. */
export interface RunFile {
    /** Process that runs the system. */
    readonly pid: number;
    /** ISO 8601, UTC. */
    readonly startedAt: string;
    /** Where the AWS emulator listens. Absent while the system starts. */
    readonly endpoint?: string;
    /** Absent until questions can be asked. */
    readonly query?: QueryAddress;
    /** Where the assistant answers. Absent until it does, and where the program has no shop. */
    readonly assistant?: ServerAddress;
    /** File of the deployment that runs. Absent until it is made. */
    readonly deployment?: string;
}

/** A server of the running system, and the secret that lets one ask it. */
export interface ServerAddress {
    readonly url: string;
    readonly token: string;
}

/** Where questions are answered. */
export type QueryAddress = ServerAddress;

const OWNER_ONLY = 0o600;

/** `.lakefront/run.json` of this checkout. */
export const RUN_FILE = join(resolve(__dirname, ".."), ".lakefront", "run.json");

/** The right to be the one system that runs in this checkout. */
export interface RunClaim {
    /** Adds to what other commands can read of this system. */
    update(known: Pick<RunFile, "endpoint" | "query" | "assistant" | "deployment">): Promise<void>;
    /** Removes the file, once the system has stopped. */
    release(): Promise<void>;
}

/** Another system runs already. */
export class AlreadyRunning extends Error {
    override readonly name = "AlreadyRunning";

    constructor(
        readonly run: RunFile,
        path: string,
    ) {
        const where = run.endpoint === undefined ? "still starting" : `at ${run.endpoint}`;
        super(
            `Lakefront already runs here: process ${run.pid}, ${where}, since ${run.startedAt}. ` +
                `Stop it with Ctrl-C, or \`kill ${run.pid}\`. If that process is something else, remove ${path}.`,
        );
    }
}

/**
 * Claims this checkout for the calling process. A file left behind by a process that has died is taken over.
 * @throws AlreadyRunning
 */
export async function claimRunFile(path: string = RUN_FILE): Promise<RunClaim> {
    let run: RunFile = { pid: process.pid, startedAt: new Date().toISOString() };
    await mkdir(dirname(path), { recursive: true });
    while (!(await createWhole(path, run))) {
        const other = await readRunFile(path);
        if (other !== undefined) {
            throw new AlreadyRunning(other, path);
        }
        await rm(path, { force: true });
    }
    return {
        update: async (known) => {
            run = { ...run, ...known };
            await rename(await writePartial(path, run), path);
        },
        release: () => rm(path, { force: true }),
    };
}

/** Creates the file with its content in one step; false if there is one already. */
async function createWhole(path: string, run: RunFile): Promise<boolean> {
    const partial = await writePartial(path, run);
    try {
        await link(partial, path);
        return true;
    } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "EEXIST") {
            return false;
        }
        throw error;
    } finally {
        await rm(partial, { force: true });
    }
}

async function writePartial(path: string, run: RunFile): Promise<string> {
    const partial = `${path}.${process.pid}.partial`;
    await writeFile(partial, `${JSON.stringify(run, undefined, 2)}\n`, { mode: OWNER_ONLY });
    // The mode above is subject to the umask, and doesn't apply to a file left over from before.
    await chmod(partial, OWNER_ONLY);
    return partial;
}

/** The running system, or undefined if none runs: no file, or one left behind by a process that has died. */
export async function readRunFile(path: string = RUN_FILE): Promise<RunFile | undefined> {
    const run = parse(await readFile(path, "utf8").catch(() => ""));
    return run !== undefined && isAlive(run.pid) ? run : undefined;
}

function parse(text: string): RunFile | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return isRunFile(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

function isRunFile(value: unknown): value is RunFile {
    if (!isRecord(value) || typeof value.pid !== "number" || typeof value.startedAt !== "string") {
        return false;
    }
    const { endpoint, deployment, query, assistant } = value;
    return [endpoint, deployment].every(isTextOrAbsent) && [query, assistant].every(isAddressOrAbsent);
}

function isTextOrAbsent(value: unknown): boolean {
    return value === undefined || typeof value === "string";
}

function isAddressOrAbsent(value: unknown): boolean {
    return value === undefined || (isRecord(value) && typeof value.url === "string" && typeof value.token === "string");
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        // It lives, but belongs to somebody else.
        return error instanceof Error && "code" in error && error.code === "EPERM";
    }
}
