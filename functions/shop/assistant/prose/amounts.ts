import { numberOf, numberWords, spokenPrice } from "./number-words";

/** An amount of money that a text names. */
export interface NamedAmount {
    readonly start: number;
    readonly end: number;
    /** In the smallest unit of the shop's currency, whatever currency the text names. */
    readonly minor: number;
    /** Whether the text writes it with digits and a sign, so that another amount can take its place. */
    readonly replaceable: boolean;
}

const digits = String.raw`(?:\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d{1,3})?(?!\d)`;
/** Without those that are words: `ALL`, `CUP`, `PEN`, `TOP`, `TRY`. */
const codes =
    "USD|EUR|GBP|JPY|CAD|AUD|NZD|CHF|SEK|NOK|DKK|INR|CNY|PLN|MXN|BRL|KRW|RUB|BTC|ETH|KWD|BHD|OMR|JOD|TND|AED|SAR|QAR|ILS|CZK|HUF|RON|ISK|UAH|ZAR|SGD|HKD|TWD|THB|IDR|MYR|PHP|VND|CLP|COP|ARS|EGP|NGN|KES|PKR";
const sign = String.raw`(?:(?:US|CA|AU|NZ|HK|A|C|R)?\$|\p{Sc}|\b(?:${codes})(?!\p{L}))`;
const unit = String.raw`\(?(?:R\$|\p{Sc}|[円圓元원]|(?:U\.?S\.?[- ]?|American\s+)?(?:${codes}|dollars?|d[oó]lar(?:es)?|dollari|bucks?|euros?|quid|pounds\s+sterling|yen|yuan|won|francs?|franken|fr|kron(?:or|er)|kr|z[łl](?:oty)?|pesos?|rupees?|reais|rubles?|bitcoins?)(?!\p{L}))`;
const cents = String.raw`(?:¢|(?:cents?|pence|pennies)\b)`;
const between = String.raw`\s*(?:-|–|—|to|and|or)\s*`;
/** What stands for no cents: `12,-`, `12.–`. */
const noCents = "(?:[.,](?:-{1,2}|–|—))?";
const scale = String.raw`(?:\s?(?:k|thousand|grand|million)\b)?`;
/** Words after which a bare number is a price. */
const priceWords = String.raw`\b(?:costs?|costing|priced?(?:\s+(?:at|is|of|was))?|prices?\s+(?:is|are|of|start(?:s|ing)?\s+(?:at|from))|sells?\s+for|selling\s+for|goes\s+for|going\s+for|pay(?:ing)?|worth|sub-?total(?:s|\s+(?:is|of|comes\s+to))?|total(?:s|ling)?(?:\s+(?:is|of|comes\s+to))?|comes?\s+to|set\s+you\s+back|retails?\s+(?:at|for)|price\s+tag|(?:get|grab|have|yours|snag|take)\b[^.,;\d]{0,40}?\s(?:for|at)|kostet|kosten|preis\s+(?:ist|beträgt|von|liegt\s+bei)|preis|cuestan?|vale|precio(?:\s+(?:es|de))?|coûte(?:nt)?|prix(?:\s+(?:est|de|est\s+de))?|costa(?:no)?|prezzo)(?!\p{L})`;
const hedge = String.raw`\s*:?\s*~?\s*(?:(?:is|nur|solo|sólo|solamente|seulement|solo|only|just|about|around|roughly|approximately|nearly|almost|exactly|under|over|below|above|less\s+than|more\s+than|up\s+to|at|for|you)\s+){0,3}`;
/** What a number counts when it is no price. */
const counted = String.raw`(?!\s*(?:%|percent|per\s+cent|x\b|×|\/|-?\s?(?:items?|units?|pieces?|pairs?|products?|options?|days?|weeks?|months?|nights?|seasons?|adults?|kids?|children|hours?|minutes?|years?|stars?|points?|inch(?:es)?|cm|mm|m|km|kg|g|oz|lbs?|ml|l|liters?|litres?|people|persons?|business|by\s+\d|out\s+of|liters|gb|mb|watts?|w|v|volts?|ft|feet|in|degrees?|°|personen|tage|of\s+(?:the|them|these)|left|in\s+stock|different|colou?rs?|sizes?)\b))`;

/** "Worth a look" names no number, "worth a hundred" does. */
const noArticle = String.raw`(?!an?\b(?!\s+(?:couple|dozen|hundred|thousand|grand|million)\b))`;
const noWeight = String.raw`(?<!\bweigh(?:s|ing|t)?\s*:?\s*(?:(?:is|of|in\s+at|only|just|about|around|under|over)\s+){0,2})`;
const thousands = String.raw`(?:\d{1,3}(?: \d{3})+|\d+)`;

interface Form {
    readonly pattern: RegExp;
    /** Which groups are amounts, and how each is read. */
    readonly read: (text: string, fractionDigits: number) => number | null;
    readonly replaceable: boolean;
}

const forms: readonly Form[] = [
    {
        pattern: expression(`${sign}\\s?(${digits}${scale})(?:${between}(${digits}${scale}))?`),
        read: decimal,
        replaceable: true,
    },
    {
        pattern: expression(`(${digits}${scale})${noCents}(?:${between}(${digits}${scale})${noCents})?\\s?${unit}`),
        read: decimal,
        replaceable: true,
    },
    { pattern: expression(`${sign}\\s?(${numberWords})\\b`), read: numberOf, replaceable: false },
    { pattern: expression(`(${digits})\\s?${cents}`), read: (text) => hundredth(decimal(text)), replaceable: false },
    {
        pattern: expression(`\\b(${numberWords})(?:${between}(${numberWords}))?\\s+${unit}`),
        read: numberOf,
        replaceable: false,
    },
    {
        pattern: expression(`\\b(${numberWords})\\s+${cents}`),
        read: (text) => hundredth(numberOf(text)),
        replaceable: false,
    },
    { pattern: expression(`${priceWords}${hedge}(${digits})${counted}`), read: decimal, replaceable: true },
    {
        pattern: expression(`${priceWords}${hedge}\\b${noArticle}(${numberWords})\\b${counted}`),
        read: (text) => spokenPrice(text) ?? numberOf(text),
        replaceable: false,
    },
    // Two decimals, or a dash in their place, are how prices are written, whatever stands around them.
    {
        pattern: expression(`(?<![\\d.,])${noWeight}(${thousands}[.,]\\d{2})(?![.,]?\\d)${counted}`),
        read: decimal,
        replaceable: true,
    },
    {
        pattern: expression(`(?<![\\d.,])(${thousands}),(?:-{1,2}|–)(?!\\s?[\\d\\p{L}])`),
        read: decimal,
        replaceable: true,
    },
];

function expression(pattern: string): RegExp {
    return new RegExp(pattern, "giud");
}

/**
 * `1,299.50`, `1.299,50`, `1 299,50` and `19,99` as numbers; `5k` as 5,000.
 *
 * @param fractionDigits of the currency. With 3, `12.500` is twelve and a half; otherwise, and by default, it is 12,500.
 */
export function decimal(text: string, fractionDigits = 2): number | null {
    const [, number = "", factor = ""] = /^([\d.,'’ \u00a0\u202f]*\d)\s?([a-z]*)$/i.exec(text.trim()) ?? [];
    const separator = Math.max(number.lastIndexOf("."), number.lastIndexOf(","));
    const decimals = number.length - separator - 1;
    const isFraction = separator > 0 && (decimals < 3 || (fractionDigits === 3 && number[separator] === "."));
    const whole = (isFraction ? number.slice(0, separator) : number).replace(/\D/g, "");
    const fraction = isFraction ? number.slice(separator + 1) : "";
    const value = Number(`${whole}.${fraction || "0"}`);
    if (whole === "" || !Number.isFinite(value)) return null;
    return value * (factor === "" ? 1 : /^m/i.test(factor) ? 1_000_000 : 1_000);
}

function hundredth(value: number | null): number | null {
    return value === null ? null : value / 100;
}

/**
 * Every amount of money that a text names: with signs and codes before or after, in cents, as ranges, in words, and bare
 * numbers where the words around them make them prices.
 *
 * @param fractionDigits of the shop's currency: 2 for US dollars, 0 for yen.
 */
export function namedAmounts(text: string, fractionDigits: number): readonly NamedAmount[] {
    const found: NamedAmount[] = [];
    for (const { pattern, read, replaceable } of forms)
        for (const match of text.matchAll(pattern))
            for (const group of [1, 2]) {
                const [start, end] = match.indices?.[group] ?? [];
                const value = match[group] === undefined ? null : read(match[group], fractionDigits);
                if (start === undefined || end === undefined || value === null) continue;
                if (found.some((other) => start < other.end && other.start < end)) continue;
                found.push({ start, end, minor: Math.round(value * 10 ** fractionDigits), replaceable });
            }
    return found.sort((a, b) => a.start - b.start);
}

/** Numbers that a shopper gave: a reply may repeat each, as an amount or as a count. */
export function bareNumbers(text: string): readonly number[] {
    const inDigits = [...text.matchAll(expression(`(${digits})\\s?(k\\b)?`))].flatMap(([whole]) => [
        decimal(whole),
        // "2 100 dollar tents" are two numbers.
        ...(/ \d/.test(whole) ? whole.split(" ").map((part) => decimal(part)) : []),
    ]);
    const inWords = [...text.matchAll(expression(`\\b(${numberWords})\\b`))].map(([words]) => numberOf(words));
    return [...inDigits, ...inWords].filter((number) => number !== null);
}
