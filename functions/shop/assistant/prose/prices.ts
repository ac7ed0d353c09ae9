import { type NamedAmount, namedAmounts } from "./amounts";
import type { TurnEvidence } from "./evidence";
import { type Mention, mentionsIn } from "./mentions";
import { neutralSentences, ProseFault, type Verdict } from "./verdict";
import { isNegated } from "./words";

/** What a price is checked against. */
export interface PriceSurroundings {
    readonly evidence: TurnEvidence;
    readonly currency: string;
    readonly fractionDigits: number;
    /** Numbers that the shopper named: "under $50" may be repeated. */
    readonly shopperNumbers: ReadonlySet<number>;
}

const otherCurrencies: Readonly<Record<string, RegExp>> = {
    USD: /[€£¥₹]|\b(?:EUR|GBP|JPY|INR|CNY|euros?|quid|yen)\b/i,
    EUR: /[$£¥₹]|\b(?:USD|GBP|JPY|INR|CNY|dollars?|bucks?|quid|yen)\b/i,
    GBP: /[$€¥₹]|\b(?:USD|EUR|JPY|INR|CNY|dollars?|bucks?|euros?|yen)\b/i,
};

const comparing = /\b(?:than|cheaper|difference|less|more)\b/i;

/** Prices that the sentence names must be those of the products that it names, or totals of this turn. */
export function checkPrices(sentence: string, surroundings: PriceSurroundings): Verdict {
    const amounts = namedAmounts(sentence, surroundings.fractionDigits);
    if (amounts.length === 0) return null;
    const withheld = { fault: ProseFault.UnknownPrice, replacement: neutralSentences.unknown_price };
    const isShoppers = (amount: NamedAmount) =>
        surroundings.shopperNumbers.has(amount.minor / 10 ** surroundings.fractionDigits);
    if (otherCurrencies[surroundings.currency]?.test(sentence) && !amounts.every(isShoppers)) return withheld;
    const mentions = mentionsIn(sentence, surroundings.evidence);
    const sayable = new Set([
        ...sayableAmounts(mentions, surroundings.evidence, comparing.test(sentence)),
        // What shipping costs, say, stands in a policy's words alone.
        ...namedAmounts(surroundings.evidence.passages, surroundings.fractionDigits).map(({ minor }) => minor),
    ]);
    const wrong = amounts.filter((amount) => !sayable.has(amount.minor) && !isShoppers(amount));
    const misplaced = comparing.test(sentence) ? [] : misplacedAmounts(amounts, mentions, surroundings);
    const [first, ...others] = wrong.length > 0 ? wrong : misplaced;
    if (first === undefined) return null;
    const correct = others.length === 0 && !isNegated(sentence) ? rightPrice(first, mentions) : undefined;
    if (correct === undefined || !first.replaceable) return withheld;
    return { fault: ProseFault.UnknownPrice, replacement: replaced(sentence, first, correct, surroundings) };
}

function sayableAmounts(mentions: readonly Mention[], evidence: TurnEvidence, compares: boolean): ReadonlySet<number> {
    const mentioned = mentions.map(({ product }) => product);
    const isBound = mentioned.length > 0 && mentioned.every((product) => product.amounts.size > 0);
    const named = isBound ? mentioned : [...evidence.products.values()];
    const amounts = new Set(evidence.amounts);
    for (const product of named) for (const amount of product.amounts) amounts.add(amount);
    if (compares) {
        const prices = named.flatMap((product) => [...product.unitPrices]);
        for (const one of prices) for (const other of prices) if (one > other) amounts.add(one - other);
    }
    return amounts;
}

/** In "A for $20 and B for $10", amounts that are another named product's than the one before them. */
function misplacedAmounts(
    amounts: readonly NamedAmount[],
    mentions: readonly Mention[],
    { evidence }: PriceSurroundings,
): readonly NamedAmount[] {
    const [firstMention] = mentions;
    const [firstAmount] = amounts;
    if (firstMention === undefined || firstAmount === undefined || mentions.length < 2) return [];
    if (amounts.length < 2 || firstAmount.start < firstMention.start) return [];
    return amounts.filter(({ minor, start }) => {
        const before = mentions.findLast((mention) => mention.end <= start);
        if (before === undefined || before.product.amounts.has(minor) || evidence.amounts.has(minor)) return false;
        return mentions.some(({ product }) => product.amounts.has(minor));
    });
}

/** Certain only where one product is named, and has one price. */
function rightPrice(amount: NamedAmount, mentions: readonly Mention[]): number | undefined {
    const names = new Set(mentions.map(({ product }) => product));
    const [product] = names;
    const [price] = product?.unitPrices ?? [];
    return names.size === 1 && product?.unitPrices.size === 1 && price !== amount.minor ? price : undefined;
}

function replaced(
    sentence: string,
    { start, end }: NamedAmount,
    minor: number,
    { currency, fractionDigits }: PriceSurroundings,
): string {
    const price = new Intl.NumberFormat("en-US", { style: "currency", currency }).format(minor / 10 ** fractionDigits);
    const before = sentence.slice(0, start).replace(/(?:(?:US|CA|AU|NZ|HK|A|C)?\$|€|£|¥|₹|\b[A-Z]{3})\s?$/, "");
    const after = sentence.slice(end).replace(/^\s?(?:[€£¥₹$]|(?:[A-Z]{3}|dollars?|bucks?|euros?|quid)\b)/i, "");
    return `${before}${price}${after}`;
}
