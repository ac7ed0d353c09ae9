import { isRecord } from "../../../is-record";
import { recordsIn, textIn } from "../results";
import { call, type Intent, say } from "../step";
import { normalise, wordsOf } from "../words/normalise";

const SUBJECTS =
    /\b(?:polic(?:y|ies)|faq|return(?:s|ed|ing)?|refunds?|money back|exchang\w+|warrant\w+|guarantees?|gift[- ]?wrap\w*|privacy|my data|personal data|payment methods?|pay(?:ing)? (?:by|with)|credit cards?|paypal|promo(?:tion)? codes?|ship(?:ping)?|deliver(?:y|ies|ed)?|business days|customer service|opening hours|contact (?:you|details|info\w*)|phone number|sales tax|member prices|final sale)\b/;
/** Where the same words are about a thing to buy or about an order that there is. */
const NOT_POLICY =
    /^(?:show|find|search)\b|\b(?:where is|track)\b.*\border\b|\b(?:dress shoes|shipping box|delivery bag)\b/;
const PROBLEM =
    /\b(?:arrived|came|is|was|got) (?:broken|damaged|faulty|defective)\b|\b(?:broken|damaged|faulty|defective)\b.*\b(?:product|item|parcel|order)\b/;
const CHANGE_ORDER =
    /\b(?:can|how do|how can|is it possible|may) (?:i|we|to) (?:change|modify|edit|cancel)\b.*\border\b|\bcan orders be\b|\bhow do i cancel\b/;

const GENERAL =
    /^(?:what (?:is|are) )?(?:your |the )?\S+ polic(?:y|ies)$|\btell me about (?:your )?\w+ polic(?:y|ies)\b/;

/** Sentences of one passage that are said at most. */
const MOST_SENTENCES = 4;

export const policy: Intent = {
    name: "policy",
    respond({ said, raw, done }) {
        const isMeant = SUBJECTS.test(said) || PROBLEM.test(said) || CHANGE_ORDER.test(said);
        if (!isMeant || NOT_POLICY.test(said)) return null;
        const [result] = done;
        if (result === undefined) return call("answer_policy", { question: questionIn(said, raw) });
        const passages = passagesOf(result.output);
        const section = GENERAL.test(said) ? overview(mostAbout(said, passages)) : bestSection(said, passages);
        return section === null
            ? say("The shop's policies say nothing about that. Shall I pass you on to a person?")
            : say(section);
    },
};

const ASKING_WORDS = new Set(
    "what is are your you do does did how can could i we my the a an of to by there it on for with me get have has in if when who not tell about please and or s".split(
        " ",
    ),
);
/** Questions that share no word with the policy that answers them. */
const OTHER_WORDS: readonly (readonly [RegExp, string])[] = [
    [/\b(?:opening hours|customer service|phone number|contact)\b/, "contact team answers hours"],
];
const LONGEST_QUESTION = 500;

/** The words that tell what is asked: search here goes by words, and "what is the" is in every text. */
function questionIn(said: string, raw: string): string {
    const other = OTHER_WORDS.find(([pattern]) => pattern.test(said))?.[1];
    const telling = wordsOf(said).filter((word) => !ASKING_WORDS.has(word));
    return (other ?? (telling.length > 0 ? telling.join(" ") : raw)).slice(0, LONGEST_QUESTION);
}

function passagesOf(output: unknown): string[] {
    return recordsIn(output, "passages").flatMap(({ policy_text: passage }) => {
        const text = isRecord(passage) ? textIn(passage, "text") : null;
        return text === null ? [] : [text];
    });
}

/** The passage that uses the words of the question most often: another policy mentions them, its own goes on about them. */
function mostAbout(said: string, passages: readonly string[]): string | undefined {
    const asked = stemsOf(said);
    const uses = (passage: string) => wordsOf(normalise(passage)).filter((word) => asked.has(stem(word))).length;
    return passages.toSorted((one, other) => uses(other) - uses(one))[0];
}

/** The first sentence of each section. */
function overview(passage: string | undefined): string | null {
    const sections = (passage ?? "").split(/(?:^|\s)#+ /).map((section) => section.replace(/^[^?]*\?/, "").trim());
    const sentences = sections.flatMap((section) => /^[^.!]+[.!]/.exec(section)?.[0] ?? []);
    return sentences.length === 0 ? null : sentences.slice(0, MOST_SENTENCES).join(" ");
}

/** The section that shares most words with the question; its heading counts twice. Ties go to the better passage. */
function bestSection(said: string, passages: readonly string[]): string | null {
    const asked = stemsOf(said);
    const sections = passages.flatMap((passage) => passage.split(/(?:^|\s)#+ /)).filter((text) => text.trim() !== "");
    const scored = sections.map((text) => {
        const heading = /^[^?]*\?/.exec(text)?.[0] ?? "";
        const body = text.slice(heading.length).trim();
        return {
            body,
            score: body === "" ? -1 : 2 * shared(normalise(heading), asked) + shared(normalise(body), asked),
        };
    });
    const [best] = scored.filter(({ body }) => /[.!]/.test(body)).toSorted((one, other) => other.score - one.score);
    return best === undefined
        ? null
        : best.body
              .split(/(?<=[.!?])\s+/)
              .slice(0, MOST_SENTENCES)
              .join(" ");
}

function stemsOf(said: string): ReadonlySet<string> {
    return new Set(
        wordsOf(said)
            .filter((word) => word.length > 2)
            .map(stem),
    );
}

function shared(text: string, asked: ReadonlySet<string>): number {
    return new Set(
        wordsOf(text)
            .map(stem)
            .filter((word) => asked.has(word)),
    ).size;
}

function stem(word: string): string {
    return word.replace(/(?:ing|ed|es|s|able)$/, "");
}
