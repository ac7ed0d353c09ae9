import { decimal } from "./amounts";
import type { TurnEvidence } from "./evidence";
import { neutralSentences, ProseFault, type Verdict } from "./verdict";
import { isNegated } from "./words";

const discounts: readonly RegExp[] = [
    /\b(?:\d+(?:[.,]\d+)?\s*(?:%|pct\b)|(?:[a-z]+[- ])?[a-z]+\s+percent|\d+\s+per\s?cent)\s*(?:off|discount|reduction|cheaper|less|savings?|rebate|cash ?back)\b/i,
    /\b(?:save|saving|saves|discount of|reduced by|off by|knock(?:ed)?)\s+(?:up to\s+)?(?:\d+(?:[.,]\d+)?\s*%|\d+\s+per\s?cent|[a-z]+\s+percent)/i,
    /\bhalf[- ](?:price|off)\b|\bbuy\s+(?:one|two|1|2),?\s+get\b|\bBOGO\b|\b(?:2|two|3|three)[- ]for[- ](?:1|one|2|two)\b/i,
    /\b(?:a|one|two)[- ](?:half|third|quarter|fifth|tenth)s?\s+off\b|\bhalf\s+(?:of\s+)?(?:the\s+price|[$€£]\s?\d)/i,
    /\b(?:discount(?:s|ed)?|coupons?|vouchers?|promo(?:tion(?:al)?)?s?(?:\s+codes?)?|special\s+offers?|special\s+prices?|clearance|marked\s+down|price\s+(?:drop|cut|match|reduction)|rebate|cash ?back|free\s+gift|store\s+credit|gift\s+from\s+us|employee\s+price|on\s+sale(?!\s*s))\b/i,
    /(?:[$€£]\s?\d[\d.,]*|\b[\w-]+\s+(?:dollars?|euros?|pounds|bucks))\s+off\b/i,
    /\b(?:(?:use|enter|apply)\s+(?:the\s+)?code\s+\S+|match\s+any\s+price|waived?\s+(?:the|your|all)\b)/i,
    /\b(?:free\s+(?:of\s+charge\s+)?(?:shipping|delivery|returns?)|(?:ships?|delivered|shipping\s+is|delivery\s+is)\s+(?:for\s+)?free)\b/i,
    /\b(?:is|are|be)\s+(?:all\s+|completely\s+|totally\s+)?free\b(?!\s+(?:of|from|to)\b|-|\s+standing)/i,
    /\b(?:for\s+free|free\s+of\s+charge|on\s+the\s+house|at\s+no\s+(?:extra\s+)?(?:cost|charge))\b/i,
    /(?<!\p{L})(?:\p{L}*rabatte?|gutscheine?|versandkostenfrei|kostenlos\p{L}*|gratis|sonderangebot|descuentos?|rebajas?|cup[oó]n|r[ée]duction|remise|gratuite?s?|code\s+promo|sconto|gratuit[oa]|omaggio)(?!\p{L})/iu,
];
const aboutShipping =
    /\b(?:ship|shipping|ships|delivery|delivered|returns?|versand\p{L}*|lieferung|rücksendung|retoure|env[ií]o|entrega|devoluci[oó]n\p{L}*|livraison|retours?|spedizione|reso)(?!\p{L})/iu;
const free = /free|charge|cost|kostenlos|gratis|gratuit|versandkosten/;
const vague = /\b(?:if|whether|any|ask|check|policy|apply)\b/i;

/** No discount, gift or free shipping is promised that doesn't stand in a policy or a quote of this turn. */
export function checkDiscounts(sentence: string, evidence: TurnEvidence): Verdict {
    for (const pattern of discounts) {
        const claim = pattern.exec(sentence)?.[0].toLowerCase();
        if (claim === undefined || isSupported(sentence, claim, evidence)) continue;
        return { fault: ProseFault.Discount, replacement: neutralSentences.unsupported_discount };
    }
    return null;
}

function isSupported(sentence: string, claim: string, evidence: TurnEvidence): boolean {
    const percent = /\d+(?:[.,]\d+)?/.exec(claim)?.[0];
    if (percent !== undefined)
        return evidence.passages.includes(`${percent}%`) || evidence.passages.includes(`${decimal(percent)} percent`);
    if (isNegated(sentence) || sentence.trim().endsWith("?")) return true;
    if (vague.test(sentence) && !/\bfree\b|\b(?:half|buy|code|any price)\b/i.test(claim)) return true;
    if (aboutShipping.test(sentence) && free.test(claim))
        return /\bfree\b|no charge/.test(evidence.passages) || evidence.shipsFree;
    return evidence.passages.includes(claim.replace(/(?:ed|s)$/, ""));
}
