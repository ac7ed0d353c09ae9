import { type ChildProcess, fork } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeliveryStatus, ParentMessage, WorkerMessage, WorkerStatus } from "./status";
import { StuckWatch } from "./stuck-watch";

export interface DeliveryOptions {
    /** JSON with `connection` and `resources` of a deployment. */
    readonly deploymentFile: string;
    /** Where checkpoints, batches under way and the log are kept. What was begun there is taken up again. */
    readonly stateDir: string;
    /** Called about twice a second. */
    readonly onStatus?: (status: DeliveryStatus) => void;
    /** Called once when the worker keeps ending by itself and is not started again. */
    readonly onFailure?: (error: Error) => void;
    /** Added to the worker's environment. */
    readonly env?: Readonly<Record<string, string>>;
}

/** The delivery process, kept alive until it is stopped. */
export interface DeliveryWorker {
    /** Of the process as it is now; another one after a restart. */
    readonly pid: number | undefined;
    status(): Promise<DeliveryStatus>;
    /**
     * Waits until all that is in the streams is delivered, with what the functions put back. Never resolves while
     * records keep coming. Rejects when the worker can't be kept alive, and when a stream has made no progress for a
     * minute because of an error.
     */
    idle(): Promise<DeliveryStatus>;
    /** Delivers what has been read, then ends the process. */
    stop(): Promise<void>;
}

const WORKER = join(__dirname, "worker.ts");
const REGISTER = resolve(__dirname, "../../bin/register.cjs");
const STOP_GRACE_MS = 20_000;
/** A worker that ends this often within the window won't be helped by one more start. */
const MAX_DEATHS = 6;
const DEATH_WINDOW_MS = 60_000;
const FIRST_RESTART_MS = 100;
/** Long enough for an emulator that is busy, or a right that is being granted. */
const STUCK_MS = 60_000;
const MAX_HEAP_MB = 384;
/** Most of what passes through lives for one invocation; with more room for the young, a fifth less time goes into clearing up. */
const YOUNG_HEAP_MB = 32;

interface Waiting {
    readonly message: Extract<ParentMessage, { id: number }>;
    resolve(status: DeliveryStatus): void;
    reject(error: Error): void;
}

/** Keeps one worker process alive and passes questions on to it. */
export class Supervisor implements DeliveryWorker {
    private child: ChildProcess | undefined;
    private readonly waiting = new Map<number, Waiting>();
    private nextId = 1;
    private deaths: number[] = [];
    private restarts = 0;
    private stopping = false;
    private failure: Error | undefined;
    private ready = false;
    private readonly watch = new StuckWatch(STUCK_MS);

    constructor(private readonly options: DeliveryOptions) {}

    get pid(): number | undefined {
        return this.child?.pid;
    }

    /** Resolves when the worker is ready, rejects when it can't be. */
    async start(): Promise<void> {
        const child = this.spawn();
        this.child = child;
        let reason: string | undefined;
        const ready = new Promise<void>((resolveReady, reject) => {
            child.on("message", (message: WorkerMessage) => {
                if (message.kind === "failed") reason = message.message;
                if (message.kind === "ready") resolveReady();
                this.receive(message);
            });
            child.once("exit", (code, signal) => {
                this.child = undefined;
                const how =
                    reason ?? `the delivery process ended (${signal ?? `code ${code}`}); its log is ${this.logFile}`;
                reject(new Error(how));
                if (!this.stopping) void this.revive(how);
            });
        });
        // Until the first worker was ready, its end is the caller's to hear of, and nothing is revived.
        await ready;
        for (const { message } of this.waiting.values()) this.tell(message);
        this.ready = true;
    }

    status(): Promise<DeliveryStatus> {
        return this.ask("status");
    }

    idle(): Promise<DeliveryStatus> {
        return this.ask("idle");
    }

    async stop(): Promise<void> {
        this.stopping = true;
        const { child } = this;
        if (child) {
            const ended = new Promise((resolveEnd) => child.once("exit", resolveEnd));
            this.tell({ kind: "stop" });
            const timer = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
            await ended;
            clearTimeout(timer);
        }
        this.rejectWaiting(new Error("delivery was stopped"));
    }

    private get logFile(): string {
        return join(this.options.stateDir, "worker.log");
    }

    private spawn(): ChildProcess {
        const log = openSync(this.logFile, "a", 0o600);
        try {
            return fork(WORKER, [resolve(this.options.deploymentFile), resolve(this.options.stateDir)], {
                execArgv: [
                    "--require",
                    REGISTER,
                    `--max-old-space-size=${MAX_HEAP_MB}`,
                    `--max-semi-space-size=${YOUNG_HEAP_MB}`,
                ],
                stdio: ["ignore", log, log, "ipc"],
                // None of the user's: credentials and proxies of a real account have no business here.
                env: {
                    PATH: process.env.PATH,
                    HOME: process.env.HOME,
                    TZ: "UTC",
                    MALLOC_ARENA_MAX: "2",
                    ...this.options.env,
                },
            });
        } finally {
            closeSync(log);
        }
    }

    private receive(message: WorkerMessage): void {
        if (message.kind === "status" || message.kind === "ready") {
            this.options.onStatus?.(this.complete(message.status));
            const report = this.watch.report(message.status.streams, Date.now());
            if (report !== undefined) this.rejectWaiting(new Error(report), "idle");
        }
        if (message.kind !== "answer") return;
        this.waiting.get(message.id)?.resolve(this.complete(message.status));
        this.waiting.delete(message.id);
    }

    private complete(status: WorkerStatus): DeliveryStatus {
        return { ...status, restarts: this.restarts };
    }

    private ask(kind: "status" | "idle"): Promise<DeliveryStatus> {
        if (this.failure) return Promise.reject(this.failure);
        if (this.stopping) return Promise.reject(new Error("delivery was stopped"));
        return new Promise((resolveAnswer, reject) => {
            const message = { kind, id: this.nextId++ };
            // Kept until answered: a worker that is started again is asked again.
            this.waiting.set(message.id, { message, resolve: resolveAnswer, reject });
            this.tell(message);
        });
    }

    private tell(message: ParentMessage): void {
        if (this.child?.connected) this.child.send(message, () => {});
    }

    private async revive(reason: string): Promise<void> {
        if (!this.ready) return;
        const now = Date.now();
        this.deaths = [...this.deaths.filter((at) => now - at < DEATH_WINDOW_MS), now];
        if (this.deaths.length >= MAX_DEATHS) {
            return this.giveUp(`delivery ended ${this.deaths.length} times within a minute: ${reason}`);
        }
        await sleep(FIRST_RESTART_MS * 2 ** (this.deaths.length - 1));
        if (this.stopping) return;
        this.restarts++;
        await this.start().catch(() => {});
    }

    private giveUp(message: string): void {
        this.failure = new Error(message);
        this.rejectWaiting(this.failure);
        this.options.onFailure?.(this.failure);
    }

    private rejectWaiting(error: Error, kind?: ParentMessage["kind"]): void {
        for (const [id, { message, reject }] of this.waiting) {
            if (kind !== undefined && message.kind !== kind) continue;
            this.waiting.delete(id);
            reject(error);
        }
    }
}
