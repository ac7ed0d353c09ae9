import { setTimeout as sleep } from "node:timers/promises";
import type { TurnCall } from "./messages";
import type { TurnAnswer, Worker } from "./worker";

export interface SupervisorOptions {
    /** Starts a process, with credentials that hold for longer than `renewMs`. */
    readonly spawn: () => Promise<Pick<Worker, "ended" | "turn" | "retire" | "stop" | "pid">>;
    /** Age at which a process makes room for one with new credentials. */
    readonly renewMs: number;
    /** Called once when the process keeps ending by itself and is not started again. */
    readonly onFailure?: (error: Error) => void;
    readonly now?: () => number;
}

type Process = Awaited<ReturnType<SupervisorOptions["spawn"]>>;

/** A process that ends this often within the window won't be helped by one more start. */
const MAX_DEATHS = 5;
const DEATH_WINDOW_MS = 60_000;
const FIRST_RESTART_MS = 100;

/** Keeps one process of the assistant alive, and its credentials fresh. */
export class Supervisor {
    private current: Promise<Process> | undefined;
    private startedMs = 0;
    private deaths: number[] = [];
    private isStopping = false;
    private readonly retiring = new Set<Process>();
    private readonly now: () => number;

    constructor(private readonly options: SupervisorOptions) {
        this.now = options.now ?? Date.now;
    }

    /** @throws Error if the first process can't be started. */
    async start(): Promise<void> {
        await this.begin(0);
    }

    /**
     * Asks the process that is there, or the next one if it has just ended.
     *
     * @throws Error if there is none any more.
     */
    async turn(call: TurnCall, signal: AbortSignal): Promise<TurnAnswer> {
        if (this.now() - this.startedMs > this.options.renewMs) await this.renew();
        if (this.current === undefined) throw new Error("The assistant was stopped.");
        return (await this.current).turn(call, signal);
    }

    /** Of the process as it is now; another one after a restart. */
    async pid(): Promise<number | undefined> {
        return (await this.current)?.pid;
    }

    async stop(): Promise<void> {
        this.isStopping = true;
        const current = await this.current?.catch(() => undefined);
        this.current = undefined;
        const all = [...this.retiring, ...(current === undefined ? [] : [current])];
        await Promise.all(all.map((each) => each.stop()));
    }

    /** Turns under way go on in the old process; the next ones begin in the new one. */
    private async renew(): Promise<void> {
        const { current, startedMs } = this;
        try {
            await this.begin(0);
        } catch {
            // The old credentials still hold for a while: the next turn tries again.
            this.current = current;
            this.startedMs = startedMs;
            return;
        }
        const old = await current;
        if (old === undefined) return;
        this.retiring.add(old);
        void old.ended.then(() => this.retiring.delete(old));
        old.retire();
    }

    private async begin(afterMs: number): Promise<void> {
        const starting = sleep(afterMs).then(() => this.options.spawn());
        this.current = starting;
        // At once, so that turns that begin meanwhile don't renew as well.
        this.startedMs = this.now();
        const { ended } = await starting;
        void ended.then((how) => {
            if (this.current === starting) void this.revive(how);
        });
    }

    private async revive(how: string): Promise<void> {
        if (this.isStopping) return;
        const now = this.now();
        this.deaths = [...this.deaths.filter((at) => now - at < DEATH_WINDOW_MS), now];
        if (this.deaths.length >= MAX_DEATHS) {
            this.giveUp(new Error(`The assistant's process ended ${MAX_DEATHS} times in a minute, at last by: ${how}`));
            return;
        }
        await this.begin(FIRST_RESTART_MS * 2 ** (this.deaths.length - 1)).catch((error: unknown) =>
            this.revive(error instanceof Error ? error.message : String(error)),
        );
    }

    private giveUp(error: Error): void {
        this.current = Promise.reject(error);
        this.current.catch(() => {});
        this.options.onFailure?.(error);
    }
}
