import { TOOLS } from "../../tools";
import { neutralSentences, ProseFault, type Verdict } from "./verdict";
import { wordsOf } from "./words";

/** So many of the instruction's words in a row are no chance. */
const overlap = 8;
/** A sentence of fewer telling words may be like one of the instruction by chance. */
const fewestWords = 8;
/** Of a sentence's telling words, the share that one sentence of the instruction may have too. */
const mostShared = 0.7;
const told =
    /\b(?:my|the|these|following)\s+(?:system\s+|internal\s+|hidden\s+|initial\s+)?(?:prompt|instructions|guidelines|directives)\s*(?:(?:say|state|are|is|tell|read|require)s?\b|:)|\bsystem\s+prompt\b/i;
const tools = new RegExp(
    String.raw`\b(?:${TOOLS.map(({ name }) => name)
        .filter((name) => name.includes("_"))
        .join("|")})\b`,
);

/** Notices when an answer tells the instruction: in its words, also across sentences, nearly so, or by talking of it. */
export class InstructionLeak {
    readonly #phrases = new Set<string>();
    readonly #sentences: readonly ReadonlySet<string>[];
    #tail: readonly string[] = [];

    constructor(instruction: string) {
        for (const phrase of phrasesOf(wordsOf(instruction))) this.#phrases.add(phrase);
        this.#sentences = instruction.split(/[.!?]\s|\n/).map((sentence) => new Set(tellingWords(wordsOf(sentence))));
    }

    check(sentence: string): Verdict {
        const own = wordsOf(sentence);
        const words = [...this.#tail, ...own];
        this.#tail = words.slice(-(overlap - 1));
        const isToldInWords = phrasesOf(words).some((phrase) => this.#phrases.has(phrase));
        if (!isToldInWords && !told.test(sentence) && !tools.test(sentence) && !this.#isNear(own)) return null;
        return { fault: ProseFault.Instructions, replacement: neutralSentences.instructions };
    }

    #isNear(words: readonly string[]): boolean {
        const telling = tellingWords(words);
        if (telling.length < fewestWords) return false;
        return this.#sentences.some(
            (sentence) => telling.filter((word) => sentence.has(word)).length > telling.length * mostShared,
        );
    }
}

/** Words that carry what is said, whether of one or of several. */
function tellingWords(words: readonly string[]): readonly string[] {
    return [...new Set(words.filter((word) => word.length > 3).map((word) => word.replace(/s$/, "")))];
}

function phrasesOf(words: readonly string[]): readonly string[] {
    return words
        .slice(0, Math.max(0, words.length - overlap + 1))
        .map((_, at) => words.slice(at, at + overlap).join(" "));
}
