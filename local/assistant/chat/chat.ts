import { messageRefusal } from "../../../functions/shop/assistant/message";
import { AssistantRefusal } from "../client";
import type { ShopperSession } from "../shopper-session";
import { type ChatWorld, command } from "./commands";
import type { Lines } from "./lines";
import type { Screen } from "./screen";

/** What a chat came to. */
export interface ChatOutcome {
    /** Whether every message was answered, and every command done. */
    readonly isWhole: boolean;
}

/** At the prompt, one Ctrl-C could be meant for an answer that has just ended. */
const SECOND_INTERRUPT_MS = 2_000;

/** A conversation at a terminal, or from a script. */
export class Chat {
    private answering: AbortController | undefined;
    private lastInterruptMs = Number.NEGATIVE_INFINITY;
    private isWhole = true;

    constructor(
        private shopper: ShopperSession,
        private readonly lines: Lines,
        private readonly screen: Screen,
        private readonly world: ChatWorld,
        private readonly now: () => number = Date.now,
    ) {}

    /** Runs until there are no more messages, or the shopper leaves. */
    async run(): Promise<ChatOutcome> {
        for (;;) {
            const line = await this.lines.next(`${this.shopper.who.persona}> `);
            if (line === undefined) break;
            const text = line.trim();
            if (text === "") continue;
            const isOver = text.startsWith("/") ? await this.command(text) : await this.say(text);
            if (isOver) break;
        }
        this.lines.close();
        return { isWhole: this.isWhole };
    }

    /** Ctrl-C: stops the answer under way; at the second time it ends the chat. */
    interrupt(): void {
        const now = this.now();
        const isSecond = now - this.lastInterruptMs < SECOND_INTERRUPT_MS;
        this.lastInterruptMs = now;
        const isAnswering = this.answering !== undefined && !this.answering.signal.aborted;
        this.answering?.abort();
        if (isSecond) this.lines.close();
        else if (!isAnswering) this.screen.notice("Ctrl-C again, or /quit, leaves the chat.");
    }

    private async say(message: string): Promise<boolean> {
        const refusal = messageRefusal(message);
        if (refusal !== null) return this.fail(refusal.message);
        const answering = new AbortController();
        this.answering = answering;
        const turn = this.screen.turn();
        try {
            for await (const event of this.shopper.say(message, answering.signal)) {
                turn.print(event);
                if (event.type === "error") this.isWhole = false;
            }
            turn.end();
        } catch (error) {
            turn.end();
            if (answering.signal.aborted) this.screen.notice("Stopped.");
            else this.fail(told(error));
        } finally {
            this.answering = undefined;
        }
        return false;
    }

    private async command(text: string): Promise<boolean> {
        try {
            const next = await command(text, {
                ...this.world,
                shopper: this.shopper,
                screen: this.screen,
                ask: (question) => this.lines.next(question),
            });
            if (next === "quit") return true;
            if (next !== undefined) this.shopper = next;
            return false;
        } catch (error) {
            return this.fail(told(error));
        }
    }

    private fail(message: string): false {
        this.isWhole = false;
        this.screen.problem(message);
        return false;
    }
}

/** In words for the shopper: what is wrong with the running system, rather than with a socket. */
function told(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    const code = "code" in error ? error.code : undefined;
    if (code === "ECONNREFUSED" || code === "ECONNRESET") {
        return "The assistant doesn't answer: the lake has stopped, or is starting again. `npm start` starts it.";
    }
    if (error instanceof AssistantRefusal && error.status === 503) return `${error.message} (${error.code})`;
    return error.message;
}
