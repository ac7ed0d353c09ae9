import type {
    ContentBlock,
    ConverseStreamCommandInput,
    Message,
    SystemContentBlock,
    Tool,
} from "@aws-sdk/client-bedrock-runtime";
import type { Shopper } from "../../identity/shopper";
import type { ConverseTool } from "../../tools";
import type { TokenUsage } from "../events";
import { estimatedTokens } from "../history";
import { turnContext } from "../prompts/context";
import { instruction } from "../prompts/instruction";
import { isPassing, isThrottling, type RetrySettings, TurnRetries } from "../retry";
import { type AgentRuntime, type RuntimeEvent, type RuntimeRequest, StopReason } from "../runtime";
import { sorry } from "../sorry";
import { cutShort, failure, type Stop, stopped } from "../stop";
import { TurnUsage } from "../usage";
import { CallRunner, type ToolBox } from "./calls";
import type { ModelClient } from "./client";
import { type GuardrailSettings, guardedMessage, messageContent } from "./guard";
import { assistantMessage, historyMessages, jsonDocument, resultBlock } from "./messages";
import { type ModelAnswer, readAnswer } from "./model-call";

/** Bounds of one turn. */
export interface Budget {
    /** Calls of the model. */
    readonly steps: number;
    /** Tokens read and written, in all calls together. */
    readonly tokens: number;
    /** Tokens of one answer of the model. */
    readonly answerTokens: number;
}

export const standardBudget: Budget = { steps: 8, tokens: 60_000, answerTokens: 1_500 };

/** What the Converse runtime works with. */
export interface ConverseSettings {
    readonly client: ModelClient;
    /** Id or ARN of a model or of an inference profile. */
    readonly modelId: string;
    readonly guardrail?: GuardrailSettings;
    readonly toolSpecs: readonly ConverseTool[];
    readonly toolsFor: (conversationId: string, shopper: Shopper) => ToolBox;
    readonly shopName: string;
    readonly budget: Budget;
    readonly retry: RetrySettings;
    /** Marks what doesn't change between calls, for models that can keep it. */
    readonly cachesPrompt: boolean;
    readonly now: () => number;
}

/** The assistant's own loop over the Converse API: any model of Amazon Bedrock that takes tools. */
export function converseRuntime(settings: ConverseSettings): AgentRuntime {
    return {
        name: "converse",
        modelId: settings.modelId,
        run: (request) => new Turn(settings, request).run(),
    };
}

class Turn {
    readonly #messages: Message[];
    readonly #calls: CallRunner;
    readonly #retries: TurnRetries;
    readonly #usage = new TurnUsage();
    #malformed = 0;

    constructor(
        private readonly settings: ConverseSettings,
        private readonly request: RuntimeRequest,
    ) {
        this.#messages = [...historyMessages(request.history)];
        this.#calls = new CallRunner(settings.toolsFor(request.conversationId, request.shopper), settings.now);
        this.#retries = new TurnRetries(settings, request);
    }

    run(): AsyncGenerator<RuntimeEvent, void, undefined> {
        return this.#usage.told(this.#guarded());
    }

    async *#guarded(): AsyncGenerator<RuntimeEvent, Stop, undefined> {
        try {
            const message = yield* this.#guardedMessage();
            if (message === undefined) return stopped(StopReason.Guardrail);
            this.#messages.push({ role: "user", content: [messageContent(message, this.settings.guardrail)] });
            return yield* this.#steps();
        } catch (error) {
            return this.#failed(error);
        }
    }

    /** Undefined where the guardrail blocked it: then its own words are the answer. */
    async *#guardedMessage(): AsyncGenerator<RuntimeEvent, string | undefined, undefined> {
        const { guardrail, client } = this.settings;
        const { message, signal } = this.request;
        if (guardrail === undefined) return message;
        const guarded = await this.#retries.call(() => guardedMessage(client, guardrail, message, signal));
        if (guarded.kind === "passed") return message;
        yield { type: "guardrail", stage: "input", action: guarded.kind };
        yield { type: "message_replaced", message: guarded.kind === "masked" ? guarded.text : null };
        if (guarded.kind === "masked") return guarded.text;
        yield { type: "text", text: guarded.text || sorry.blocked };
        return undefined;
    }

    async *#steps(): AsyncGenerator<RuntimeEvent, Stop, undefined> {
        const { budget } = this.settings;
        for (let step = 0; step < budget.steps; step += 1) {
            if (this.#usage.tokens >= budget.tokens) {
                yield { type: "text", text: sorry.tooMuch };
                return stopped(StopReason.TokenLimit);
            }
            const answer = yield* this.#answer();
            const stop = yield* this.#after(answer);
            if (stop !== undefined) return stop;
        }
        yield { type: "text", text: sorry.tooMuch };
        return stopped(StopReason.StepLimit);
    }

    /** What follows from the model's answer: undefined where the model is called again. */
    async *#after(answer: ModelAnswer): AsyncGenerator<RuntimeEvent, Stop | undefined, undefined> {
        switch (answer.stopReason) {
            case "tool_use":
                if (answer.calls.length === 0) return stopped(StopReason.EndTurn);
                yield* this.#results(answer);
                if (!this.#calls.isEndless) return undefined;
                yield { type: "text", text: sorry.repeated };
                return stopped(StopReason.RepeatedCall);
            case "max_tokens":
            case "model_context_window_exceeded":
                yield { type: "text", text: sorry.shortened };
                return stopped(StopReason.MaxTokens);
            case "guardrail_intervened":
                yield { type: "guardrail", stage: "output", action: "blocked" };
                return stopped(StopReason.Guardrail);
            case "content_filtered":
                yield { type: "text", text: sorry.blocked };
                return stopped(StopReason.ContentFiltered);
            case "malformed_tool_use":
            case "malformed_model_output":
                this.#malformed += 1;
                return this.#malformed > 1 ? failure("model_malformed", sorry.model, true) : undefined;
            default:
                return stopped(StopReason.EndTurn);
        }
    }

    async *#results(answer: ModelAnswer): AsyncGenerator<RuntimeEvent, void, undefined> {
        for (const { id, name, input } of answer.calls)
            yield { type: "tool_call", call_id: id, name, input: input ?? null };
        const finished = await this.#calls.run(answer.calls, this.request.signal);
        const blocks: ContentBlock[] = [];
        for (const { call, outcome, duration_ms } of finished) {
            yield {
                type: "tool_result",
                call_id: call.id,
                name: call.name,
                input: call.input ?? null,
                outcome,
                duration_ms,
            };
            blocks.push(resultBlock(call, outcome));
        }
        this.#messages.push(assistantMessage(answer.text, answer.calls), { role: "user", content: blocks });
    }

    /** One call of the model, repeated where the service was busy, as long as nothing of its answer was shown. */
    async *#answer(): AsyncGenerator<RuntimeEvent, ModelAnswer, undefined> {
        const input = this.#input();
        for (let attempt = 0; ; attempt += 1) {
            let shown = 0;
            try {
                this.request.signal.throwIfAborted();
                this.#usage.called();
                const reading = readAnswer(await this.settings.client.converse(input, this.request.signal));
                let next = await reading.next();
                for (; next.done !== true; next = await reading.next()) {
                    this.request.signal.throwIfAborted();
                    shown += next.value.length;
                    yield { type: "text", text: next.value };
                }
                this.#usage.add(next.value.usage);
                return next.value;
            } catch (error) {
                if (shown > 0) {
                    this.#usage.add(estimatedUsage(input, shown));
                    throw error;
                }
                await this.#retries.wait(attempt, error);
            }
        }
    }

    #failed(error: unknown): Stop {
        if (this.request.signal.aborted) return cutShort(this.request, this.settings.now());
        if (isThrottling(error)) return failure("model_busy", sorry.busy, true);
        return failure(isPassing(error) ? "model_unavailable" : "model_failed", sorry.model, isPassing(error));
    }

    #input(): ConverseStreamCommandInput {
        const { modelId, guardrail, toolSpecs, budget, cachesPrompt, shopName, now } = this.settings;
        const cachePoint = cachesPrompt ? [{ cachePoint: { type: "default" as const } }] : [];
        const context = turnContext({ shopName, shopper: this.request.shopper, now: now() });
        const system: SystemContentBlock[] = [{ text: instruction }, ...cachePoint, { text: context }];
        return {
            modelId,
            system,
            messages: this.#messages,
            inferenceConfig: { maxTokens: budget.answerTokens },
            toolConfig: { tools: [...toolSpecs.map(converseTool), ...cachePoint] },
            ...(guardrail && {
                guardrailConfig: {
                    guardrailIdentifier: guardrail.id,
                    guardrailVersion: guardrail.version,
                    trace: "enabled",
                    // Text waits until it was looked at: in the other mode it is shown first.
                    streamProcessingMode: "sync",
                },
            }),
        };
    }
}

function converseTool({ toolSpec: { name, description, inputSchema } }: ConverseTool): Tool {
    return { toolSpec: { name, description, inputSchema: { json: jsonDocument(inputSchema.json) } } };
}

/** What a call was that began to answer and broke off: the service tells at the end alone. */
function estimatedUsage({ system, messages, toolConfig }: ConverseStreamCommandInput, shown: number): TokenUsage {
    return {
        input_tokens: estimatedTokens(JSON.stringify([system, messages, toolConfig])),
        output_tokens: estimatedTokens("x".repeat(shown)),
    };
}
