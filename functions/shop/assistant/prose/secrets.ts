import type { TurnEvidence } from "./evidence";
import { neutralSentences, ProseFault, type Verdict } from "./verdict";

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/giu;
/** The same with its signs in words: "ada at example dot com". */
const spelledEmail = /\b[\w.+-]+\s*(?:\(at\)|\[at\]|\sat\s)\s*[\w-]+\s*(?:\(dot\)|\[dot\]|\sdot\s)\s*[a-z]{2,}\b/i;
const cardLike = /(?<![\p{L}\p{N}-])\d(?:[ ./-]?\d){12,18}(?![\p{L}\p{N}-])/gu;
const key = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\beyJ[\w-]{10,}\.[\w-]{10,}/;
const phone = /(?:\+|\b(?:call|phone|dial|ring|hotline|tel)\b[^\d\n]{0,20})\d[\d ().-]{5,18}\d/gi;

/** Addresses other than the shopper's own and the shop's, numbers of phones and cards, and keys. */
export function checkSecrets(sentence: string, evidence: TurnEvidence, ownEmail: string | null): Verdict {
    const personal = { fault: ProseFault.PersonalData, replacement: neutralSentences.personal_data };
    const isOurs = (text: string) => evidence.passages.includes(text.toLowerCase());
    for (const [address] of sentence.matchAll(email))
        if (address.toLowerCase() !== ownEmail?.toLowerCase() && !isOurs(address)) return personal;
    if (spelledEmail.test(sentence)) return personal;
    for (const [digits] of sentence.matchAll(cardLike)) if (isCardNumber(digits.replace(/\D/g, ""))) return personal;
    if (key.test(sentence)) return personal;
    const known = evidence.passages.replace(/\D/g, "");
    for (const [number] of sentence.matchAll(phone)) if (!known.includes(number.replace(/\D/g, ""))) return personal;
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
