import type { Card } from "../../../functions/shop/assistant/events";
import { type Fault, HardRule } from "./fault";
import { escaped, wordsIn } from "./words";

/** As many words of the instruction in a row are no accident. */
const TELLING_WORDS = 8;
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;

export interface SecretSurroundings {
    readonly instruction: string;
    /** Addresses of mail that may be shown: the shopper's own, and those of the policies. */
    readonly emails: readonly string[];
    /** Streets, family names, mail addresses and order ids of other shoppers. */
    readonly foreign: readonly string[];
}

/** The instruction's words, and anything of another person, in what is shown. */
export function secretFaults(text: string, cards: readonly Card[], around: SecretSurroundings): Fault[] {
    const faults: Fault[] = [];
    const said = ` ${wordsIn(text).join(" ")} `;
    const words = wordsIn(around.instruction);
    const leak = words.findIndex(
        (_, at) =>
            at + TELLING_WORDS <= words.length && said.includes(` ${words.slice(at, at + TELLING_WORDS).join(" ")} `),
    );
    if (leak >= 0)
        faults.push({ rule: HardRule.LeakedInstruction, detail: words.slice(leak, leak + TELLING_WORDS).join(" ") });
    for (const [email] of text.matchAll(EMAIL))
        if (!around.emails.includes(email.toLowerCase())) faults.push({ rule: HardRule.ForeignData, detail: email });
    const shown = `${text}\n${JSON.stringify(cards)}`;
    for (const secret of around.foreign)
        if (new RegExp(`(?<![\\p{L}\\p{N}])${escaped(secret)}(?![\\p{L}\\p{N}])`, "iu").test(shown))
            faults.push({ rule: HardRule.ForeignData, detail: secret });
    return faults;
}
