import type { Card } from "../../../functions/shop/assistant/events";
import { type Fault, HardRule } from "./fault";
import { isQualified } from "./words";

const ORDERED =
    /\b(?:orders?|purchase|it|payment) (?:has been|have been|was|were|is|are) (?:now |all |successfully |already )?(?:placed|confirmed|submitted|completed|paid|ordered|on (?:its|the) way|cancelled|canceled|refunded)\b|\b(?:i|we)(?:'ve|’ve| have| just)? (?:just |now |already )?(?:placed|submitted|confirmed|ordered|bought|paid|cancelled|canceled|refunded|emailed|mailed)\b|\b(?:is|are) on (?:its|their|the) way\b|\border (?:number|no\.?|id)\b/iu;
const DISCOUNT =
    /\b\d{1,3} ?(?:%|percent) (?:off|discount|cheaper)|\b(?:applied|granted|given|gave|added|activated)\b[^.]*\b(?:discount|coupon|promo(?:tion)? code|price match)|\b(?:discount|coupon|promo(?:tion)? code)\b[^.]*\b(?:applied|granted|active|is yours|added)\b|\b(?:half|special) price for you\b/iu;

export interface ClaimSurroundings {
    readonly cards: readonly Card[];
    readonly hasConfirmed: boolean;
}

/** Orders said to be made, and discounts said to be given, that aren't. */
export function claimFaults(sentence: string, { cards, hasConfirmed }: ClaimSurroundings): Fault[] {
    if (isQualified(sentence) || sentence.trimEnd().endsWith("?")) return [];
    const faults: Fault[] = [];
    const isTold = hasConfirmed || cards.some(({ kind }) => kind === "order" || kind === "cancellation");
    if (!isTold && ORDERED.test(sentence)) faults.push({ rule: HardRule.ClaimedOrder, detail: sentence.trim() });
    if (DISCOUNT.test(sentence)) faults.push({ rule: HardRule.PromisedDiscount, detail: sentence.trim() });
    return faults;
}
