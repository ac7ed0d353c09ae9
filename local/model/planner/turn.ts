import { isRecord } from "../../is-record";
import type { ChatMessage } from "../chat";
import { listed } from "./listed";
import { type CallResult, errorIn, productsIn, type ShownProduct } from "./results";
import { parseStart } from "./salvage";
import { normalise, unfenced } from "./words/normalise";

/** What earlier turns left to refer to. */
export interface Past {
    /** The last list that was shown, in its order. */
    readonly shown: readonly ShownProduct[];
    /** Every product that came up, newest first, each once. */
    readonly known: readonly ShownProduct[];
    /** The one that the talk is about: looked at closely, or put into the cart. */
    readonly focus: ShownProduct | null;
    /** Every call of earlier turns, oldest first. */
    readonly calls: readonly CallResult[];
    /** What the shopper said in the turn before, normalised. */
    readonly said: string | null;
    /** Whether the assistant has answered before. */
    readonly hasAnswered: boolean;
}

/** A turn as it stands: what the shopper said, and what the tools have answered so far. */
export interface Turn {
    readonly raw: string;
    /** Normalised: lower case, plain quotes, no closing punctuation. */
    readonly said: string;
    readonly done: readonly CallResult[];
    readonly past: Past;
}

const FOCUSING_TOOLS: ReadonlySet<string> = new Set(["get_product", "change_cart", "related_products"]);

export function readTurn(messages: readonly ChatMessage[]): Turn {
    const start = messages.findLastIndex(({ role }) => role === "user");
    const earlier = messages.slice(0, Math.max(0, start));
    const raw = unfenced(messages[start]?.content ?? "");
    return {
        raw,
        said: normalise(raw),
        done: resultsOf(messages.slice(start + 1)),
        past: readPast(earlier),
    };
}

function readPast(messages: readonly ChatMessage[]): Past {
    const turns = splitTurns(messages).map(resultsOf);
    const calls = turns.flat();
    const known = calls.filter(({ error }) => error === null).flatMap(({ output }) => productsIn(output));
    const said = messages.findLast(({ role }) => role === "user");
    return {
        shown: turns.map(listed).findLast((products) => products.length > 0) ?? [],
        known: [...new Map(known.reverse().map((product) => [product.id, product])).values()],
        focus: focusOf(turns),
        calls,
        said: said === undefined ? null : normalise(unfenced(said.content)),
        hasAnswered: messages.some(({ role, content }) => role === "assistant" && content !== ""),
    };
}

/** A new list takes the focus away, unless it holds one product alone. */
function focusOf(turns: readonly (readonly CallResult[])[]): ShownProduct | null {
    const last = turns.findLast((turn) => focusedId(turn) !== null || listed(turn).length > 0) ?? [];
    const id = focusedId(last);
    const products = turns.flat().flatMap(({ output }) => productsIn(output));
    if (id !== null) return products.findLast((product) => product.id === id) ?? null;
    const [only, ...others] = listed(last);
    return others.length === 0 ? (only ?? null) : null;
}

function focusedId(turn: readonly CallResult[]): string | null {
    const focusing = turn.findLast(({ name, error }) => error === null && FOCUSING_TOOLS.has(name));
    const id = focusing?.input.product_id;
    return typeof id === "string" ? id : null;
}

function splitTurns(messages: readonly ChatMessage[]): ChatMessage[][] {
    const turns: ChatMessage[][] = [];
    for (const message of messages) {
        if (message.role === "user" || turns.length === 0) turns.push([]);
        turns.at(-1)?.push(message);
    }
    return turns;
}

function resultsOf(messages: readonly ChatMessage[]): CallResult[] {
    const requests = new Map<string, { name: string; input: Record<string, unknown>; round: number }>();
    const results: CallResult[] = [];
    let round = -1;
    for (const message of messages) {
        if (message.tool_calls.length > 0) round++;
        for (const { id, name, arguments: json } of message.tool_calls) {
            const input = parseStart(json);
            requests.set(id, { name, input: isRecord(input) ? input : {}, round });
        }
        const request = message.role === "tool" ? requests.get(message.tool_call_id ?? "") : undefined;
        if (request === undefined) continue;
        const output = parseStart(unfenced(message.content));
        results.push({ ...request, output, error: errorIn(output) });
    }
    return results;
}
