import type { Turn } from "./turn";

/** A tool to call, with its input. */
export interface ToolRequest {
    readonly name: string;
    readonly input: Readonly<Record<string, unknown>>;
}

/** What to do next in a turn. */
export type Step = { readonly calls: readonly ToolRequest[] } | { readonly say: string };

/** One thing that a shopper can mean. */
export interface Intent {
    readonly name: string;
    /**
     * The next step of this turn, or null if the shopper means something else. It is asked again after every round of
     * tool calls, with their results in `turn.done`, and must recognise itself each time.
     */
    respond(turn: Turn): Step | null;
}

export function say(text: string): Step {
    return { say: text };
}

export function call(name: string, input: Readonly<Record<string, unknown>> = {}): Step {
    return { calls: [{ name, input }] };
}
