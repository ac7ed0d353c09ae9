import { ShopRefusal } from "../orders/types";
import type { ToolResult } from "./define";
import { failedOutcome, LOOK_FIRST } from "./failed";
import { noEvidence, noFacts, ToolErrorCode, ToolFailure, type ToolOutcome } from "./outcome";
import type { ToolContext } from "./ports";
import { TOOLS, toolNamed } from "./table";

/**
 * Bytes of JSON that a tool may tell the model. The classic agent service takes 25 KB from a function, and its envelope and
 * the quoting of the JSON in it need their share.
 */
export const MAX_OUTPUT_BYTES = 20_000;

export interface RunOptions {
    /** Ends the wait for the tool, as when the shopper left. What it has begun may still happen. */
    readonly signal?: AbortSignal;
    /** Told of what went wrong inside, for the log; the model is told that it did and nothing more. */
    readonly onFailure?: (error: unknown) => void;
}

/**
 * Runs a tool with the arguments that a model made up. It never rejects: whatever goes wrong is an output that says so, in
 * words that the model can act on.
 *
 * @param rawInput an object or its JSON text, also with everything as text.
 */
export async function runTool(
    name: string,
    rawInput: unknown,
    context: ToolContext,
    { signal, onFailure }: RunOptions = {},
): Promise<ToolOutcome> {
    const tool = toolNamed(name);
    try {
        if (tool === undefined) {
            const names = TOOLS.map((known) => known.name).join(", ");
            throw new ToolFailure(ToolErrorCode.UnknownTool, `There is no tool of that name.`, `There are: ${names}.`);
        }
        const result = await within(tool.timeoutMs, signal, remembered(tool.call(rawInput, context), context));
        return outcomeOf(result);
    } catch (error) {
        if (!(error instanceof ToolFailure) && !(error instanceof ShopRefusal)) onFailure?.(error);
        return failedOutcome(error, Object.keys(context.shopper.addresses), tool?.readOnly === false);
    }
}

/** Ids count as seen before the model hears of them: it may use them at once. */
async function remembered(call: Promise<ToolResult<unknown>>, { memory }: ToolContext): Promise<ToolResult<unknown>> {
    const result = await call;
    const seen = [...new Set(result.seen)];
    if (seen.length > 0) await memory.see(seen);
    return result;
}

function outcomeOf({ output, cards = [], seen = [], evidence, facts }: ToolResult<unknown>): ToolOutcome {
    if (Buffer.byteLength(JSON.stringify(output)) > MAX_OUTPUT_BYTES) {
        throw new ToolFailure(ToolErrorCode.TooLarge, "The result is too large to be read.", "Ask for less at a time.");
    }
    return {
        ok: true,
        output,
        cards,
        seen: [...new Set(seen)],
        evidence: { ...noEvidence, ...evidence },
        facts: { ...noFacts, ...facts },
    };
}

async function within<T>(milliseconds: number, signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
    const timeout = AbortSignal.timeout(milliseconds);
    const ended = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    const { promise, reject } = pending();
    const onEnd = () => reject(timedOut(milliseconds, signal?.aborted === true));
    if (ended.aborted) onEnd();
    ended.addEventListener("abort", onEnd, { once: true });
    try {
        return await Promise.race([work, promise]);
    } finally {
        ended.removeEventListener("abort", onEnd);
        // What goes on after the end has nobody left to tell of its failure.
        work.catch(() => undefined);
    }
}

function pending(): { readonly promise: Promise<never>; readonly reject: (error: Error) => void } {
    let reject: (error: Error) => void = () => undefined;
    const promise = new Promise<never>((_, refuse) => {
        reject = refuse;
    });
    return { promise, reject };
}

function timedOut(milliseconds: number, wasStopped: boolean): ToolFailure {
    return new ToolFailure(
        ToolErrorCode.TimedOut,
        wasStopped ? "The call was stopped." : `The tool gave no answer within ${milliseconds / 1_000} s.`,
        LOOK_FIRST,
        true,
    );
}
