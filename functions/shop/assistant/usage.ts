import type { TokenUsage } from "./events";
import type { RuntimeEvent } from "./runtime";
import type { Stop } from "./stop";

/** What the calls of the model in one turn come to. */
export class TurnUsage {
    #modelCalls = 0;
    #inputTokens = 0;
    #outputTokens = 0;

    /** Tokens read and written. */
    get tokens(): number {
        return this.#inputTokens + this.#outputTokens;
    }

    called(): void {
        this.#modelCalls += 1;
    }

    add({ input_tokens, output_tokens }: TokenUsage): void {
        this.#inputTokens += input_tokens;
        this.#outputTokens += output_tokens;
    }

    /** The turn's events, then what it used, then why it stopped: an answer that fails has been paid for as well. */
    async *told(answer: AsyncGenerator<RuntimeEvent, Stop, undefined>): AsyncGenerator<RuntimeEvent, void, undefined> {
        const stop = yield* answer;
        yield {
            type: "usage",
            model_calls: this.#modelCalls,
            input_tokens: this.#inputTokens,
            output_tokens: this.#outputTokens,
        };
        yield stop;
    }
}
