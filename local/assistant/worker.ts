import { type ChildProcess, fork } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join, resolve } from "node:path";
import type { AssistantEvent } from "../../functions/shop/assistant";
import { Mailbox } from "./mailbox";
import type { FromChild, ToChild, TurnCall } from "./messages";

/** How a turn is answered: the status at once, the events as they happen. */
export interface TurnAnswer {
    readonly status: number;
    readonly events: AsyncIterable<AssistantEvent>;
}

export interface WorkerOptions {
    /** The whole environment: nothing of the developer's own reaches the process. */
    readonly environment: Readonly<Record<string, string>>;
    readonly logFile: string;
    /** The program that it runs; default `child.ts`. */
    readonly program?: string;
}

/** Told to a shopper whose turn was cut off, and on HTTP with the status 503. */
export const RESTARTING: AssistantEvent = {
    type: "error",
    code: "assistant_restarting",
    message: "The assistant is being started again. Please repeat your message in a moment.",
    retryable: true,
};

const CHILD = join(__dirname, "child.ts");
const REGISTER = resolve(__dirname, "../../bin/register.cjs");
const STOP_GRACE_MS = 3_000;

interface Turn {
    readonly events: Mailbox<AssistantEvent>;
    begin(status: number): void;
    isBegun: boolean;
}

/** One process of the assistant. */
export class Worker {
    /** Resolves when the process has ended, with how. */
    readonly ended: Promise<string>;
    private readonly turns = new Map<number, Turn>();
    private nextId = 1;

    private constructor(private readonly child: ChildProcess) {
        child.on("message", (message: FromChild) => this.receive(message));
        this.ended = new Promise((resolveEnd) => {
            child.once("exit", (code, signal) => {
                for (const id of [...this.turns.keys()]) this.cutOff(id);
                resolveEnd(signal ?? `code ${code}`);
            });
        });
    }

    /** @throws Error that names the log if the process ends before it is ready. */
    static async start({ environment, logFile, program = CHILD }: WorkerOptions): Promise<Worker> {
        const log = openSync(logFile, "a", 0o600);
        let child: ChildProcess;
        try {
            child = fork(program, [], {
                execArgv: ["--require", REGISTER],
                stdio: ["ignore", log, log, "ipc"],
                env: environment,
            });
        } finally {
            closeSync(log);
        }
        const ready = new Promise<void>((resolveReady) => {
            child.on("message", (message: FromChild) => {
                if (message.kind === "ready") resolveReady();
            });
        });
        const worker = new Worker(child);
        await Promise.race([
            ready,
            worker.ended.then((how) => {
                throw new Error(`The assistant's process ended (${how}); its log is ${logFile}.`);
            }),
        ]);
        return worker;
    }

    get pid(): number | undefined {
        return this.child.pid;
    }

    /** Asks; aborting the signal stops the turn. */
    async turn(call: TurnCall, signal: AbortSignal): Promise<TurnAnswer> {
        const id = this.nextId++;
        const events = new Mailbox<AssistantEvent>();
        const begun = new Promise<number>((begin) => this.turns.set(id, { events, begin, isBegun: false }));
        if (this.child.exitCode !== null || this.child.signalCode !== null) this.cutOff(id);
        const abort = () => this.tell({ kind: "abort", id });
        signal.addEventListener("abort", abort, { once: true });
        this.tell({ kind: "turn", id, call });
        if (signal.aborted) abort();
        return { status: await begun, events };
    }

    /** Lets the turns under way end, then the process. */
    retire(): void {
        this.tell({ kind: "retire" });
    }

    /** Ends the process; turns under way are cut off. */
    async stop(): Promise<void> {
        if (this.child.connected) this.child.disconnect();
        const timer = setTimeout(() => this.child.kill("SIGKILL"), STOP_GRACE_MS);
        await this.ended;
        clearTimeout(timer);
    }

    private receive(message: FromChild): void {
        if (message.kind === "ready") return;
        const turn = this.turns.get(message.id);
        if (turn === undefined) return;
        if (message.kind === "status") {
            turn.isBegun = true;
            turn.begin(message.status);
        } else if (message.kind === "event") {
            turn.events.put(message.event);
        } else if (turn.isBegun) {
            this.turns.delete(message.id);
            turn.events.close();
        } else {
            this.cutOff(message.id);
        }
    }

    private cutOff(id: number): void {
        const turn = this.turns.get(id);
        this.turns.delete(id);
        turn?.events.put(RESTARTING);
        turn?.events.close();
        turn?.begin(503);
    }

    private tell(message: ToChild): void {
        // A process that is ending has no channel any more; its end is told by `ended`.
        if (this.child.connected) this.child.send(message, () => {});
    }
}
