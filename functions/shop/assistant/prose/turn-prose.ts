import type { Shopper } from "../../identity/shopper";
import type { AssistantEvent } from "../events";
import { instruction } from "../prompts/instruction";
import { type CheckedProse, ProseCheck } from "./check";
import { TurnEvidence } from "./evidence";

/** Whose turn it is, and what was asked. */
export interface ProseOf {
    readonly shopper: Shopper;
    readonly message: string;
    readonly shopName: string;
    readonly currency: string;
}

/** More than any shopper reads: what goes on beyond is a model that runs away. */
const longestAnswer = 8_000;
const nothingSaid = "I'm sorry, I have no answer to that. Could you say it in other words?";

/** The prose of one turn on its way to the shopper. */
export class TurnProse {
    readonly evidence = new TurnEvidence();
    readonly #check: ProseCheck;
    #shown = "";
    #corrected = 0;

    constructor({ shopper, message, shopName, currency }: ProseOf) {
        const places = Object.values(shopper.addresses).flatMap((address) => [
            `${address.first_name} ${address.last_name}`,
            address.address1,
            address.city,
        ]);
        this.#check = new ProseCheck({
            evidence: this.evidence,
            currency,
            shopperMessage: message,
            shopperEmail: shopper.email,
            phrases: [shopName, shopper.given_name ?? "", ...places, ...Object.keys(shopper.addresses)],
            instruction,
        });
    }

    /** What the shopper was shown so far. */
    get shown(): string {
        return this.#shown;
    }

    /** How many sentences weren't shown as the model wrote them. */
    get corrected(): number {
        return this.#corrected;
    }

    get isFull(): boolean {
        return this.#shown.length > longestAnswer;
    }

    *push(text: string): Generator<AssistantEvent> {
        yield* this.#events(this.#check.push(text));
    }

    *flush(): Generator<AssistantEvent> {
        yield* this.#events(this.#check.flush());
    }

    /** @param isSilent whether nothing need be said: an error was told, or nobody listens. */
    *end({ isSilent }: { readonly isSilent: boolean }): Generator<AssistantEvent> {
        yield* this.flush();
        if (isSilent || this.#shown.trim() !== "") return;
        this.#shown = nothingSaid;
        yield { type: "text", text: nothingSaid };
    }

    *#events(pieces: readonly CheckedProse[]): Generator<AssistantEvent> {
        for (const { text, fault } of pieces) {
            if (fault !== null) {
                this.#corrected += 1;
                yield { type: "corrected", reason: fault, replacement: text.trim() };
            }
            if (text === "") continue;
            this.#shown += text;
            yield { type: "text", text };
        }
    }
}
