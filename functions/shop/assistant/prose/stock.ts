import { decimal } from "./amounts";
import type { TurnEvidence } from "./evidence";
import { mentionsIn } from "./mentions";
import { numberOf, numberWords } from "./number-words";
import { neutralSentences, ProseFault, type Verdict } from "./verdict";
import { isNegated } from "./words";

const number = `(\\d[\\d,]*|${numberWords})`;
const pieces =
    "(?:more\\s+)?(?:of\\s+(?:them|these|those|it)\\s+)?(?:(?:units?|pieces?|items?|pairs?|copies|ones?)\\s+)?";
const there =
    "(?:left|remaining|in\\s+stock|on\\s+hand|available(?!\\s+(?:in|as|options?|colou?rs?|sizes?|products?|results?)))";
const counts = [
    `\\b${number}\\s+of\\s+(?:the|our)\\s+[^.!?]{3,80}?\\s(?:left|remaining|in\\s+stock|available)\\b`,
    `\\b${number}\\s+${pieces}(?:(?:are|is|still|currently|now)\\s+)*${there}\\b`,
    `\\b(?:stock|inventory)(?:\\s+level)?\\s*(?:of|is|at|:)\\s*(?:only\\s+|just\\s+|about\\s+)?${number}\\b`,
    `\\b(?:left|remaining|in\\s+stock)\\s*:\\s*${number}\\b`,
    `\\b(?:have|has|got|there\\s+are)\\s+(?:only\\s+|just\\s+|about\\s+|over\\s+)?${number}\\s+(?:units|pieces|pairs|copies)\\b`,
    `\\b(?:availability|inventory\\s+(?:shows|says)|in\\s+the\\s+warehouse)\\s*:?\\s*${number}\\b`,
    `\\b${number}\\s+(?:(?:of\\s+(?:them|these|those)\\s+)?remain|in\\s+(?:the|our)\\s+(?:warehouse|inventory|store))\\b`,
    `\\b(?:we['’]ve\\s+got|we\\s+have)\\s+(?:over\\s+|only\\s+|about\\s+)?${number}(?=\\s*(?:[.!]|$))`,
    `\\bthere\\s+are\\s+(?:over\\s+|only\\s+|about\\s+)?${number}\\s+of\\s+(?:them|these|those)\\b`,
    `\\b(?:noch|quedan?|reste(?:nt)?|restano)\\s+(?:nur\\s+|solo\\s+|sólo\\s+)?${number}\\b`,
    `\\b${number}\\s+(?:(?:stück|unidades|unités|pezzi)|(?:sind\\s+)?(?:noch\\s+)?(?:da|auf\\s+lager|verfügbar|übrig)|en\\s+stock|disponib\\p{L}+)(?!\\p{L})`,
].map((pattern) => new RegExp(pattern, "giu"));
const gone =
    /\b(?:out of stock|sold out|unavailable|no longer available|not (?:in stock|available)|ausverkauft|vergriffen|agotad[oa]s?|épuisée?s?|esaurit[oa])(?!\p{L})/iu;
const here =
    /\b(?:in stock|available now|still available|is available|still get|can be (?:shipped|ordered)|auf lager|verfügbar|lieferbar|disponible|en stock|disponibile)(?!\p{L})/iu;

/** Numbers of pieces that the sentence names must be the stock of the product that it names. */
export function checkStock(sentence: string, evidence: TurnEvidence, shopperNumbers: ReadonlySet<number>): Verdict {
    const withheld = { fault: ProseFault.UnknownStock, replacement: neutralSentences.unknown_stock };
    const mentions = mentionsIn(sentence, evidence);
    const products = [...new Set(mentions.map(({ product }) => product))];
    const [product] = products;
    const isBound = products.length > 0 && products.every(({ stock }) => stock.size > 0);
    const known = isBound ? products.map(({ stock }) => stock) : [evidence.stock];
    for (const pattern of counts)
        for (const match of sentence.matchAll(pattern)) {
            const text = match[1] ?? "";
            const named = /\d/.test(text) ? decimal(text.replace(/,/g, "")) : numberOf(text);
            if (named === null || known.some((stock) => stock.has(named))) continue;
            const isCount = evidence.counts.has(named) && !/\b(?:left|remaining)\b/i.test(match[0]);
            if (products.length === 0 && (isCount || shopperNumbers.has(named))) continue;
            const at = match.index + match[0].indexOf(text);
            // "Mugs, Set of Four left": a name's own number.
            if (mentions.some(({ start, end }) => start <= at && at < end)) continue;
            const [right] = product?.stock ?? [];
            if (products.length !== 1 || product?.stock.size !== 1 || right === undefined) return withheld;
            const replacement = `${sentence.slice(0, at)}${right}${sentence.slice(at + text.length)}`;
            return { fault: ProseFault.UnknownStock, replacement };
        }
    if (products.length !== 1 || product === undefined || product.stock.size === 0) return null;
    const isGone = [...product.stock].every((pieces) => pieces === 0);
    const saysGone = gone.test(sentence);
    const saysHere =
        !saysGone &&
        here.test(sentence) &&
        !isNegated(sentence) &&
        !/\b(?:nicht|kein\p{L}*|pas)(?!\p{L})/iu.test(sentence) &&
        !sentence.trim().endsWith("?");
    return (saysGone && ![...product.stock].includes(0)) || (saysHere && isGone) ? withheld : null;
}
