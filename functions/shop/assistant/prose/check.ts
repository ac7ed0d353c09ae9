import { bareNumbers } from "./amounts";
import { checkOrderClaims } from "./claims";
import { checkDeliveryTimes } from "./delivery-times";
import { checkDiscounts } from "./discounts";
import type { TurnEvidence } from "./evidence";
import { InstructionLeak } from "./instruction-leak";
import { checkLinks } from "./links";
import { checkNames } from "./names";
import { checkPrices } from "./prices";
import { readable, unmarked } from "./readable";
import { checkSecrets } from "./secrets";
import { SentenceSplitter } from "./sentences";
import { checkStock } from "./stock";
import type { ProseFault, Verdict } from "./verdict";
import { wordsOf } from "./words";

/** What one turn's prose is checked against. */
export interface ProseSurroundings {
    /** Grows with every tool's result. */
    readonly evidence: TurnEvidence;
    /** ISO 4217 code of the shop's currency. */
    readonly currency: string;
    readonly shopperMessage: string;
    readonly shopperEmail: string | null;
    /** Names that are no products: of the shop, of the shopper, of their addresses. */
    readonly phrases: readonly string[];
    readonly instruction: string;
}

/** A piece of the answer that may be shown. */
export interface CheckedProse {
    readonly text: string;
    /** Why it isn't what the model wrote; null where it is. */
    readonly fault: ProseFault | null;
}

/**
 * Lets the model's prose through sentence by sentence, and none before it was checked. A sentence that names a price, a
 * number of pieces or a product that no tool returned in this turn is put right where that is certain, and otherwise gives
 * way to a neutral one, said once a turn for each reason.
 */
export class ProseCheck {
    readonly #splitter = new SentenceSplitter();
    readonly #check: (sentence: string) => Verdict;
    readonly #said = new Set<string>();

    constructor(surroundings: ProseSurroundings) {
        this.#check = sentenceCheck(surroundings);
    }

    push(text: string): readonly CheckedProse[] {
        return this.#splitter.push(text).map((sentence) => this.#checked(sentence));
    }

    /** Checks what is left: call it before a tool's card is shown, and at the end. */
    flush(): readonly CheckedProse[] {
        return this.#splitter.flush().map((sentence) => this.#checked(sentence));
    }

    #checked(sentence: string): CheckedProse {
        const verdict = this.#check(sentence);
        if (verdict === null) return { text: sentence, fault: null };
        const [start = ""] = /^\s*/.exec(sentence) ?? [];
        const [end = ""] = /\s*$/.exec(sentence) ?? [];
        const replacement = verdict.replacement.trim();
        const text = this.#said.has(replacement) ? end : `${start}${replacement}${end}`;
        this.#said.add(replacement);
        return { text, fault: verdict.fault };
    }
}

/** The check of one sentence, with everything that is known of the turn. */
export function sentenceCheck(surroundings: ProseSurroundings): (sentence: string) => Verdict {
    const { evidence, currency, shopperMessage, shopperEmail } = surroundings;
    const fractionDigits =
        new Intl.NumberFormat("en-US", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    const shopperNumbers = new Set(bareNumbers(shopperMessage));
    const phrases = surroundings.phrases.map(wordsOf);
    const leak = new InstructionLeak(surroundings.instruction);
    return (original) => {
        const seen = readable(original);
        const sentence = unmarked(seen);
        return (
            leak.check(sentence) ??
            checkSecrets(sentence, evidence, shopperEmail) ??
            checkLinks(seen, evidence) ??
            checkOrderClaims(sentence, evidence) ??
            checkDiscounts(sentence, evidence) ??
            checkDeliveryTimes(sentence, evidence) ??
            checkPrices(sentence, { evidence, currency, fractionDigits, shopperNumbers }) ??
            checkStock(sentence, evidence, shopperNumbers) ??
            checkNames(seen, { evidence, phrases, shopperMessage })
        );
    };
}
