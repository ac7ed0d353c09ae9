import type { TurnEvidence } from "./evidence";
import { neutralSentences, ProseFault, type Verdict } from "./verdict";
import { wordsOf } from "./words";

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/giu;
/** The same with its signs in words: "ada at example dot com". */
const spelledEmail = /\b[\w.+-]+\s*(?:\(at\)|\[at\]|\sat\s)\s*[\w-]+\s*(?:\(dot\)|\[dot\]|\sdot\s)\s*[a-z]{2,}\b/i;
const cardLike = /(?<![\p{L}\p{N}-])\d(?:[ -]?\d){12,18}(?![\p{L}\p{N}-])/gu;
const key = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\beyJ[\w-]{10,}\.[\w-]{10,}/;
const link = /(?:https?:\/\/|www\.)[^\s)\]"'<>]+|!\[[^\]]*\]\([^)]*\)/gi;

/** Addresses other than the shopper's own and the shop's, numbers of cards, keys, and links that no tool gave. */
export function checkSecrets(sentence: string, evidence: TurnEvidence, ownEmail: string | null): Verdict {
    const personal = { fault: ProseFault.PersonalData, replacement: neutralSentences.personal_data };
    const isOurs = (text: string) => evidence.passages.includes(text.toLowerCase());
    for (const [address] of sentence.matchAll(email))
        if (address.toLowerCase() !== ownEmail?.toLowerCase() && !isOurs(address)) return personal;
    if (spelledEmail.test(sentence)) return personal;
    for (const [digits] of sentence.matchAll(cardLike)) if (isCardNumber(digits.replace(/\D/g, ""))) return personal;
    if (key.test(sentence)) return personal;
    for (const [address] of sentence.matchAll(link))
        if (!isOurs(address.replace(/[.,;:!?]+$/, "")))
            return { fault: ProseFault.Link, replacement: neutralSentences.unknown_link };
    return null;
}

/** The check digit of card numbers: https://en.wikipedia.org/wiki/Luhn_algorithm */
function isCardNumber(digits: string): boolean {
    const sum = [...digits].reverse().reduce((total, digit, index) => {
        const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
        return total + (value > 9 ? value - 9 : value);
    }, 0);
    return sum % 10 === 0;
}

const overlap = 8;

/** Notices when an answer repeats the instruction, eight words in a row, also across its sentences. */
export class InstructionLeak {
    readonly #phrases = new Set<string>();
    #tail: readonly string[] = [];

    constructor(instruction: string) {
        for (const phrase of phrasesOf(wordsOf(instruction))) this.#phrases.add(phrase);
    }

    check(sentence: string): Verdict {
        const words = [...this.#tail, ...wordsOf(sentence)];
        this.#tail = words.slice(-(overlap - 1));
        if (!phrasesOf(words).some((phrase) => this.#phrases.has(phrase))) return null;
        return { fault: ProseFault.Instructions, replacement: neutralSentences.instructions };
    }
}

function phrasesOf(words: readonly string[]): readonly string[] {
    return words
        .slice(0, Math.max(0, words.length - overlap + 1))
        .map((_, at) => words.slice(at, at + overlap).join(" "));
}
