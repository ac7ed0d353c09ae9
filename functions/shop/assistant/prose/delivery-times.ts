import { isDeniedOrAsked } from "./clauses";
import type { TurnEvidence } from "./evidence";
import { numberOf, numberWords } from "./number-words";
import { neutralSentences, ProseFault, type Verdict } from "./verdict";

/** What says when something will be there. What was is an order's own history. */
const coming =
    /\b(?:arriv(?:es?|ing|al)|deliver(?:y|s|ed|ies)|ships?\b(?!\s*:)|shipping|dispatch(?:es)?|lands?\s+(?:on|at)|reach(?:es)?\s+you|(?:have|get|receive)\s+(?:it|them|your\s+\w+)\s+(?:by|on|in|within|before|tomorrow|today)|(?:be|is|are)\s+(?:there|here|with\s+you)\s+(?:by|on|in|within|before|tomorrow)|Lieferung|Versand|geliefert|llegar[áa]n?|llega|entrega|livraison|livr[ée]e?s?|arrivera|consegna)\b/i;
const past =
    /\b(?:was|were|has been|have been)\s+(?:delivered|shipped|dispatched|sent|placed|ordered)\b|\bplaced\s+on\b/i;
const days =
    "mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|tomorrow|tonight|today|overnight|same[- ]day|next[- ]day|next week|morgen|heute|übermorgen|mañana|hoy|demain|domani|christmas|new year";
const months =
    "jan(?:uary)?|feb(?:ruary)?|march|april|june|july|aug(?:ust)?|sept(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const named = new RegExp(`\\b(?:${days})\\b`, "giu");
const dated = new RegExp(
    `\\b(?:\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${months})|(?:${months})\\s+\\d{1,2}|\\d{4}-\\d{2}-\\d{2})\\b`,
    "giu",
);
const spans = new RegExp(
    `\\b(\\d+|${numberWords})(?:\\s*(?:-|–|to|bis|a|à|or)\\s*(\\d+|${numberWords}))?[\\s-]*(?:business\\s+|working\\s+|calendar\\s+|week\\s*)?(?:days?|weeks?|hours?|tage?n?|wochen?|stunden?|días?|semanas?|horas?|jours?|semaines?|heures?|giorni)\\b`,
    "giu",
);
const aboutReturning = /\b(?:return|refund|exchange|send\s+(?:it|them)\s+back|cancel)/i;

/** When something will arrive is said only as a policy or a quote of this turn says it. */
export function checkDeliveryTimes(sentence: string, evidence: TurnEvidence): Verdict {
    const claim = coming.exec(sentence);
    if (claim === null || past.test(sentence) || aboutReturning.test(sentence)) return null;
    if (isDeniedOrAsked(sentence, claim.index)) return null;
    const numbers = numbersIn(evidence.passages);
    const times = [...sentence.matchAll(named), ...sentence.matchAll(dated)].map(([time]) => time.toLowerCase());
    const isSupported =
        times.every((time) => evidence.passages.includes(time)) &&
        [...numbersIn(sentence)].every((number) => numbers.has(number));
    return isSupported
        ? null
        : { fault: ProseFault.DeliveryTime, replacement: neutralSentences.unsupported_delivery_time };
}

/** The numbers of days, weeks and hours in a text. */
function numbersIn(text: string): ReadonlySet<number> {
    const numbers = [...text.matchAll(spans)].flatMap(([, first, last]) => [first, last]);
    return new Set(
        numbers
            .filter((number) => number !== undefined)
            .map((number) => (/^\d/.test(number) ? Number(number) : (numberOf(number) ?? Number.NaN))),
    );
}
