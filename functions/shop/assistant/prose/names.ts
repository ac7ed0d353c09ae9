import type { TurnEvidence } from "./evidence";
import { neutralSentences, ProseFault, type Verdict } from "./verdict";
import { indexOfWords, isNegated, wordsOf } from "./words";

/** What names are checked against. */
export interface NameSurroundings {
    readonly evidence: TurnEvidence;
    /** Names that are no products: of the shop, of the shopper. */
    readonly phrases: readonly (readonly string[])[];
    readonly shopperMessage: string;
}

const words = (text: string) => new Set(text.split(" "));
/** Words that stand capitalised at the start of a sentence, and are never part of a name there. */
const openers = words(
    "the a an i we you your our my it its this these that those here there if for and but or so as at in on of to with " +
        "yes no not would could should can do does is are was were let please thanks thank hi hello hey sure great both " +
        "each all some any what which when where how why also then however since while because from by sorry " +
        "unfortunately currently try consider check choose pick add added compare take meet introducing maybe perhaps " +
        "another one two three four five absolutely certainly okay ok well now next first second third finally last " +
        "happy good nice perfect see look looking just only still more most other others option options per total",
);
const connectors = words("of and the for with in de la le du von und et by on to a");
/** Words that end names of services, places and times rather than of products. */
const plainEndings = words(
    "shipping delivery policy policies returns return refund refunds service services team support department day days " +
        "address order orders number cart quote store shop size sizes assistant hours time times " +
        "center centre guarantee warranty code faq faqs page account list summary total subtotal tax price prices pricing " +
        "details option options feature features comparison result results category categories section picks pick " +
        "tips help contact sale sales friday monday tuesday wednesday thursday saturday sunday january february march " +
        "april may june july august september october november december christmas easter thanksgiving halloween eve year " +
        "states kingdom city street road avenue morning afternoon evening stock availability material colour color " +
        "recommendation recommendations choice choices best note step steps conditions terms points status reason",
);
/** The same, where the last word alone could end a product's name. */
const plainPhrases = words(
    "size-guide size-chart care-guide style-guide credit-card credit-cards debit-card debit-cards shopping-list",
);
/** `, 350 g` behind a name. */
const measure = String.raw`\d+(?:[.,]\d+)?\s?(?:g|kg|mg|ml|cl|l|mm|cm|m|oz|lb|lbs|in|ft|x|pcs|pack|w|v)\b`;
const offering =
    /\b(?:recommend|suggest|try|consider|offers?|carry|stock(?:s|ed)?|sells?|choose|pick|go with|opt for|love|match(?:es)?|pair(?:s|ed)?|introducing|meet|check out|found|here (?:is|are|'s)|such as|including|add(?:ed)?|includes?|bought|buy|like the|option is|choice is|try the|popular|bestseller|best-seller|favou?rite|look at|how about|what about|can't go wrong with|better than|empfehlen?|haben auch|nehmen|recomiendo|recomendamos|tenemos|recommande|avons|conseille|consiglio|abbiamo)(?!\p{L})/iu;
/** The same, where nothing stands between: one also has "a great time in the Rocky Mountains". */
const having = /\b(?:have|has|got)\s+(?:also\s+|now\s+)?(?:an?\s+|the\s+|our\s+|some\s+)?["“*]*$/i;
const saleable =
    /^(?:["”“*_)»`'\]]|<\/\w+>)*\s*(?:\(|[-–—:]\s|,?\s*(?:which\s+)?(?:costs?|(?:ist|est|es|è)\s|is (?:priced|available|in stock|perfect|great|ideal|a |an |our |the |on |only |just |currently )|comes? (?:in|with)|features?|has|at [$€£\d]|for (?:only |just )?[$€£\d]|would|offers?|was|are )|[$€£])/i;
const listItem = /^\s*(?:[-*+•–|>]|#{1,6}|\d{1,2}[.)])\s*(?=[\s"“„«*_'])|^\s*(?:[-*+•–|>]|#{1,6}|\d{1,2}[.)])\s+/;

/** Questions that offer something. */
const suggestion =
    /\b(?:how about|what about|why not|would you like|have you (?:seen|considered|tried)|may i suggest)\b/i;

/** Spans that look like a product's name must be names that a tool returned in this turn. */
export function checkNames(sentence: string, surroundings: NameSurroundings): Verdict {
    const isDenied = isNegated(sentence) || sentence.trim().endsWith("?");
    const suggests = sentence.trim().endsWith("?") && suggestion.test(sentence);
    for (const span of spansOf(sentence)) {
        const name = wordsOf(span.text);
        if (isKnown(name, surroundings, isDenied)) continue;
        if ((isDenied && !suggests) || !looksOffered(sentence, span)) continue;
        return { fault: ProseFault.UnknownProduct, replacement: neutralSentences.unknown_product };
    }
    return null;
}

interface Span {
    readonly text: string;
    readonly start: number;
    readonly end: number;
    /** Quoted or set in bold: a name by itself, even if it is a single word. */
    readonly isMarked: boolean;
}

function spansOf(sentence: string): readonly Span[] {
    const marked = [
        ...sentence.matchAll(
            /"([^"\n]{3,80})"|[“„]([^”“\n]{3,80})[”“]|\*\*([^*\n]{3,80})\*\*|(?<!\*)\*([^*\n]{3,80})\*(?!\*)|«\s?([^»\n]{3,80}?)\s?»|`([^`\n]{3,80})`|<(?:b|strong|em|i|h\d|td|code)>([^<\n]{3,80})(?=<)|(?<![\p{L}\p{N}])'([^'\n]{3,80})'(?![\p{L}\p{N}])|\[([^\]\n]{3,80})\]/gu,
        ),
    ]
        .map((match) => {
            const text = (match.slice(1).find((group) => group !== undefined) ?? "").trim();
            return { text, start: match.index, end: match.index + match[0].length, isMarked: true };
        })
        .filter(({ text }) => isTitle(text));
    const runs = [
        ...sentence.matchAll(
            /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}'’&.-]*(?:\s+(?:(?:of|and|the|for|with|in|de|&)\s+)?(?:\p{Lu}|\p{N})[\p{L}\p{N}'’&.-]*)*/gu,
        ),
    ].flatMap((match) => {
        const run = withoutOpeners(match[0], match.index);
        return run === undefined || marked.some(({ start, end }) => run.start < end && start < run.end) ? [] : [run];
    });
    return [...marked, ...runs];
}

/** Every word but connectors begins with a capital letter or a digit. */
function isTitle(text: string): boolean {
    const parts = text.replace(new RegExp(measure, "giu"), "").trim().split(/\s+/);
    return (
        /^\p{Lu}/u.test(text) &&
        parts.every((part) => connectors.has(part.toLowerCase()) || /^[("']?[\p{Lu}\p{N}&]/u.test(part))
    );
}

function withoutOpeners(run: string, index: number): Span | undefined {
    let text = run.replace(/[.'’&-]+$/, "");
    let start = index;
    for (let first = /^(\S+)\s+/.exec(text); first !== null; first = /^(\S+)\s+/.exec(text)) {
        const [whole, word = ""] = first;
        const plain = word.toLowerCase().replace(/['’.](?:s|m|ll|ve|re|d)?$/, "");
        if (!openers.has(plain) && !connectors.has(plain)) break;
        text = text.slice(whole.length);
        start += whole.length;
    }
    const names = text.split(/\s+/).filter((word) => !connectors.has(word.toLowerCase()) && /\p{L}/u.test(word));
    return names.length < 2 ? undefined : { text, start, end: start + text.length, isMarked: false };
}

function isKnown(name: readonly string[], surroundings: NameSurroundings, isDenied: boolean): boolean {
    if (name.length === 0 || plainEndings.has(name.at(-1) ?? "") || plainPhrases.has(name.join("-"))) return true;
    const { evidence, phrases, shopperMessage } = surroundings;
    const known = [...[...evidence.products.values()].map((product) => product.words), ...evidence.phrases, ...phrases];
    if (known.some((other) => other.length > 0 && (isPart(name, other) || indexOfWords(name, other) >= 0))) return true;
    if (indexOfWords(wordsOf(evidence.passages + evidence.descriptions), name) >= 0) return true;
    if (isDenied && indexOfWords(wordsOf(shopperMessage), name) >= 0) return true;
    const parts = splitAtConnectors(name);
    return parts.length > 1 && parts.every((part) => isKnown(part, surroundings, isDenied) || part.length === 1);
}

/** `Alpine Tent` is part of `Alpine Dome Tent 4P`: shoppers and models leave words out, but add none. */
function isPart(name: readonly string[], whole: readonly string[]): boolean {
    let at = 0;
    for (const word of name) {
        while (at < whole.length && !isSameWord(word, whole[at] ?? "")) at += 1;
        if (at === whole.length) return false;
        at += 1;
    }
    return true;
}

function isSameWord(word: string, other: string): boolean {
    return word === other || word === `${other}s` || other === `${word}s`;
}

function splitAtConnectors(name: readonly string[]): readonly (readonly string[])[] {
    const parts: string[][] = [[]];
    for (const word of name) {
        if (connectors.has(word)) parts.push([]);
        else parts.at(-1)?.push(word);
    }
    return parts.filter((part) => part.length > 0);
}

function looksOffered(sentence: string, { text, start, end, isMarked }: Span): boolean {
    const after = sentence.slice(end).replace(new RegExp(`^,?\\s*${measure}`, "iu"), "");
    const isLabel = isMarked && /^\s*:/.test(after) && !saleable.test(after.replace(/^\s*:/, ""));
    if (isLabel || /:\s*$/.test(text)) return false;
    if (listItem.test(sentence) && sentence.slice(0, start).replace(listItem, "").trim() === "") return true;
    const before = sentence.slice(0, start);
    if (/^[\s|#>*_"“„«`'[]*$/.test(before) && /^[\s|*_"”“»`'\].!]*$/.test(after)) return true;
    return saleable.test(after) || offering.test(before) || having.test(before);
}
