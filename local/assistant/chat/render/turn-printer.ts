import type { AssistantEvent } from "../../../../functions/shop/assistant";
import { paint, type Style } from "../../../answers/style";
import { renderCard } from "./cards";
import { oneLine, plain } from "./plain";
import { WordWrap } from "./wrap";

export interface PrinterOptions {
    readonly style: Style;
    /** Whether lines are broken: on a terminal. */
    readonly wraps: boolean;
    /** Whether tool calls, tokens, guardrails and corrections are shown. */
    readonly trace: boolean;
    readonly write: (text: string) => void;
}

/** What a trace shows of an input or an output. */
const SHOWN_JSON = 300;

/** Prints one turn as it happens. Text and cards take turns, each on lines of its own. */
export class TurnPrinter {
    private readonly wrap: WordWrap;
    private isMidLine = false;

    constructor(private readonly options: PrinterOptions) {
        this.wrap = new WordWrap(options.wraps ? options.style.width : undefined, (text) => this.raw(text));
    }

    print(event: AssistantEvent): void {
        switch (event.type) {
            case "text":
                this.wrap.add(plain(event.text));
                break;
            case "card":
                this.lines(["", ...renderCard(event.card, this.options.style), ""]);
                break;
            case "error":
                this.lines([paint(errorText(event), "red", this.options.style)]);
                break;
            default:
                if (this.options.trace) this.trace(event);
        }
    }

    /** Ends the line that the text is in. */
    end(): void {
        this.wrap.flush();
        if (this.isMidLine) this.raw("\n");
    }

    private trace(event: AssistantEvent): void {
        const text = traceText(event);
        if (text !== undefined) this.lines([paint(text, "dim", this.options.style)]);
    }

    private lines(lines: readonly string[]): void {
        this.end();
        for (const line of lines) this.raw(`${line}\n`);
    }

    private raw(text: string): void {
        this.isMidLine = !text.endsWith("\n");
        this.options.write(text);
    }
}

function errorText({ message, code, retryable }: Extract<AssistantEvent, { type: "error" }>): string {
    return `${oneLine(message)} (${oneLine(code)}${retryable ? "; worth another try" : ""})`;
}

function traceText(event: AssistantEvent): string | undefined {
    switch (event.type) {
        case "turn_started":
            return `[turn ${event.turn_id}, ${event.runtime}, ${event.model_id}]`;
        case "tool_call":
            return `[${event.name} <- ${json(event.input)}]`;
        case "tool_result":
            return `[${event.name} -> ${event.ok ? "" : "failed, "}${event.duration_ms} ms, ${json(event.output)}]`;
        case "corrected":
            return `[held back: ${oneLine(event.reason)}; said instead: ${oneLine(event.replacement) || "nothing"}]`;
        case "guardrail":
            return `[guardrail on the ${event.stage}: ${oneLine(event.action)}]`;
        case "usage":
            return `[${event.model_calls} model calls, ${event.input_tokens} tokens in, ${event.output_tokens} out]`;
        case "turn_ended":
            return `[${event.stop_reason} after ${event.duration_ms} ms]`;
        default:
            return undefined;
    }
}

function json(value: unknown): string {
    const text = oneLine(JSON.stringify(value) ?? "");
    return text.length > SHOWN_JSON ? `${text.slice(0, SHOWN_JSON)} ... (${text.length} characters)` : text;
}
