import { decimal } from "./amounts";
import type { TurnEvidence } from "./evidence";
import { neutralSentences, ProseFault, type Verdict } from "./verdict";
import { isNegated } from "./words";

const adverbs = "(?:(?:just|now|already|successfully|also|gone ahead and|went ahead and|officially|happily)\\s+)*";
const deeds =
    "(?:placed|ordered|submitted|processed|completed|finali[sz]ed|confirmed|booked|purchased|bought|cancel?led|refunded|charged|paid|shipped|dispatched|e-?mailed|returned)";
const things =
    "(?:order|purchase|payment|refund|cancellation|card|account|confirmation|it|them|that|this|everything|return|items?|you)";
/** No tool does any of these: only the shopper's own confirmation does. */
const byAssistant = [
    new RegExp(`\\b(?:I|we)(?:['’]ve|\\s+have|\\s+did)?\\s+${adverbs}${deeds}\\b(?=.{0,60}\\b${things}\\b)`, "i"),
    new RegExp(
        `\\b(?:I|we)(?:['’]ll|\\s+will)\\s+${adverbs}(?:place|submit|process|complete|cancel|refund|charge)\\b(?=.{0,40}\\b(?:order|payment|refund|card)\\b)(?!.{0,60}\\b(?:once|when|after|if)\\b)`,
        "i",
    ),
    /\b(?:I|we)(?:['’]ve|\s+have)?\s+(?:just\s+)?sent\s+(?:you\s+)?(?:an?\s+|the\s+)?(?:order\s+)?(?:confirmation|e-?mail|receipt)\b/i,
];
/** True only of an order that was looked up in this turn. */
const ofOrder = [
    new RegExp(
        `\\b(?:your|the)\\s+(?:order|purchase|payment|refund|cancellation)\\s+(?:has\\s+been|was|is|went)\\s+${adverbs}(?:${deeds}|through|complete|on\\s+its\\s+way|successful)\\b`,
        "i",
    ),
    /\border\s+(?:is\s+)?(?:placed|confirmed|complete|successful)\b/i,
    /\b(?:thank you|thanks) for your (?:order|purchase)\b/i,
];
/** What happens after a confirmation may be told before it. */
const conditional = /\b(?:once|when|after|if|until|before|unless|as soon as|to (?:place|confirm|complete|cancel))\b/i;

/** Nothing is said to be ordered, cancelled or sent that isn't. */
export function checkOrderClaims(sentence: string, evidence: TurnEvidence): Verdict {
    if (isNegated(sentence) || sentence.trim().endsWith("?")) return null;
    const isClaim =
        byAssistant.some((pattern) => pattern.test(sentence)) ||
        (!evidence.hasOrder && !conditional.test(sentence) && ofOrder.some((pattern) => pattern.test(sentence)));
    return isClaim ? { fault: ProseFault.OrderClaim, replacement: neutralSentences.unsupported_order_claim } : null;
}

const discounts: readonly RegExp[] = [
    /\b(?:\d+(?:[.,]\d+)?\s*%|(?:[a-z]+[- ])?[a-z]+\s+percent|\d+\s+per\s?cent)\s*(?:off|discount|reduction|cheaper|less|savings?|rebate|cash ?back)\b/i,
    /\b(?:save|saving|saves|discount of|reduced by|off by)\s+(?:up to\s+)?(?:\d+(?:[.,]\d+)?\s*%|\d+\s+per\s?cent|[a-z]+\s+percent)/i,
    /\bhalf[- ](?:price|off)\b|\bbuy\s+(?:one|two|1|2),?\s+get\b|\bBOGO\b|\b(?:2|two|3|three)[- ]for[- ](?:1|one|2|two)\b/i,
    /\b(?:discount(?:s|ed)?|coupons?|vouchers?|promo(?:tion(?:al)?)?s?(?:\s+codes?)?|special\s+offers?|special\s+prices?|clearance|marked\s+down|price\s+(?:drop|cut|match)|rebate|cash ?back|free\s+gift|employee\s+price|on\s+sale(?!\s*s))\b/i,
    /\b(?:free\s+(?:of\s+charge\s+)?(?:shipping|delivery|returns?)|(?:ships?|delivered|shipping\s+is|delivery\s+is)\s+(?:for\s+)?free)\b/i,
    /\b(?:is|are|be)\s+(?:all\s+|completely\s+|totally\s+)?free\b(?!\s+(?:of|from|to)\b|-|\s+standing)/i,
    /\b(?:for\s+free|free\s+of\s+charge|on\s+the\s+house|at\s+no\s+(?:extra\s+)?(?:cost|charge))\b/i,
];
const aboutShipping = /\b(?:ship|shipping|ships|delivery|delivered|returns?)\b/i;
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
    if (vague.test(sentence) && !/\bfree\b|\b(?:half|buy)\b/i.test(claim)) return true;
    if (aboutShipping.test(sentence) && /free|charge|cost/.test(claim))
        return /\bfree\b|no charge/.test(evidence.passages) || evidence.shipsFree;
    return evidence.passages.includes(claim.replace(/(?:ed|s)$/, ""));
}
