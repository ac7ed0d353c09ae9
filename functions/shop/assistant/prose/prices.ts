import { type NamedAmount, namedAmounts } from "./amounts";
import type { ProductFacts, TurnEvidence } from "./evidence";
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

const dollars = "dollars?|d[oó]lar(?:es)?|dollari|bucks?|USD";
const euros = "euros?|EUR";
const others =
    "JPY|INR|CNY|CHF|SEK|NOK|DKK|PLN|MXN|BRL|KRW|RUB|BTC|ETH|quid|GBP|yen|yuan|z[łl]oty|zł|pesos?|rupees?|reais|rubles?|bitcoins?";
const foreign = (signs: string, words: string) =>
    new RegExp(String.raw`(?!${signs})\p{Sc}|R\$|(?<!\p{L})(?:${words})(?!\p{L})`, "iu");
const otherCurrencies: Readonly<Record<string, RegExp>> = {
    USD: foreign(String.raw`\$`, `${euros}|${others}`),
    EUR: foreign("€", `${dollars}|${others}`),
    GBP: foreign("£", `${dollars}|${euros}|${others.replace("quid|GBP|", "")}`),
};
/** Prices in the words of other languages, whose numbers aren't read. */
const spokenElsewhere =
    /(?<!\p{L})(?:kostet|kosten|für|cuestan?|vale|por|coûte(?:nt)?|pour|costa(?:no)?)\s+[^.\d]*(?<!\p{L})(?:dollar\p{L}*|d[oó]lar\p{L}*|euros?)(?!\p{L})/iu;
const ofEach = /\b(?:each|both|apiece|same\s+price|as\s+much\s+as)\b/i;

const comparing = /\b(?:than|cheaper|difference|less|more)\b/i;

/** Prices that the sentence names must be those of the products that it names, or totals of this turn. */
export function checkPrices(sentence: string, surroundings: PriceSurroundings): Verdict {
    const amounts = namedAmounts(sentence, surroundings.fractionDigits);
    const withheld = { fault: ProseFault.UnknownPrice, replacement: neutralSentences.unknown_price };
    if (amounts.length === 0) return spokenElsewhere.test(sentence) ? withheld : null;
    const isShoppers = (amount: NamedAmount) =>
        surroundings.shopperNumbers.has(amount.minor / 10 ** surroundings.fractionDigits);
    if (otherCurrencies[surroundings.currency]?.test(sentence) && !amounts.every(isShoppers)) return withheld;
    const mentions = mentionsIn(sentence, surroundings.evidence);
    const sayable = new Set([
        ...sayableAmounts(mentions, surroundings.evidence, comparing.test(sentence)),
        // What shipping costs, say, stands in a policy's words alone.
        ...namedAmounts(surroundings.evidence.passages, surroundings.fractionDigits).map(({ minor }) => minor),
    ]);
    const shared = ofEach.test(sentence) ? amounts : [];
    if (shared.some(({ minor }) => mentions.some(({ product }) => isAnothers(minor, product, mentions))))
        return withheld;
    const wrong = amounts.filter((amount) => !sayable.has(amount.minor) && !isShoppers(amount));
    const misplaced = comparing.test(sentence) ? [] : misplacedAmounts(amounts, mentions, surroundings);
    const [first, ...others] = wrong.length > 0 ? wrong : misplaced;
    if (first === undefined) return null;
    const correct = others.length === 0 && !isNegated(sentence) ? rightPrice(first, mentions) : undefined;
    const replacement =
        correct === undefined || !first.replaceable ? undefined : replaced(sentence, first, correct, surroundings);
    return replacement === undefined ? withheld : { fault: ProseFault.UnknownPrice, replacement };
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

/** In "A for $20 and B for $10", amounts that are another named product's than the one they stand with. */
function misplacedAmounts(
    amounts: readonly NamedAmount[],
    mentions: readonly Mention[],
    { evidence }: PriceSurroundings,
): readonly NamedAmount[] {
    const [firstMention] = mentions;
    const [firstAmount] = amounts;
    if (firstMention === undefined || firstAmount === undefined || mentions.length < 2) return [];
    if (amounts.length < 2) return [];
    const isNameFirst = firstMention.start < firstAmount.start;
    const isInOrder = amounts.length === mentions.length && mentions.every(({ end }) => end <= firstAmount.start);
    return amounts.filter(({ minor, start, end }, index) => {
        const near = isNameFirst
            ? mentions.findLast((mention) => mention.end <= start)
            : mentions.find((mention) => mention.start >= end);
        const meant = isInOrder ? mentions[index] : near;
        if (meant === undefined || meant.product.amounts.has(minor) || evidence.amounts.has(minor)) return false;
        return mentions.some(({ product }) => product.amounts.has(minor));
    });
}

/** Whether an amount that is said of each is the price of one of the products alone. */
function isAnothers(minor: number, product: ProductFacts, mentions: readonly Mention[]): boolean {
    return (
        product.amounts.size > 0 &&
        !product.amounts.has(minor) &&
        mentions.some((other) => other.product.amounts.has(minor))
    );
}

/** Certain only where one product is named, and has one price. */
function rightPrice(amount: NamedAmount, mentions: readonly Mention[]): number | undefined {
    const names = new Set(mentions.map(({ product }) => product));
    const [product] = names;
    const [price] = product?.unitPrices ?? [];
    return names.size === 1 && product?.unitPrices.size === 1 && price !== amount.minor ? price : undefined;
}

/** Undefined where the amount is only a part of what the sentence says: of "12 € 50", of "€12–€15". */
function replaced(
    sentence: string,
    { start, end }: NamedAmount,
    minor: number,
    { currency, fractionDigits }: PriceSurroundings,
): string | undefined {
    const price = new Intl.NumberFormat("en-US", { style: "currency", currency }).format(minor / 10 ** fractionDigits);
    const before = sentence.slice(0, start).replace(/(?:(?:US|CA|AU|NZ|HK|A|C)?\$|€|£|¥|₹|\b[A-Z]{3})\s?$/, "");
    if (/\d[-–—]?\s?$/.test(before)) return undefined;
    const after = sentence
        .slice(end)
        .replace(/^[.,](?:-{1,2}|–|—)(?!\d)/, "")
        .replace(/^\s?(?:[€£¥₹$]|(?:[A-Z]{3}|dollars?|bucks?|euros?|quid)\b)/i, "");
    return `${before}${price}${after}`;
}
