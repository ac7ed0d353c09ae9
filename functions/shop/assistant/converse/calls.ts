import { atMost } from "../../../shared/concurrency";
import { noEvidence, noFacts, type ToolOutcome } from "../../tools/outcome";
import type { RequestedCall } from "./model-call";

/** The tools of one turn, for one shopper. */
export interface ToolBox {
    /** Never rejects: what goes wrong is an outcome that says so. */
    run(name: string, input: unknown, signal: AbortSignal): Promise<ToolOutcome>;
    /** Whether the tool changes nothing. */
    isReadOnly(name: string): boolean;
}

export interface FinishedCall {
    readonly call: RequestedCall;
    readonly outcome: ToolOutcome;
    readonly duration_ms: number;
}

const together = 4;
const mostAtOnce = 8;
const repetitions = 2;

/** Runs the calls of one turn, and sees to it that none is made over and over. */
export class CallRunner {
    readonly #done = new Map<string, { readonly name: string; readonly outcome: ToolOutcome; times: number }>();
    #isEndless = false;

    constructor(
        private readonly tools: ToolBox,
        private readonly now: () => number,
    ) {}

    /** Whether the model asked for the same a third time, with nothing changed since: then the turn is over. */
    get isEndless(): boolean {
        return this.#isEndless;
    }

    /** Runs what the model asked for at once: together where all only read, else one after the other as it asked. */
    async run(calls: readonly RequestedCall[], signal: AbortSignal): Promise<readonly FinishedCall[]> {
        const readsOnly = calls.every(({ name }) => this.tools.isReadOnly(name));
        return atMost(readsOnly ? together : 1, [...calls.entries()], async ([index, call]) => {
            const start = this.now();
            const outcome = index < mostAtOnce ? await this.#once(call, signal) : tooMany;
            return { call, outcome, duration_ms: this.now() - start };
        });
    }

    async #once(call: RequestedCall, signal: AbortSignal): Promise<ToolOutcome> {
        if (call.input === undefined) return malformed;
        const key = `${call.name} ${canonical(call.input)}`;
        const before = this.#done.get(key);
        if (before !== undefined) {
            before.times += 1;
            this.#isEndless ||= before.times > repetitions;
            return repeated(before.outcome);
        }
        const outcome = await this.tools.run(call.name, call.input, signal);
        if (outcome.ok && !this.tools.isReadOnly(call.name)) this.#forgetReads();
        this.#done.set(key, { name: call.name, outcome, times: 1 });
        return outcome;
    }

    /** A cart looked at before a change may be looked at again after it; the change itself isn't made twice. */
    #forgetReads(): void {
        for (const [key, { name }] of this.#done) if (this.tools.isReadOnly(name)) this.#done.delete(key);
    }
}

/** The same for every order of keys. */
function canonical(value: unknown): string {
    return JSON.stringify(value, (_, part: unknown) =>
        typeof part === "object" && part !== null && !Array.isArray(part)
            ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
            : part,
    );
}

function repeated(outcome: ToolOutcome): ToolOutcome {
    const note =
        "You made this very call before in this turn; this is its result of then. Answer now, or do something else.";
    // A failure is told again as it was: the note would be lost on what reads errors.
    if (!outcome.ok) return { ...outcome, cards: [], seen: [] };
    return { ...outcome, output: { ...Object(outcome.output), note }, cards: [], seen: [] };
}

function failure(code: string, message: string): ToolOutcome {
    return {
        ok: false,
        output: { error: { code, message } },
        cards: [],
        seen: [],
        evidence: noEvidence,
        facts: { ...noFacts, error_code: code },
    };
}

const malformed = failure("invalid_input", "The arguments are no valid JSON. Write them anew, as one JSON object.");
const tooMany = failure("too_many_calls", `At most ${mostAtOnce} calls at once. Make this one in the next step.`);
