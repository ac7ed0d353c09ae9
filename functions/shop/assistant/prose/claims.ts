import { isDeniedOrAsked } from "./clauses";
import type { TurnEvidence } from "./evidence";
import { neutralSentences, ProseFault, type Verdict } from "./verdict";

const adverbs =
    "(?:(?:just|now|already|successfully|also|gone ahead and|went ahead and|officially|happily|fully|safely)\\s+)*";
const deeds =
    "(?:placed|ordered|submitted|processed|completed|finali[sz]ed|confirmed|booked|purchased|bought|cancel?led|refunded|charged|paid|shipped|dispatched|e-?mailed|returned|reserved|issued|reimbursed|initiated|approved)";
const things =
    "(?:order|purchase|payment|refund|cancellation|card|account|confirmation|it|them|that|this|everything|return|items?|you)";
const affairs = "(?:order|purchase|payment|refund|cancellation|checkout|booking|card|account|money|parcel|package)";

/** No tool does any of these: only the shopper's own confirmation does. */
const byAssistant = [
    `\\b(?:I|we)(?:['’]ve|\\s+have|\\s+did)?\\s+${adverbs}${deeds}\\b(?=.{0,60}\\b${things}\\b)`,
    `\\b(?:I|we)(?:['’]ve|\\s+have)?\\s+${adverbs}(?:ordered|purchased|shipped|dispatched|refunded)\\s+(?:your|the)\\b`,
    `\\b(?:I|we)(?:['’]ll|\\s+will)\\s+${adverbs}(?:place|submit|process|complete|cancel|refund|charge)\\b(?=.{0,40}\\b(?:order|payment|refund|card)\\b)(?!.{0,60}\\b(?:once|when|after|if)\\b)`,
    `\\b(?:I|we)(?:['’]ve|\\s+have)?\\s+${adverbs}sent\\s+(?:you\\s+)?(?:an?\\s+|the\\s+)?(?:order\\s+)?(?:confirmation|e-?mail|receipt)\\b`,
    `\\b(?:I|we)(?:['’]ve|\\s+have)?\\s+${adverbs}(?:put\\s+(?:the|your)\\s+(?:order|payment|refund)\\s+through|taken\\s+care\\s+of\\s+(?:the|your)\\s+${affairs}|(?:changed|updated)\\s+your\\s+(?:(?:delivery|shipping|billing|e-?mail)\\s+)?(?:address|e-?mail|account|order|password)|set\\s+.{1,40}\\s+aside)\\b`,
    "\\b(?:consider\\s+it|it['’]s|it\\s+is|they['’]re|they\\s+are)\\s+(?:ordered|purchased|reserved|refunded|bought)\\b",
    "\\bhabe?n?\\b.{0,60}\\b(?:bestellung|zahlung|erstattung|e-?mail)\\b.{0,30}\\b(?:aufgegeben|bestätigt|abgeschickt|storniert|bezahlt|veranlasst|geschickt|gesendet)\\b",
    "\\bhabe?n?\\b.{0,60}\\b(?:bestellt|storniert|erstattet|reserviert)\\b",
    "\\b(?:he|hemos)\\s+(?:realizado|hecho|confirmado|cancelado|enviado|pagado|tramitado|reservado|reembolsado)\\b",
    "\\b(?:j['’]ai|nous\\s+avons)\\s+(?:bien\\s+)?(?:passé|confirmé|annulé|validé|commandé|envoyé|payé|remboursé|réservé)(?!\\p{L})",
    "\\b(?:ho|abbiamo)\\s+(?:effettuato|confermato|annullato|inviato|ordinato|rimborsato|pagato)\\b",
].map(expression);

/** True only of an order that was looked up in this turn. */
const ofOrder = [
    `\\b${affairs}\\s+(?:(?:number\\s+)?#?[\\w-]*\\d[\\w-]*\\s+)?(?:(?:has|have)\\s+(?:now\\s+)?been|was|is|are|went|['’]s(?:\\s+been)?)\\s+${adverbs}(?:${deeds}|received|through|complete|on\\s+(?:its|the)\\s+way|successful)\\b`,
    "\\border['’]s\\s+(?:in|been|placed|on)\\b",
    `\\b${affairs}\\s+(?:is\\s+|now\\s+)?(?:placed|confirmed|complete|successful|issued|received|approved|accepted)\\b`,
    "\\b(?:thank you|thanks) for your (?:order|purchase)\\b",
    "\\b(?:has|have|had|was|were)\\s+(?:now\\s+)?(?:been\\s+)?(?:ordered|purchased|refunded|charged|reserved|reimbursed|put\\s+through)\\b",
    "['’]ve\\s+been\\s+(?:refunded|charged|reimbursed)\\b",
    `\\border\\s+(?:number|no\\.?|id)\\s+is\\s+#?[\\w-]*\\d`,
    "\\b(?:it|they|order|refund|money|parcel|package|e-?mail|confirmation|receipt)\\b.{0,15}(?:\\s(?:is|are)|['’](?:s|re))\\s+(?:now\\s+|already\\s+)?on\\s+(?:its|their)\\s+way\\b",
    "\\bon\\s+its\\s+way\\s+to\\s+you\\b",
    "\\b(?:is|are)\\s+yours!",
    "\\b(?:e-?mail|confirmation|receipt)\\s+(?:has\\s+been|was|will\\s+be)\\s+sent\\b",
    "\\byou(?:['’]ll|\\s+will)\\s+(?:receive|get)\\s+.{0,20}\\b(?:confirmation|receipt)\\b",
    "\\b(?:bestellung|zahlung|erstattung)\\b.{0,40}\\b(?:aufgegeben|bestätigt|erfolgreich|abgeschlossen|storniert|unterwegs|versandt|verschickt|eingegangen|veranlasst)\\b",
    "\\b(?:pedido|compra|pago|reembolso)\\b.{0,30}\\b(?:realizad[oa]|confirmad[oa]|completad[oa]|cancelad[oa]|enviad[oa]|en camino|tramitad[oa])(?![\\p{L}])",
    "\\b(?:commande|achat|paiement|remboursement)\\b.{0,30}\\b(?:passée?|confirmée?|validée?|annulée?|expédiée?|en route|effectuée?|enregistrée?)(?![\\p{L}])",
    "\\b(?:ordine|acquisto|pagamento|rimborso)\\b.{0,30}\\b(?:effettuato|confermato|completato|annullato|spedito)\\b",
].map(expression);

/** Said of a human being only where one was really called. */
const handedOver = expression(
    "\\b(?:I|we)(?:['’]ve|\\s+have)?\\s+(?:just\\s+|now\\s+)?(?:forwarded|transferred|connected|handed)\\s+(?:you|this|it|your|the)\\b",
);

/** What happens after a confirmation may be told before it. */
const condition =
    /\b(?:once|when|after|if|whether|until|before|unless|as soon as|to|sobald|wenn|falls|cuando|una vez|si|quand|dès|lorsque|quando)\b/i;
const confirming =
    /\b(?:confirm|press|click|tap|approve|accept|place|complete|cancel|return|ship|deliver|pay)s?\b|\b(?:bestätig|confirm|valid|conferm)\p{L}+/iu;
/** "Refunds are issued within 14 days": how the shop does it, in its own policy's words. */
const rule = /\b(?:within|usually|normally|always|up to|takes?)\b/i;
const confirmed = /\b(?:has|have|had)\s+(?:now\s+)?been\b/i;

/** Nothing is said to be ordered, cancelled or sent that isn't. */
export function checkOrderClaims(sentence: string, evidence: TurnEvidence): Verdict {
    const claims = (pattern: RegExp) => {
        const match = pattern.exec(sentence);
        return match !== null && !isDeniedOrAsked(sentence, match.index);
    };
    const isTold =
        evidence.hasOrder ||
        isConditional(sentence) ||
        (rule.test(sentence) && !confirmed.test(sentence) && evidence.passages !== "");
    const isClaim =
        byAssistant.some(claims) ||
        (!isTold && ofOrder.some(claims)) ||
        (!evidence.wasHandedOver && claims(handedOver));
    return isClaim ? { fault: ProseFault.OrderClaim, replacement: neutralSentences.unsupported_order_claim } : null;
}

function isConditional(sentence: string): boolean {
    return condition.test(sentence) && confirming.test(sentence.replace(confirmed, ""));
}

function expression(pattern: string): RegExp {
    return new RegExp(pattern, "iu");
}
