import * as z from "zod/mini";
import type { Conversations } from "../aws";

/** One turn as a conversation remembers it. */
export interface StoredTurn {
    readonly turn_id: string;
    /** UTC, ISO 8601. */
    readonly at: string;
    readonly message: string;
    /** What the shopper was shown. */
    readonly answer: string;
    readonly calls: readonly StoredCall[];
}

/** A call of a tool, with as much of its result as later turns need: ids and names above all. */
export interface StoredCall {
    readonly name: string;
    readonly input: unknown;
    readonly ok: boolean;
    /** JSON, shortened. */
    readonly output: string;
}

/** Where conversations are kept, each bound to its shopper. */
export type ConversationStore = Conversations<StoredTurn>;

const maximumTurns = 12;
/** Ten hits without their details; six such results are a third of what a model is given of earlier turns. */
const maximumOutputLength = 2_500;
const maximumCallsKept = 6;
/** Facts that a later turn looks up anew: without them a whole page of hits fits, each with its id and name. */
const lookedUpAnew = new Set(["category", "style", "brand", "description", "also_called", "occasions", "image"]);

/** A rough count that never needs a tokenizer: English has about four characters to a token, JSON fewer. */
export function estimatedTokens(text: string): number {
    return Math.ceil(text.length / 3.5);
}

/** The newest turns that fit, whole: half a turn would tell the model of calls without results. */
export function recentTurns(turns: readonly StoredTurn[], maximumTokens: number): readonly StoredTurn[] {
    const kept: StoredTurn[] = [];
    let tokens = 0;
    for (const turn of turns.slice(-maximumTurns).reverse()) {
        tokens += estimatedTokens(JSON.stringify(turn));
        if (tokens > maximumTokens) break;
        kept.unshift(turn);
    }
    return kept;
}

/** A turn's calls as they are kept: the last ones, each with the start of its result. */
export function storedCalls(
    calls: readonly {
        readonly name: string;
        readonly input: unknown;
        readonly ok: boolean;
        readonly output: unknown;
    }[],
): readonly StoredCall[] {
    return calls.slice(-maximumCallsKept).map(({ name, input, ok, output }) => ({
        name,
        input,
        ok,
        output: shortened(output, maximumOutputLength),
    }));
}

/** JSON of at most `maximum` characters: without details where it is longer, and if need be cut, which its end says. */
export function shortened(output: unknown, maximum: number): string {
    const whole = JSON.stringify(output) ?? "null";
    if (whole.length <= maximum) return whole;
    const text = JSON.stringify(output, (key, value) => (lookedUpAnew.has(key) ? undefined : value));
    if (text.length <= maximum) return text;
    // Half a character would be refused with the whole conversation.
    return `${text.slice(0, maximum).replace(/\p{Cs}$/u, "")}… (shortened)`;
}

const storedTurn = z.object({
    turn_id: z.string(),
    at: z.string(),
    message: z.string(),
    answer: z.string(),
    calls: z.array(z.object({ name: z.string(), input: z.unknown(), ok: z.boolean(), output: z.string() })),
});

/** A turn as it was stored; undefined for what another version stored in another form. */
export function readStoredTurn(stored: unknown): StoredTurn | undefined {
    const parsed = storedTurn.safeParse(stored);
    return parsed.success ? parsed.data : undefined;
}
