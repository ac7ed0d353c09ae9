import type { ChatMessage, ChatToolCall, PlannedMessage } from "../chat";
import { INTENTS } from "./intents/table";
import { DISCLOSURE } from "./phrases";
import type { CallResult } from "./results";
import { type Step, say, type ToolRequest } from "./step";
import { readTurn, type Turn } from "./turn";

/** A turn that has called this often is going in a circle. */
const MOST_ROUNDS = 4;

const AT_A_LOSS =
    "I did not understand that. Tell me what you are looking for, or ask about your cart, your orders, shipping or returns.";

/**
 * What the assistant does next. The same messages and tools always give the same answer; every name, price and stock in
 * it was in a tool's answer in these messages.
 *
 * @param tools names of the tools that it may call.
 */
export function nextMessage(messages: readonly ChatMessage[], tools: ReadonlySet<string>): PlannedMessage {
    const turn = readTurn(messages);
    const step = allowed(nextStep(turn), tools);
    if ("calls" in step) return { content: "", tool_calls: numberedCalls(step.calls, messages) };
    return { content: turn.past.hasAnswered ? step.say : `${step.say}\n\n${DISCLOSURE}`, tool_calls: [] };
}

function nextStep(turn: Turn): Step {
    const last = turn.done.at(-1)?.round ?? -1;
    const lastRound = turn.done.filter(({ round }) => round === last);
    if (lastRound.length > 0 && lastRound.every(({ error }) => error !== null)) return apology(lastRound);
    if (last + 1 >= MOST_ROUNDS) return say("I could not finish that. Please put it in another way.");
    for (const { respond } of INTENTS) {
        const step = respond(turn);
        if (step !== null) return step;
    }
    return say(AT_A_LOSS);
}

/** The tool speaks of its own fields then. */
const WRONG_INPUT = "invalid_input";
const LOST_ANSWERS: ReadonlySet<string> = new Set(["timed_out", "unavailable", "busy"]);

/** In the tool's own words, which are written for shoppers; without them where they speak of the tool itself. */
function apology(failed: readonly CallResult[]): Step {
    const errors = failed.flatMap(({ error }) => (error === null ? [] : [error]));
    if (errors.some(({ code }) => LOST_ANSWERS.has(code))) {
        return say("That did not work: the shop did not answer in time. Please try again in a moment.");
    }
    if (errors.some(({ code }) => code === WRONG_INPUT))
        return say("I could not use that. Please put it in another way.");
    return say(`That did not work. ${[...new Set(errors.map(({ message }) => message))].join(" ")}`);
}

function allowed(step: Step, tools: ReadonlySet<string>): Step {
    if (!("calls" in step)) return step;
    return step.calls.every(({ name }) => tools.has(name))
        ? step
        : say("I can't do that here: this assistant was not given what it takes.");
}

/** Ids that no earlier call of the conversation has. */
function numberedCalls(calls: readonly ToolRequest[], messages: readonly ChatMessage[]): ChatToolCall[] {
    const earlier = messages.reduce((count, { tool_calls }) => count + tool_calls.length, 0);
    return calls.map(({ name, input }, index) => ({
        id: `call_${earlier + index + 1}`,
        name,
        arguments: JSON.stringify(input),
    }));
}
